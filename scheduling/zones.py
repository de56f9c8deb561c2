"""Local time at the edges: which zones exist, where a local day begins, which local times do not exist."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones


class LocalTimeError(ValueError):
    """A local time that names no instant, or two of them, at a clock change; the message says which."""


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=256)
def find_zone(name: str) -> ZoneInfo | None:
    """The zone with this IANA name, or None.

    Checked against the list of zones first: `ZoneInfo("America")` is a directory and raises
    IsADirectoryError.
    """
    return ZoneInfo(name) if name in _known() else None


def zone(name: str) -> ZoneInfo:
    """The zone with this IANA name.

    Raises:
        ValueError: there is no such zone.
    """
    found = find_zone(name)
    if found is None:
        raise ValueError(f"{name!r} is not a time zone; expected a name such as America/Phoenix.")
    return found


def zone_or_utc(name: str) -> ZoneInfo:
    """The same, or UTC where there is no such zone: for the hour at which somebody is told, not for what is
    true.
    """
    return find_zone(name) or ZoneInfo("UTC")


def instant_of(local: datetime, at: ZoneInfo) -> datetime:
    """The UTC instant of a naive local time.

    Raises:
        LocalTimeError: the clocks skip this time, or show it twice.
    """
    first = local.replace(tzinfo=at, fold=0).astimezone(UTC)
    second = local.replace(tzinfo=at, fold=1).astimezone(UTC)
    if first.astimezone(at).replace(tzinfo=None) != local:
        raise LocalTimeError(f"{local:%Y-%m-%d %H:%M} does not exist in {at.key}: the clocks go forward.")
    if first != second:
        raise LocalTimeError(f"{local:%Y-%m-%d %H:%M} happens twice in {at.key}: the clocks go back.")
    return first


def start_of_day(day: date, at: ZoneInfo) -> datetime:
    """The UTC instant at which a local day begins (the first instant that carries its date)."""
    return datetime.combine(day, time(0), at).astimezone(UTC)


def end_of_day(day: date, at: ZoneInfo) -> datetime:
    """The UTC instant at which a local day has ended: the first instant of the next."""
    return start_of_day(day + timedelta(days=1), at)


def next_daily(after: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The next instant later than `after` at which something is due that is due daily at the local time `at`.

    It is due once a local day: at the first instant at which a clock on the wall has reached that time. So a
    time that the clocks skip is due at the first instant after the gap, and a time that they show twice when
    they show it first. The answer is aware UTC; `after` is any aware instant.
    """
    day = local_day(after, zone)
    while (due := first_reached(datetime.combine(day, at), zone)) <= after:
        day += timedelta(days=1)
    return due


def first_reached(local: datetime, at: ZoneInfo) -> datetime:
    """The UTC instant at which a clock on the wall has first reached a naive local time: where the clocks
    skip that time, the first instant after the gap.
    """
    before = local.replace(tzinfo=at, fold=0).astimezone(UTC)
    if before.astimezone(at).replace(tzinfo=None) == local:
        return before
    return _end_of_gap(local.replace(tzinfo=at, fold=1).astimezone(UTC), before, at)


def _end_of_gap(early: datetime, late: datetime, at: ZoneInfo) -> datetime:
    """The instant, to the second, at which the clocks go forward: after `early`, at or before `late`."""
    offset = late.astimezone(at).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + ((late - early) / 2 // timedelta(seconds=1)) * timedelta(seconds=1)
        if middle.astimezone(at).utcoffset() == offset:
            late = middle
        else:
            early = middle
    return late


def local_day(moment: datetime, at: ZoneInfo) -> date:
    """The civil date that a wall calendar in the zone shows at an instant."""
    return moment.astimezone(at).date()


def week_of(day: date) -> date:
    """The Monday of the week a date lies in."""
    return day - timedelta(days=day.weekday())


def months_after(day: date, months: int) -> date:
    """The date so many calendar months later; a day that the month lacks becomes its last: 31 January plus
    one month is 28 or 29 February.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
