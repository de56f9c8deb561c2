"""`release_asked`: an officer asks, past the cut-off, to be let off a shift."""

from handlers.blocks.buttons import decline_button, release_for_button
from handlers.blocks.elements import actions, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.ids import shifts as ids
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import ReleaseAsked


def release_asked(facts: ReleaseAsked, addressee: Person | None) -> Message:
    """To those who answer for the officer."""
    name, reason = escaped(facts.officer.name), escaped(facts.reason, 500)
    text = f"{name} cannot work {told_short(facts.shift)}: {reason}"
    body = f":raising_hand: *{name} asks to be released:* {reason}\n"
    return message(
        text,
        [
            section(body + lines_of(facts.shift, zone_of(addressee), places=False)),
            *actions(
                release_for_button(facts.shift, facts.officer),
                decline_button(ids.DECLINE_RELEASE, facts.shift, facts.officer),
            ),
        ],
    )
