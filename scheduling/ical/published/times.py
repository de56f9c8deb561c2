"""When an event of somebody else's calendar takes place: once, by a rule, and on the days that are added or
left out.

A series keeps its local time: 07:00 stays 07:00 when the clocks change. A time without a zone, or in one that
only the calendar's own program knows, is read by the zone that the caller names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar.prop import vDuration

from scheduling.ical.moments import find_zone, read_moment
from scheduling.ical.published.lines import EventLines, Property

MOST_TIMES = 2_000
"""Of one series in the time that is asked for: more than five a day for a year is no rota."""

_MOST_SKIPPED = 40_000
"""Of one series before that time: a century of days."""

_LONGEST = timedelta(days=3_660)
"""What lasts longer than ten years was not meant."""

_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_KEEP_STEP = {"DAILY": 1, "WEEKLY": 7}
"""Days by which such a series can begin later and give the same times from there on."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Times:
    """When an event begins by its own clock, how long it lasts, and how it repeats.

    Attributes:
        start: naive, by `zone`; of an event of whole days, midnight.
        length: by the clock on the wall.
        whole_days: whether it is about days and not about hours.
        rule: the RRULE, without its end; empty: it does not repeat.
        last: the local time after which the rule gives none; None: it has no end.
        extra, left_out: local starts besides the rule, and those that do not take place.
    """

    start: datetime
    length: timedelta
    zone: ZoneInfo
    whole_days: bool = False
    rule: str = ""
    last: datetime | None = None
    extra: tuple[datetime, ...] = ()
    left_out: frozenset[datetime] = field(default_factory=frozenset)


def read_times(event: EventLines, zone: ZoneInfo) -> Times:
    """When an event takes place; `zone` is that of times that name none.

    Raises:
        ValueError: it does not say, or in a way that Muster does not read; the sentence says which.
    """
    begins = event.one("DTSTART")
    if begins is None:
        raise ValueError("It has no beginning (DTSTART).")
    at = _zone_of(begins, zone)
    start, whole_days = _local(begins, at)
    length = _length(event, start, at, whole_days=whole_days)
    if length <= timedelta(0):
        raise ValueError("It ends before it begins, or when it begins.")
    if length > _LONGEST:
        raise ValueError("It lasts longer than ten years.")
    if event.all("EXRULE"):
        raise ValueError("It has a rule of exceptions (EXRULE), which Muster does not read.")
    rule, last = _rule(event, at)
    return Times(
        start, length, at, whole_days, rule, last,
        extra=tuple(_locals(event.all("RDATE"), at)), left_out=frozenset(_locals(event.all("EXDATE"), at)),
    )  # fmt: skip


def starts_between(times: Times, since: date, until: date) -> Iterator[datetime]:
    """The local starts of an event that touches the days from `since` until before `until`, by its rule.

    Raises:
        ValueError: it repeats more often than anybody can mean, or its rule cannot be read.
    """
    regular = set(_by_rule(times, since, until)) if times.rule else {times.start}
    wanted = sorted(
        start
        for start in (regular | set(times.extra)) - times.left_out
        if start.date() < until and (start + times.length) > datetime.combine(since, time())
    )
    if len(wanted) > MOST_TIMES:
        raise ValueError(f"It takes place more than {MOST_TIMES:,} times in the time that Muster looks at.")
    return iter(wanted)


def span_at(times: Times, start: datetime) -> tuple[datetime | date, datetime | date]:
    """From when until when it takes place that starts at a local time: instants, or days, the end being the
    day after the last.
    """
    end = start + times.length
    if times.whole_days:
        return start.date(), end.date()
    return _instant(start, times.zone), _instant(end, times.zone)


def original_start(event: EventLines, zone: ZoneInfo) -> datetime | None:
    """Which time of its series an event stands for, as a local time of the series; None: it is no such one.

    Raises:
        ValueError: it cannot be read, or it stands for all times from one on.
    """
    stands_for = event.one("RECURRENCE-ID")
    if stands_for is None:
        return None
    if "RANGE" in stands_for.parameters:
        raise ValueError("It changes all times of a series from one on (RANGE), which Muster does not read.")
    moment = read_moment(stands_for.text, stands_for.parameters.get("TZID", ""))
    return _naive(moment, zone)


