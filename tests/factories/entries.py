"""Entries and series, as shifts and meetings would give them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduling.ical.entries import Entry, Override, Series
from scheduling.ical.repeat import Every, Repeat, occurrences

STAMP = datetime(2026, 8, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TUESDAY = date(2026, 8, 11)
"""The second Tuesday of August."""


def entry(
    starts: datetime,
    *,
    length: timedelta = HOUR,
    uid: str = "meeting-7@muster",
    summary: str = "Safety meeting",
) -> Entry:
    """An entry that begins at an instant."""
    return Entry(uid=uid, stamp=STAMP, summary=summary, starts=starts, ends=starts + length)


def series(
    zone: str,
    *,
    day: date = TUESDAY,
    start: time = time(9),
    length: timedelta = HOUR,
    repeat: Repeat | None = None,
    excluded: tuple[datetime, ...] = (),
    overrides: tuple[Override, ...] = (),
) -> Series:
    """A weekly meeting for a year, unless told otherwise, at a local time of a zone."""
    first = entry(datetime.combine(day, start, ZoneInfo(zone)).astimezone(UTC), length=length)
    return Series(first, zone, repeat or Repeat(Every.WEEK, count=53), excluded, overrides)


def starts_of(series: Series) -> list[datetime]:
    """The original starts of a series, by its rule."""
    zone = ZoneInfo(series.zone)
    local = series.starts.astimezone(zone)
    found = occurrences(local.date(), local.time(), HOUR, zone, series.repeat)
    return [occurrence.original_at for occurrence in found]


def moved(series: Series, original_at: datetime, *, by: timedelta = HOUR) -> Override:
    """One occurrence that is held at another time, under another title."""
    return Override(
        original_at, entry(original_at + by, uid=series.first.uid, summary="Safety meeting, moved")
    )
