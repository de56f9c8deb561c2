"""`away_set` to whoever somebody else has said is away, and `stand_in` to whoever stands in.

Why somebody is away is told to nobody but themselves.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, button, context, section
from handlers.grammar.presence import BACK
from handlers.grammar.sso import SSO
from handlers.ids.shifts import SAY, Say
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.presence import absence_span, absence_words, stand_in_words
from handlers.words.text import escaped
from scheduling.presence.letters import AWAY, STANDING_IN
from scheduling.presence.notices import AbsenceTold, load_absence
from scheduling.roster.facts import Person
from scheduling.zones import local_day, zone_or_utc


def away_set(facts: AbsenceTold, addressee: Person | None) -> Message:
    """What was said of the reader, by whom and why, and how to undo it."""
    at = _reader(facts, addressee)
    if facts.over:
        text = "You are not away any more."
        return message(text, [section(f":wave: *{text}*\nMuster tells you again what is yours to know.")])
    who = escaped(facts.said_by.name)
    said = f"You are {absence_words(facts.absence, at, facts.at)}"
    text = f"{said} now, and not longer." if facts.changed else f"{said}, says {who}."
    reason = f"\n> {escaped(facts.absence.why, 300)}" if facts.absence.why and not facts.changed else ""
    stands_in = stand_in_words(facts.absence, _people(facts))
    body = f":zzz: *{text}*{reason}\n{stands_in[:1].upper()}{stands_in[1:]}."
    begun = facts.absence.since <= facts.at
    back = f"{SSO} {BACK}" if begun else f"{SSO} {BACK} {local_day(facts.absence.since, at)}"
    return message(text, [section(body), *actions(button("I am not away", SAY, Say(back)))])


def stand_in(facts: AbsenceTold, addressee: Person | None) -> Message:
    """For whom the reader stands in, and until when."""
    name = escaped(facts.person.name)
    if facts.over:
        text = f"You do not stand in for {name} any more."
        return message(text, [section(f":wave: *{text}*")])
    span = absence_span(facts.absence, _reader(facts, addressee), facts.at)
    text = f"You stand in for {name}, {span}{' only' if facts.changed else ''}."
    body = f":handshake: *{text}*\nWhat {name} would be told in that time comes to you."
    return message(text, [section(body), context(f"You cannot? Ask {name} to name somebody else.")])


def _reader(facts: AbsenceTold, addressee: Person | None) -> ZoneInfo:
    return zone_of(addressee) or zone_or_utc(facts.person.zone)


def _people(facts: AbsenceTold) -> Mapping[int, Person]:
    return {facts.stand_in.id: facts.stand_in} if facts.stand_in is not None else {}


PRESENCE_KINDS: Final[Mapping[str, tuple[Callable[..., Any], Callable[..., Message]]]] = {
    AWAY: (load_absence, away_set),
    STANDING_IN: (load_absence, stand_in),
}
