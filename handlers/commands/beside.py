"""Refusals of a button in a standing message, which stays as it is."""

from collections.abc import Callable
from dataclasses import replace

from handlers.blocks.refused import refused
from handlers.ids.escalations import EscalationRef
from handlers.message import Outcome
from handlers.visit import Visit
from scheduling.refusals import Refused


def beside(visit: Visit, attempt: Callable[[], Outcome]) -> Outcome:
    """What comes of it; a refusal stands beside the message, which is kept true by itself."""
    try:
        return attempt()
    except Refused as answer:
        return replace(refused(answer.refusals, visit.zone), beside=True)


def beside_escalation(visit: Visit, act: Callable[[Visit, int], Outcome]) -> Outcome:
    """Likewise of a button about what an escalation is about; `act` is handed its number."""
    number = visit.value(EscalationRef).escalation
    return beside(visit, lambda: act(visit, number))
