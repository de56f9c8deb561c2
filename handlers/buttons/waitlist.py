"""*Join the waitlist*, *Leave the line*."""

from handlers.commands import waitlist
from handlers.ids import ShiftRef
from handlers.message import Outcome
from handlers.visit import Visit


def press_join(visit: Visit) -> Outcome:
    """*Join the waitlist*."""
    return waitlist.join(visit, visit.value(ShiftRef).shift)


def press_leave(visit: Visit) -> Outcome:
    """*Leave the line*."""
    return waitlist.leave(visit, visit.value(ShiftRef).shift)
