"""*Release*, and the two forms about it."""

from handlers.commands import releases
from handlers.ids.shifts import OfficerRef, ShiftRef
from handlers.message import Outcome
from handlers.visit import Visit


def press_release(visit: Visit) -> Outcome:
    """*Release*, once its question is answered with yes."""
    about = visit.value(ShiftRef)
    return releases.release(visit, about.shift, back=about.look)


def press_release_for(visit: Visit) -> Outcome:
    """A supervisor's *Release*: opens the form for the reason."""
    about = visit.value(OfficerRef)
    return releases.ask_reason(visit, about.shift, about.officer)


def press_ask_release(visit: Visit) -> Outcome:
    """*Ask … to release it*: opens the form for the reason."""
    return releases.ask_reason_of_asker(visit, visit.value(ShiftRef).shift)
