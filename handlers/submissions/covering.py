"""The forms of finding somebody for a place, sent."""

from handlers.blocks.refused import may_be_set_aside
from handlers.commands import covering
from handlers.commands.beside import beside
from handlers.ids import covering as ids
from handlers.ids.escalations import EscalationForm
from handlers.ids.packing import LARGEST
from handlers.message import FieldErrors, Outcome
from handlers.submissions.reasons import MISSING
from handlers.submissions.under_field import said_under_field
from handlers.visit import Visit
from scheduling.refusals import Refused


def submit_cover(visit: Visit) -> Outcome:
    """Cover is called for."""
    if not visit.reason:
        return MISSING
    number = visit.value(EscalationForm).escalation
    return beside(visit, lambda: covering.call(visit, number, visit.reason))


def submit_assign(visit: Visit) -> Outcome:
    """The officer who was chosen is on it; what a reason would set aside stands under the field for it."""
    chosen = visit.filled.choice(ids.OFFICER)
    if not chosen.isdecimal() or int(chosen) > LARGEST:
        return FieldErrors({ids.OFFICER: "Choose an officer."})
    return beside(visit, lambda: _assign(visit, int(chosen)))


def _assign(visit: Visit, officer_id: int) -> Outcome:
    reason, number = visit.filled.text(ids.ASSIGN_REASON), visit.value(EscalationForm).escalation
    try:
        return covering.assign(visit, number, officer_id, reason)
    except Refused as answer:
        if reason or not may_be_set_aside(answer.refusals):
            raise
        said = said_under_field(answer.refusals[0], visit.zone)
        return FieldErrors({ids.ASSIGN_REASON: f"{said} With a reason it is set aside."})
