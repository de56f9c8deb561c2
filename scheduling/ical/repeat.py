"""Series: the days on which they take place, the instants those are, and the rule that says so in a calendar.

A series is kept by its local time: 09:00 stays 09:00 when the clocks change. A local time that the clocks
skip or show twice is read as RFC 5545 3.3.5 reads it: a skipped 02:30 is 03:30 on the wall, one that is shown
twice is the first of the two. Calendar programs do not agree about such days, nor about the end of a meeting
during which the clocks change; `find_unclear` names them, so that a series may be planned around them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar.prop import vRecur

from scheduling import zones

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_FROM = 29
"""From this day of the month on, a weekday counts as the last of its kind: not every month has a fifth."""


class Every(StrEnum):
    """How a series repeats; the values are stored."""

    WEEK = "week"
    MONTH = "month"
    """The same weekday of the month: the second Tuesday; from the 29th on the last Friday, say."""
    QUARTER = "quarter"
    """The same weekday of every third month."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A series: until a day (the last on which it may take place), or for so many occurrences; never both.

    Attributes:
        last: of a MONTH or QUARTER, the last weekday of its kind, whatever the number of the first day: the
            rest of a series of last Fridays may begin on the 27th, which would otherwise be a fourth one.

    Raises:
        ValueError: neither of the two is given, or both, or no occurrence is left.
    """

    every: Every
    until: date | None = None
    count: int | None = None
    last: bool = False

    def __post_init__(self) -> None:
        """See the class."""
        if (self.until is None) == (self.count is None):
            raise ValueError("A series ends on a day or after so many times: give one of the two.")
        if self.count is not None and self.count < 1:
            raise ValueError(f"A series takes place at least once, not {self.count} times.")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a meeting takes place; instants are aware UTC.

    Attributes:
        original_at: its start by the rule of the series, which names it for ever, whatever becomes of it.
    """

    original_at: datetime
    starts_at: datetime
    ends_at: datetime


def occurrences(
    first_day: date,
    start: time,
    length: timedelta,
    zone: ZoneInfo,
    repeat: Repeat | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 1_000,
) -> tuple[Occurrence, ...]:
    """The times that a series takes place by its rule, in order.

    Args:
        first_day, start: of the first occurrence, in the zone.
        length: of each, in time that passes (when the clocks change meanwhile, too).
        repeat: None: once.
        since, until: only those that start at or after the one and before the other; aware.
        limit: at most so many.
    """
    starts = (_instant(day, start, zone) for day in days_of(first_day, repeat))
    early = takewhile(lambda at: until is None or at < until, starts)
    wanted = (at for at in early if since is None or at >= since)
    return tuple(Occurrence(at, at, at + length) for at in islice(wanted, limit))


def find_unclear(
    first_day: date, start: time, length: timedelta, zone: ZoneInfo, repeat: Repeat | None
) -> date | None:
    """The first day of a series that people and calendar programs may understand differently, or None.

    The clocks change on it: while the meeting lasts, or so that its beginning does not exist or exists twice.
    """
    for day in days_of(first_day, repeat):
        local = datetime.combine(day, start)
        try:
            begins = zones.instant_of(local, zone)
        except zones.LocalTimeError:
            return day
        if (begins + length).astimezone(zone).replace(tzinfo=None) - local != length:
            return day
    return None


def days_of(first_day: date, repeat: Repeat | None) -> Iterator[date]:
    """The local days of a series, in order, by the same words that calendar programs read."""
    if repeat is None:
        return iter((first_day,))
    end = f"COUNT={repeat.count}" if repeat.until is None else f"UNTIL={repeat.until:%Y%m%d}"
    rule = rrulestr(f"{_pattern(first_day, repeat)};{end}", dtstart=datetime.combine(first_day, time()))
    return (midnight.date() for midnight in rule)


def rule_of(first_day: date, repeat: Repeat, zone: ZoneInfo) -> vRecur:
    """The RRULE of a series; its UNTIL is in UTC: the last second of the local day."""
    rule: vRecur = vRecur.from_ical(_pattern(first_day, repeat))
    if repeat.until is not None:
        rule["UNTIL"] = zones.end_of_day(repeat.until, zone) - timedelta(seconds=1)
    else:
        rule["COUNT"] = repeat.count
    return rule


def is_last(first_day: date, every: Every | None, *, last: bool) -> bool:
    """Whether a series takes place on the last weekday of its kind; `last` as in `Repeat`."""
    return every not in {None, Every.WEEK} and (last or first_day.day >= _LAST_FROM)


def _pattern(first_day: date, repeat: Repeat) -> str:
    weekday = _WEEKDAYS[first_day.weekday()]
    if repeat.every is Every.WEEK:
        return f"FREQ=WEEKLY;BYDAY={weekday}"
    nth = -1 if is_last(first_day, repeat.every, last=repeat.last) else (first_day.day + 6) // 7
    interval = "INTERVAL=3;" if repeat.every is Every.QUARTER else ""
    return f"FREQ=MONTHLY;{interval}BYDAY={nth}{weekday}"


def _instant(day: date, start: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, start, zone).astimezone(UTC)
