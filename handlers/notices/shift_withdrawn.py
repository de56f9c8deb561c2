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
    text = f"Withdrawn, do not go: {told_short(facts.shift)}"
    body = f"*Withdrawn: do not go.*\n{lines_of(facts.shift, zone_of(addressee), places=False)}"
    if facts.returned:
        note = context(
            "The agency has put it up again since, without your claim. Claim it anew if you want it."
        )
        return message(text, [section(body), note, *actions(preview_button(facts.shift), mine_button())])
    note = context("The agency took it back.")
    return message(text, [section(body), note, *actions(others_button(), mine_button())])
