"""`shift_brief`: where to be, to whoever holds a shift that begins soon."""

from handlers.blocks.brief import brief
from handlers.message import Message
from handlers.notices.reader import zone_of
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import ShiftBrief


def shift_brief(facts: ShiftBrief, addressee: Person | None) -> Message:
    """To the officer; updated in place until the shift is over."""
    return brief(facts, zone_of(addressee))
