"""`place_lost`: a place was given back late and is empty."""

from handlers.blocks.buttons import preview_button
from handlers.blocks.elements import context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import PlaceLost


def place_lost(facts: PlaceLost, addressee: Person | None) -> Message:
    """To the supervisors' channel: who is off, why, and that nobody was in line."""
    name = escaped(facts.officer.name)
    text = f"Empty post: {told_short(facts.shift)}. {name} is off."
    body = f":warning: *Empty post.* {lines_of(facts.shift, zone_of(addressee))}"
    by = "" if facts.released_by.id == facts.officer.id else f", by {escaped(facts.released_by.name)}"
    why = f": {escaped(facts.reason, 300)}" if facts.reason else ""
    fill = f"Fill it: `/shifts assign {facts.shift.id} @officer`"
    return message(
        text, [section(body, preview_button(facts.shift)), context(f"{name} is off{by}{why}. {fill}")]
    )
