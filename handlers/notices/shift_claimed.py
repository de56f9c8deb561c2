"""`shift_claimed`: somebody else put the officer on a shift."""

from handlers.blocks.buttons import mine_button, release_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import ShiftClaimed


def shift_claimed(facts: ShiftClaimed, addressee: Person | None) -> Message:
    """To the officer."""
    by = escaped(facts.by.name)
    text = f"{by} put you on {told_short(facts.shift)}"
    body = f":white_check_mark: *{by} put you on this shift.*\n"
    blocks = [section(body + lines_of(facts.shift, zone_of(addressee), places=False))]
    if facts.override_reason:
        blocks.append(context(f"Reason: {escaped(facts.override_reason, 500)}"))
    return message(text, [*blocks, *actions(release_button(facts.shift), mine_button())])
