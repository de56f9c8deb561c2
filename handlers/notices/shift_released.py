"""`shift_released`: somebody else took the officer off a shift."""

from handlers.blocks.buttons import mine_button, others_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import ShiftReleased


def shift_released(facts: ShiftReleased, addressee: Person | None) -> Message:
    """To the officer."""
    by = escaped(facts.by.name)
    text = f"{by} released you from {told_short(facts.shift)}"
    body = f":leftwards_arrow_with_hook: *{by} released you from this shift.*\n"
    blocks = [section(body + lines_of(facts.shift, zone_of(addressee), places=False))]
    if facts.reason:
        blocks.append(context(f"Reason: {escaped(facts.reason, 500)}"))
    return message(text, [*blocks, *actions(mine_button(), others_button())])
