"""The forms of acting for an officer out of an escalation, sent."""

from collections.abc import Callable

from handlers.commands import officer_acts as acts
from handlers.commands.beside import beside
from handlers.ids.escalations import EscalationForm
from handlers.message import Outcome
from handlers.submissions.reasons import MISSING
from handlers.visit import Visit


def submit_hand_back(visit: Visit) -> Outcome:
    """The officer's coming shifts go back."""
    return _with_reason(visit, acts.hand_back)


def submit_release_all(visit: Visit) -> Outcome:
    """The officer is released from everything to come."""
    return _with_reason(visit, acts.release_every)


def _with_reason(visit: Visit, act: Callable[[Visit, int, str], Outcome]) -> Outcome:
    if not visit.reason:
        return MISSING
    number = visit.value(EscalationForm).escalation
    return beside(visit, lambda: act(visit, number, visit.reason))
