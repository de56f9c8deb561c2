"""For how long something is to rest, as people type it. Pure: what now is comes in with `rest_until`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from handlers.grammar.dates import parse_days
from scheduling.zones import first_reached, local_day, next_daily

MORNING: Final = time(8)
"""When something rests until a day, it does until then."""

EXAMPLES: Final = "`20m`, `1h`, `tomorrow`, `next week`, `fri 14:00`"

_LONGEST: Final = timedelta(days=366)
"""Whatever is longer, is as long: nobody means it, and a calendar ends somewhere."""

_LENGTH: Final = re.compile(
    r"(?:(an?|one|half an)|(\d{1,5})) ?(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)", re.IGNORECASE
)
_CLOCK: Final = re.compile(r"(?:at )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?", re.IGNORECASE)
_DAY_AND_CLOCK: Final = re.compile(
    r"(.+?),? (?:at )?(\d{1,2}[:.]\d{2} ?(?:am|pm)?|\d{1,2} ?(?:am|pm))", re.IGNORECASE
)
_LEADS: Final = re.compile(r"(?:for|until|till|til|to|by)\s+", re.IGNORECASE)
_EDGES: Final = " \t\"'.,;:!?"


@dataclass(frozen=True, slots=True)
class Rest:
    """How long: a length, or a local day (None: the next that has that time), and a local time of day."""

    length: timedelta | None = None
    day: date | None = None
    at: time = MORNING


def parse_rest(typed: str, today: date) -> Rest | None:
    """What was typed after the number, e.g. `for 20 minutes`, `until fri 14:00`; None for anything else.

    Raises:
        ImpossibleDateError: a date that no calendar has.
    """
    words = _LEADS.sub("", " ".join(typed.split()).strip(_EDGES), count=1)
    if length := _LENGTH.fullmatch(words):
        return Rest(length=_length(length))
    if clock := _CLOCK.fullmatch(words):
        at = _time(clock)
        return Rest(at=at) if at is not None else None
    return _day(words, today)


def rest_until(rest: Rest, now: datetime, at: ZoneInfo) -> datetime:
    """The instant until which it rests, aware UTC.

    A day's time that the clocks skip is the first instant after the gap.
    """
    if rest.length is not None:
        return now + min(rest.length, _LONGEST)
    if rest.day is None:
        return next_daily(now, rest.at, at)
    return first_reached(datetime.combine(rest.day, rest.at), at)


def tomorrow(now: datetime, at: ZoneInfo) -> Rest:
    """Until the next local morning that is not today's."""
    return Rest(day=local_day(now, at) + timedelta(days=1))


def next_week(now: datetime, at: ZoneInfo) -> Rest:
    """Until Monday morning."""
    today = local_day(now, at)
    return Rest(day=today + timedelta(days=7 - today.weekday()))


def _day(words: str, today: date) -> Rest | None:
    timed = _DAY_AND_CLOCK.fullmatch(words)
    clock = _CLOCK.fullmatch(timed[2]) if timed else None
    at = _time(clock) if clock else MORNING
    days = parse_days(timed[1] if timed else words, today)
    if days is None or at is None:
        return None
    return Rest(day=days.first, at=at)


def _length(found: re.Match[str]) -> timedelta:
    unit = found[3][0].lower()
    each = {
        "m": timedelta(minutes=1),
        "h": timedelta(hours=1),
        "d": timedelta(days=1),
        "w": timedelta(days=7),
    }
    if found[1]:
        return each[unit] / 2 if found[1].lower().startswith("half") else each[unit]
    return min(int(found[2]) * each[unit], _LONGEST)


def _time(found: re.Match[str]) -> time | None:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
