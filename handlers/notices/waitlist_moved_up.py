"""`waitlist_moved_up`: the officer was in line and has the shift."""

from handlers.blocks.buttons import mine_button, release_button
from handlers.blocks.elements import actions, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import WaitlistMovedUp


def waitlist_moved_up(facts: WaitlistMovedUp, addressee: Person | None) -> Message:
    """To the officer: it is theirs, and how to give it back."""
    text = f"A place came free and it is yours: {told_short(facts.shift)}"
    body = ":white_check_mark: *A place came free and it is yours.*\n"
    lines = lines_of(facts.shift, zone_of(addressee), places=False)
    return message(text, [section(body + lines), *actions(release_button(facts.shift), mine_button())])