def _by_rule(times: Times, since: date, until: date) -> Iterator[datetime]:
    begin, end = datetime.combine(since, time()), datetime.combine(until, time())
    if times.last is not None and times.last < begin - times.length:
        return
    passed = 0
    for start in _from_rule(times.rule, _late_start(times, begin)):
        passed += 1
        if start >= end or (times.last is not None and start > times.last):
            return
        if passed > _MOST_SKIPPED:
            raise ValueError("Its series began more than a century of days ago: let it begin later.")
        yield start
    if not passed:
        raise ValueError("Its rule of repetition (RRULE) gives no time at all.")


def _from_rule(rule: str, start: datetime) -> Iterator[datetime]:
    """What the rule gives; dateutil stumbles over some that no calendar program writes, also on the way."""
    try:
        yield from rrulestr(rule, dtstart=start)
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError) as error:
        raise ValueError("Its rule of repetition (RRULE) cannot be read.") from error


def _late_start(times: Times, begin: datetime) -> datetime:
    """The last start, in step with the series, after which nothing is missed that touches the days from
    `begin` on: decades that are over need not be walked.
    """
    parts = dict(_halves(part) for part in times.rule.split(";"))
    step = _KEEP_STEP.get(parts.get("FREQ", ""), 0) * int(parts.get("INTERVAL", "1"))
    early = begin - times.length - times.start
    if not step or "COUNT" in parts or early.days < step:
        return times.start
    return times.start + timedelta(days=(early.days // step - 1) * step)


def _rule(event: EventLines, at: ZoneInfo) -> tuple[str, datetime | None]:
    """The rule without its UNTIL, which may stand in another zone than the times that it ends."""
    told = event.one("RRULE")
    if told is None:
        return "", None
    parts = dict(_halves(part) for part in told.text.upper().split(";") if part)
    if parts.get("FREQ") not in _FREQUENCIES:
        raise ValueError("It repeats neither by days, weeks, months nor years.")
    interval = parts.get("INTERVAL", "1")
    if not interval.isdecimal() or not interval.strip("0"):
        raise ValueError(f"It repeats every “{interval[:40]}” days, weeks, months or years (INTERVAL).")
    until = parts.pop("UNTIL", "")
    last = _naive(read_moment(until, at.key), at, end_of_day=True) if until else None
    return ";".join(f"{name}={value}" for name, value in parts.items()), last


def _halves(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.strip(), value.strip()


def _length(event: EventLines, start: datetime, at: ZoneInfo, *, whole_days: bool) -> timedelta:
    ends, lasts = event.one("DTEND"), event.one("DURATION")
    if ends is not None:
        end, ends_with_day = _local(ends, at)
        if ends_with_day != whole_days:
            raise ValueError(
                "It begins with a time of day and ends with a whole day, or the other way round."
            )
        return end - start
    if lasts is not None:
        return _duration(lasts.text)
    return _DAY if whole_days else timedelta(0)


def _duration(text: str) -> timedelta:
    """icalendar does not type this call; it is pinned down here."""
    try:
        return cast("timedelta", cast("Any", vDuration).from_ical(text))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"Its length “{text[:40]}” cannot be read.") from error


def _zone_of(begins: Property, otherwise: ZoneInfo) -> ZoneInfo:
    if begins.text.endswith("Z"):
        return ZoneInfo("UTC")
    return find_zone(begins.parameters.get("TZID", "")) or otherwise


def _locals(found: Iterable[Property], at: ZoneInfo) -> Iterator[datetime]:
    for each in found:
        for text in each.text.split(","):
            yield _naive(read_moment(text.strip(), each.parameters.get("TZID", "")), at)


def _local(found: Property, at: ZoneInfo) -> tuple[datetime, bool]:
    moment = read_moment(found.text, found.parameters.get("TZID", ""))
    return _naive(moment, at), not isinstance(moment, datetime)


def _naive(moment: datetime | date, at: ZoneInfo, *, end_of_day: bool = False) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.max if end_of_day else time())
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(at).replace(tzinfo=None)
    except OverflowError:  # at the calendar's own end, as programs write "never": some zones are past it
        return datetime.combine(date.max if moment.year > 1 else date.min, time())


def _instant(local: datetime, at: ZoneInfo) -> datetime:
    """As RFC 5545 3.3.5 reads a time that the clocks skip, or show twice."""
    return local.replace(tzinfo=at).astimezone(UTC)
