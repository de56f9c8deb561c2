"""*Set aside, with a reason*."""

from handlers.commands import assignments
from handlers.ids.shifts import OfficerRef
from handlers.message import Outcome
from handlers.visit import Visit


def press_override(visit: Visit) -> Outcome:
    """Opens the form for the reason."""
    about = visit.value(OfficerRef)
    return assignments.ask_reason(visit, about.shift, about.officer)
