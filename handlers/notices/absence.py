"""What people are told of absences and quiet hours: that somebody else has said it for them (`away_set`,
`quiet_set`), that they stand in (`stand_in`), and that nobody stands in for them (`stand_in_missing`).

Why somebody is away is told to nobody but themselves.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, button, context, section
from handlers.grammar.asked_presence import AWAY as AWAY_TYPED
from handlers.grammar.asked_presence import BACK, CANNOT, OFF, QUIET
from handlers.grammar.sso import SSO
from handlers.ids.shifts import SAY, Say
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.presence import absence_span, absence_words, habits_words, stand_in_words
from handlers.words.text import capital, escaped, listed
from scheduling.presence.letters import AWAY, NOBODY_STANDS_IN, QUIET_SET, STANDING_IN, WhyMissing
from scheduling.presence.notices import (
    AbsenceTold,
    NobodyStandsIn,
    QuietSet,
    load_absence,
    load_nobody_stands_in,
    load_quiet_set,
    load_stand_in,
)
from scheduling.roster.facts import Person
from scheduling.zones import local_day, zone_or_utc


def away_set(facts: AbsenceTold, addressee: Person | None) -> Message:
    """What was said of the reader, by whom and why, and how to undo it."""
    at = _clock_of(addressee, facts.person)
    if facts.over:
        text = "You are not away any more."
        return message(text, [section(f":wave: *{text}*\nMuster tells you again what is yours to know.")])
    who = escaped(facts.said_by.name)
    said = f"You are {absence_words(facts.absence, at, facts.at)}"
    text = f"{said} now, and not longer." if facts.changed else f"{said}, says {who}."
    reason = f"\n> {escaped(facts.absence.why, 300)}" if facts.absence.why and not facts.changed else ""
    stands_in = capital(stand_in_words(facts.absence, _people(facts)))
    body = f":zzz: *{text}*{reason}\n{stands_in}."
    begun = facts.absence.since <= facts.at
    back = f"{SSO} {BACK}" if begun else f"{SSO} {BACK} {local_day(facts.absence.since, at)}"
    return message(text, [section(body), *actions(button("I am not away", SAY, Say(back)))])


def stand_in(facts: AbsenceTold, addressee: Person | None) -> Message:
    """For whom the reader stands in, and until when."""
    name = escaped(facts.person.name)
    if facts.over:
        text = f"You do not stand in for {name} any more."
        return message(text, [section(f":wave: *{text}*")])
    at = _clock_of(addressee, facts.person)
    span = absence_span(facts.absence, at, facts.at)
    text = f"{_soon(facts, at)}ou stand in for {name}, {span}{' only' if facts.changed else ''}."
    body = f":handshake: *{text}*\nWhat {name} would be told in that time comes to you."
    no = button(
        "I cannot", SAY, Say(f"{SSO} {CANNOT} {facts.absence.id}"), label=f"I cannot stand in for {name}"
    )
    return message(text, [section(body), *actions(no), context(f"If you cannot, {name} is told.")])


def _soon(facts: AbsenceTold, at: ZoneInfo) -> str:
    """`From tomorrow y`, where it is near; else `Y`."""
    ahead = (local_day(facts.absence.since, at) - local_day(facts.at, at)).days
    near = {0: "today", 1: "tomorrow"}.get(ahead) if facts.absence.since > facts.at else None
    return f"From {near} y" if near is not None and not facts.changed else "Y"


def stand_in_missing(facts: NobodyStandsIn, addressee: Person | None) -> Message:
    """Who does not stand in, and how to name somebody else: to who is away, or whoever said so for them."""
    at = _clock_of(addressee, facts.person)
    own = addressee is not None and addressee.id == facts.person.id
    whom, who = "you" if own else escaped(facts.person.name), escaped(facts.who.name)
    why = "cannot stand in" if facts.why is WhyMissing.DECLINED else "is away too, and does not stand in"
    text = f"{who} {why} for {whom}, {absence_span(facts.absence, at, facts.at)}."
    body = f":warning: *{text}*\nNobody stands in now: whoever comes next is told."
    officer, reason = ("", "") if own else ("@officer ", " and a reason")
    typed = f"{SSO} {AWAY_TYPED} {officer}{_days(facts)} @stand-in"
    return message(text, [section(body), context(f"To name somebody else: `{typed}`{reason}.")])


def _days(facts: NobodyStandsIn) -> str:
    """What is left of an absence, as it is typed: by the days of who is away."""
    theirs = zone_or_utc(facts.person.zone)
    first = local_day(max(facts.absence.since, facts.at), theirs)
    last = local_day(facts.absence.until - timedelta(microseconds=1), theirs)
    return f"{first} .. {last}" if last > first else f"{first}"


def quiet_set(facts: QuietSet, addressee: Person | None) -> Message:
    """When the reader is quiet, who has said so and why, and how to undo it."""
    at = _clock_of(addressee, facts.person)
    said, who = habits_words(facts.habits), escaped(facts.said_by.name)
    text = f"You are {listed(said)}, says {who}." if said else f"You may be told at any time, says {who}."
    reason = f"\n> {escaped(facts.why, 300)}" if facts.why else ""
    row = [
        *([button("No quiet hours", SAY, Say(f"{SSO} {QUIET} off"))] if facts.habits.quiet_from else []),
        *([button("No days off", SAY, Say(f"{SSO} {OFF} none"))] if facts.habits.days_off else []),
    ]
    small = f"By your own clock ({at.key}). Urgent escalations wake you all the same."
    return message(text, [section(f":zzz: *{text}*{reason}"), *actions(*row), context(small)])


def _clock_of(reader: Person | None, person: Person) -> ZoneInfo:
    """The reader's; without one that of whom it is about."""
    return zone_of(reader) or zone_or_utc(person.zone)


def _people(facts: AbsenceTold) -> Mapping[int, Person]:
    return {facts.stand_in.id: facts.stand_in} if facts.stand_in is not None else {}


PRESENCE_KINDS: Final[Mapping[str, tuple[Callable[..., Any], Callable[..., Message]]]] = {
    AWAY: (load_absence, away_set),
    STANDING_IN: (load_stand_in, stand_in),
    NOBODY_STANDS_IN: (load_nobody_stands_in, stand_in_missing),
    QUIET_SET: (load_quiet_set, quiet_set),
}
