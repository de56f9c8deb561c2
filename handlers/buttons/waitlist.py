"""*Join the waitlist*, *Leave the line*."""

from handlers.commands import waitlist
from handlers.ids.shifts import ShiftRef
from handlers.message import Outcome
from handlers.visit import Visit


def press_join(visit: Visit) -> Outcome:
    """*Join the waitlist*."""
    about = visit.value(ShiftRef)
    return waitlist.join(visit, about.shift, about.look)


def press_leave(visit: Visit) -> Outcome:
    """*Leave the line*."""
    about = visit.value(ShiftRef)
    return waitlist.leave(visit, about.shift, about.look)
