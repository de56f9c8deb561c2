"""A series taken apart: every time that it takes place, as an entry by itself. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from scheduling import zones
from scheduling.ical.entries import Entry, Series
from scheduling.ical.repeat import occurrences


def entries_between(entries: Iterable[Entry | Series], since: datetime, until: datetime) -> Iterator[Entry]:
    """What touches the time between two instants: whole days and single entries as they are, of a series each
    occurrence by itself, as it stands. Cancelled ones too, where they are struck out rather than left out.
    """
    for each in entries:
        found = _taken_apart(each) if isinstance(each, Series) else (each,)
        yield from (one for one in found if _touches(one, since, until))


def _taken_apart(series: Series) -> Iterator[Entry]:
    first, starts, zone = series.first, series.starts, zones.zone(series.zone)
    if first.ends is None:
        raise ValueError(f"{first.uid}: it has no end.")
    differs = {override.original_at: override.entry for override in series.overrides}
    start = starts.astimezone(zone).time()
    for each in occurrences(series.first_day, start, first.ends - starts, zone, series.repeat):
        if each.original_at in differs:
            yield differs[each.original_at]
        elif each.original_at not in series.excluded:
            yield replace(first, starts=each.starts_at, ends=each.ends_at)


def _touches(entry: Entry, since: datetime, until: datetime) -> bool:
    if entry.starts is None or entry.ends is None:
        return entry.day is not None and since.date() <= entry.day <= until.date()
    return entry.ends > since and entry.starts < until
