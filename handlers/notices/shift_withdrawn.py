"""`shift_withdrawn`: a shift that the officer held is no more."""

from handlers.blocks.buttons import mine_button, others_button, preview_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import ShiftWithdrawn


def shift_withdrawn(facts: ShiftWithdrawn, addressee: Person | None) -> Message:
    """To the former holder."""
    lines = lines_of(facts.shift, zone_of(addressee), places=False)
    if facts.returned:
        return _returned(facts, lines)
    text = f"Withdrawn, do not go: {told_short(facts.shift)}"
    note = context("The agency took it back.")
    body = section(f"*Withdrawn: do not go.*\n{lines}")
    return message(text, [body, note, *actions(others_button(), mine_button())])


def _returned(facts: ShiftWithdrawn, lines: str) -> Message:
    text = f"No longer yours: {told_short(facts.shift)}"
    note = context("It was withdrawn and put up again. Claim it anew if you still want it.")
    body = section(f"*No longer yours.*\n{lines}")
    return message(text, [body, note, *actions(preview_button(facts.shift), mine_button())])
