"""`officer_gone`: an officer who may do nothing any more still holds shifts."""

from zoneinfo import ZoneInfo

from handlers.blocks.buttons import release_for_button
from handlers.blocks.elements import context, section
from handlers.blocks.shifts import lines_of
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.text import counted, escaped
from scheduling.roster.facts import Person
from scheduling.shifts.facts import HeldShift
from scheduling.shifts.holdings.departures import OfficerGone

MOST = 20


def officer_gone(facts: OfficerGone, addressee: Person | None) -> Message:
    """To the supervisors' channel and those who answer for the officer: each shift with *Release…*."""
    name, count = escaped(facts.officer.name), counted(len(facts.held), "coming shift")
    text = f"{name} is gone and still holds {count}."
    shown = [
        section(_lines(one, zone_of(addressee)), release_for_button(one.shift, facts.officer))
        for one in facts.held[:MOST]
    ]
    more = [context(f"and {len(facts.held) - MOST} more")] if len(facts.held) > MOST else []
    return message(text, [section(f":warning: *{text}*"), *shown, *more])


def _lines(one: HeldShift, reader: ZoneInfo | None) -> str:
    return lines_of(one.shift, reader, places=False)
