"""`check_in_missing`: an officer should be there, and has not checked in."""

from handlers.blocks.brief import cannot_come_button, here_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.text import lasted
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import CheckInMissing


def check_in_missing(facts: CheckInMissing, addressee: Person | None) -> Message:
    """To the officer, once."""
    head = f"You are not checked in, {lasted(facts.late)} after you were due."
    body = f":rotating_light: *{head}*\n{lines_of(facts.shift, zone_of(addressee), places=False)}"
    small = context("Your supervisors are told. Press a button, and they know.")
    row = actions(here_button(facts.shift), cannot_come_button(facts.shift))
    return message(f"{head} {told_short(facts.shift)}", [section(body), small, *row])
