"""`overfull`: the feed now asks for fewer officers than hold the shift; somebody has to choose."""

from handlers.blocks.buttons import release_for_button
from handlers.blocks.elements import context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.text import counted, escaped
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import Overfull

MOST = 20


def overfull(facts: Overfull, addressee: Person | None) -> Message:
    """To the supervisors' channel: who holds it, the last to claim first, each with *Release…*."""
    shift = facts.shift
    held, places = counted(len(facts.holders), "officer"), counted(shift.places, "place")
    text = f"Too many on one shift: {held}, {places}. {told_short(shift)}"
    body = f":warning: *{held}, {places}.* The agency cut the places; all of them still hold it.\n"
    told = section(body + lines_of(shift, zone_of(addressee), places=False))
    holders = [
        section(escaped(officer.name), release_for_button(shift, officer))
        for officer in facts.holders[::-1][:MOST]
    ]
    small = context("The last to claim stands first.")
    return message(text, [told, *holders, small])
