"""The shifts a person holds, and the lines they stand in."""

from handlers.blocks import mine as blocks
from handlers.message import Message
from handlers.visit import Visit
from scheduling.shifts.queries import list_held_by, list_waits_of


def mine(visit: Visit) -> Message:
    """`/shifts mine`."""
    with visit.read() as tx:
        return blocks.mine(list_held_by(tx, visit.person), list_waits_of(tx, visit.person), visit.zone)
