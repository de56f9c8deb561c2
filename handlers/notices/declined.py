"""`override_declined` and `release_declined`: somebody said no to what the officer had asked for."""

from handlers.blocks.buttons import mine_button, others_button
from handlers.blocks.elements import actions, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import Declined


def override_declined(facts: Declined, addressee: Person | None) -> Message:
    """To the officer: the rule stands, and what else there is."""
    by = escaped(facts.by.name)
    text = f"{by} declined, the rule stands: {told_short(facts.shift)}"
    body = f"*{by} declined: the rule stands.*\n{lines_of(facts.shift, zone_of(addressee))}"
    return message(text, [section(body), *actions(others_button(), mine_button())])


def release_declined(facts: Declined, addressee: Person | None) -> Message:
    """To the officer: the shift is still theirs."""
    by = escaped(facts.by.name)
    text = f"{by} declined, the shift is yours to work: {told_short(facts.shift)}"
    body = f":warning: *{by} declined: the shift is yours to work.*\n"
    lines = lines_of(facts.shift, zone_of(addressee), places=False)
    return message(text, [section(body + lines), *actions(mine_button())])
