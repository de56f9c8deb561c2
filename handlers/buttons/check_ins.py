"""*I am here* and *I am leaving*."""

from handlers.commands import check_ins
from handlers.commands.beside import beside
from handlers.ids.shifts import ShiftRef
from handlers.message import Outcome
from handlers.visit import Visit


def press_in(visit: Visit) -> Outcome:
    """The officer is there."""
    about = visit.value(ShiftRef)
    return beside(visit, lambda: check_ins.enter(visit, about.shift))


def press_out(visit: Visit) -> Outcome:
    """The officer goes."""
    about = visit.value(ShiftRef)
    return beside(visit, lambda: check_ins.leave(visit, about.shift))
