"""Who is on duty, now and next."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context, section
from handlers.message import Message, message
from handlers.words.local_times import point
from handlers.words.text import counted, escaped, listed
from scheduling.presence.facts import Presence, Turn
from scheduling.presence.imports.facts import LastRead
from scheduling.roster.facts import Person

NEXT = 3
"""Turns to come that are shown."""

_NO_ROTA = (
    "There is no rota, so nobody has the turn: escalations go to those who answer for the officer, as the "
    "policy says."
)
_HOW = "Whoever runs Muster sets `MUSTER_ROTA_URL`, as docs/presence.md says."


@dataclass(frozen=True, slots=True)
class OnDuty:
    """The rota around now.

    Attributes:
        now: turns that have begun.
        next: turns to come, soonest first.
        people: everybody who is named, by id.
        presence: of those whose turn it is, by id.
        last: how the last look at the rota went; None: there was none.
    """

    now: tuple[Turn, ...]
    next: tuple[Turn, ...]
    people: Mapping[int, Person]
    presence: Mapping[int, Presence]
    last: LastRead | None


def duty(on: OnDuty, zone: ZoneInfo, *, answers_for_others: bool) -> Message:
    """Who is on now and until when, and who is next; in the reader's own time."""
    if not on.now and not on.next:
        small = [context(_HOW)] if answers_for_others else []
        return message(_NO_ROTA, [section(_NO_ROTA), *small])
    names = listed(dict.fromkeys(escaped(on.people[each.person_id].name) for each in on.now))
    text = f"On duty now: {names}" if names else "Nobody is on duty now."
    lines = [f"*{text}*", *(_now(each, on, zone) for each in on.now)]
    if on.next:
        lines += ["*Next*", *(_next(each, on, zone) for each in on.next)]
    return message(text, [section("\n".join(lines)), context(_small(on, zone, answers_for_others))])


def _now(turn: Turn, on: OnDuty, zone: ZoneInfo) -> str:
    presence = on.presence[turn.person_id]
    away = ""
    if presence.away_until is not None:
        stand_in = on.people.get(presence.stand_in_id or 0)
        instead = f"; {escaped(stand_in.name)} stands in" if stand_in is not None else ""
        away = f" · :warning: away until {point(presence.away_until, zone)}{instead}"
    return f"• {escaped(on.people[turn.person_id].name)} until {point(turn.ends_at, zone)}{away}"


def _next(turn: Turn, on: OnDuty, zone: ZoneInfo) -> str:
    return f"• {escaped(on.people[turn.person_id].name)} from {point(turn.starts_at, zone)}"


def _small(on: OnDuty, zone: ZoneInfo, answers_for_others: bool) -> str:
    told = ["Times are your own."]
    if answers_for_others and on.last is not None:
        if on.last.good_at is not None:
            told.append(f"The rota was last read {point(on.last.good_at, zone)}.")
        if on.last.wrong:
            wrong = counted(len(on.last.wrong), "line")
            told.append(f":warning: {wrong} of it could not be taken; the first: {escaped(on.last.wrong[0])}")
    return " ".join(told)
