"""The reason for setting a rule aside."""

from handlers.commands import assignments
from handlers.commands.named import find_officer_by_id
from handlers.ids.shifts import FormRef
from handlers.message import Outcome
from handlers.submissions.reasons import MISSING
from handlers.visit import Visit


def submit_override(visit: Visit) -> Outcome:
    """Put the officer on the shift, with the reason."""
    if not visit.reason:
        return MISSING
    about = visit.value(FormRef)
    with visit.read() as tx:
        officer = find_officer_by_id(tx, about.officer)
    return assignments.assign_officer(visit, about.shift, officer, visit.reason)
