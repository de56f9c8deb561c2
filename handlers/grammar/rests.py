"""For how long something is to rest, as people type it. Pure: what now is comes in with `rest_until`.

Where typing leaves room:

- A time of day is the next one; hours run from 0 to 23 unless `am` or `pm` follows.
- A day without a time is its morning; `tonight`, and `today` without a time, is the evening, and once that is
  past the next morning.
- A weekday whose time is past today is that of next week.
- `fri midnight` and `fri 24:00` are where that day ends; `tonight at 1` is after midnight.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from handlers.grammar.clock_times import in_figures, time_of
from handlers.grammar.dates import parse_days, weekday_named
from handlers.grammar.rest_lengths import LONGEST, parse_length
from handlers.grammar.typed import EDGES
from scheduling.zones import first_reached, local_day, next_daily

MORNING: Final = time(8)
"""When something rests until a day, it does until then."""

EVENING: Final = time(20)
"""And until then when it rests until tonight."""

EXAMPLES: Final = "`20m`, `1h`, `tonight`, `tomorrow`, `next week`, `fri 14:00`"

_CLOCK: Final = re.compile(r"(?:at )?(\d{1,2})(?:[:.]?(\d{2}))? ?(am|pm|a|p)?(?: ?(?:h|hrs?|hours?))?")
_TIME: Final = (
    r"(?:at )?(?:\d{1,2}[:.]\d{2} ?(?:[ap]m?)?|\d{4}(?: ?(?:hrs?|hours))?|\d{1,2} ?[ap]m?)|at \d{1,2}"
)
_DAY_THEN_TIME: Final = re.compile(rf"(?P<day>.+?),? (?P<at>{_TIME})")
_TIME_THEN_DAY: Final = re.compile(rf"(?P<at>{_TIME}|\d{{1,2}}),? (?:on )?(?P<day>.+)")
_LEADS: Final = re.compile(r"^(?:for|until|till|til|to|by|in|on)\s+")
_LONE_FIGURE: Final = re.compile(r"(?:(?:for|in|to|by) )?\d{1,3}")
_END_OF_DAY: Final = re.compile(r"\b24[:.]?00\b")
_DAWN: Final = 5
"""Hours before it are those of the night."""

_DAY: Final = timedelta(days=1)
_PARTS: Final = (
    (re.compile(r"\b(?:this evening|tonight|tonite|today evening)\b"), "today", EVENING),
    (re.compile(r"\b(?:in )?(?:the )?morning\b"), "", MORNING),
    (re.compile(r"\b(?:in )?(?:the )?(?:evening|night)\b"), "", EVENING),
)


@dataclass(frozen=True, slots=True)
class Rest:
    """How long: a length, or a local day (None: the next that has that time), and a local time of day.

    Attributes:
        otherwise: what is meant where that is past; None: nothing else is.
    """

    length: timedelta | None = None
    day: date | None = None
    at: time = MORNING
    otherwise: "Rest | None" = None


def parse_rest(typed: str, today: date) -> Rest | None:
    """What was typed after the number, e.g. `for 20 minutes`, `until fri 14:00`; None for anything else.

    A figure alone may be minutes or an hour, and so is nothing.

    Raises:
        ImpossibleDateError: a date that no calendar has.
    """
    words = in_figures(" ".join(typed.lower().split())).strip(EDGES)
    if not words or _LONE_FIGURE.fullmatch(words):
        return None
    words = _LEADS.sub("", words, count=1)
    if (length := parse_length(words)) is not None:
        return Rest(length=length)
    if (at := _clock(words)) is not None:
        return Rest(at=at)
    return _day(words, today)


def rest_until(rest: Rest, now: datetime, at: ZoneInfo) -> datetime:
    """The instant until which it rests, aware UTC.

    A day's time that the clocks skip is the first instant after the gap; one that they show twice is when
    they show it first.
    """
    if rest.length is not None:
        return now + min(rest.length, LONGEST)
    if rest.day is None:
        return next_daily(now, rest.at, at)
    until = first_reached(datetime.combine(rest.day, rest.at), at)
    return rest_until(rest.otherwise, now, at) if until <= now and rest.otherwise is not None else until


def tomorrow(now: datetime, at: ZoneInfo) -> Rest:
    """Until the next local morning that is not today's."""
    return Rest(day=local_day(now, at) + timedelta(days=1))


def next_week(now: datetime, at: ZoneInfo) -> Rest:
    """Until Monday morning."""
    today = local_day(now, at)
    return Rest(day=today + timedelta(days=7 - today.weekday()))


def _day(typed: str, today: date) -> Rest | None:
    """A day, and its time where one is said; a part of a day is a time."""
    words, usual = _without_part(typed)
    if not words:
        return Rest(at=usual)
    if words == "today":
        return _this_evening(today, EVENING)
    days, at = parse_days(words, today), usual
    if days is None:
        words, said = _split_time(words)
        days, at = parse_days(words, today) if said is not None else None, said or usual
    if days is None:
        return None
    if words == "today" and usual == EVENING:
        return _tonight(today, at)
    day = days.first + _DAY if at == time(0) and _END_OF_DAY.search(typed) else days.first
    return _or_next_week(words, Rest(day=day, at=at))


def _without_part(words: str) -> tuple[str, time]:
    """The words without `morning`, `tonight` and the like, and the time that a day then has."""
    for part, day, at in _PARTS:
        if part.search(words):
            return " ".join(part.sub(day, words, count=1).split()), at
    return words, MORNING


def _split_time(words: str) -> tuple[str, time | None]:
    for pattern in (_DAY_THEN_TIME, _TIME_THEN_DAY):
        if (found := pattern.fullmatch(words)) and (at := _clock(found["at"])) is not None:
            return found["day"], at
    return words, None


def _this_evening(today: date, at: time) -> Rest:
    return Rest(day=today, at=at, otherwise=Rest(day=today + _DAY))


def _tonight(today: date, at: time) -> Rest:
    """`tonight at 9` is 21:00, `tonight at 1` is the next 01:00."""
    if at.hour < _DAWN:
        return Rest(at=at)
    return _this_evening(today, at.replace(hour=at.hour + 12) if at.hour < 12 else at)


def _or_next_week(words: str, rest: Rest) -> Rest:
    if rest.day is None or weekday_named(words.rpartition(" ")[2]) is None:
        return rest
    return replace(rest, otherwise=replace(rest, day=rest.day + timedelta(days=7)))


def _clock(words: str) -> time | None:
    found = _CLOCK.fullmatch(words)
    return time_of(found[1], found[2], found[3]) if found else None
