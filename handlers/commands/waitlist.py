"""Standing in line for a full shift, and stepping out."""

from handlers.blocks import waitlist as blocks
from handlers.blocks.buttons import START
from handlers.commands.named import shift_or_refuse
from handlers.ids.shifts import Look
from handlers.message import Message
from handlers.visit import Visit
from scheduling.shifts.actions import join_waitlist, leave_waitlist


def join(visit: Visit, shift_id: int, back: Look = START) -> Message:
    """Stand in line."""
    with visit.begin() as tx:
        place = join_waitlist(tx, actor=visit.person, shift_id=shift_id, policy=visit.policy)
    return blocks.joined(place, visit.zone, back)


def leave(visit: Visit, shift_id: int, back: Look = START) -> Message:
    """Step out of line."""
    with visit.begin() as tx:
        leave_waitlist(tx, actor=visit.person, shift_id=shift_id)
        return blocks.left(shift_or_refuse(tx, shift_id), visit.zone, back)
