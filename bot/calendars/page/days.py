"""What a calendar has on each day, whether it is by itself or one of a series. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from scheduling.agenda.agenda import Agenda
from scheduling.calendars.facts import Shows
from scheduling.ical.entries import Entry
from scheduling.ical.expand import entries_between
from scheduling.zones import local_day, zone


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on one day, and what it is."""

    entry: Entry
    what: Shows


ByDay = Mapping[date, Sequence[Line]]


def lines_by_day(agenda: Agenda) -> ByDay:
    """Each line on the local day on which it begins, by time; what lasts all day first."""
    every = (
        (Shows.SHIFTS, agenda.shifts),
        (Shows.MEETINGS, agenda.meetings),
        (Shows.DEADLINES, agenda.deadlines),
    )
    between = agenda.window.since, agenda.window.until
    lines = [Line(entry, what) for what, entries in every for entry in entries_between(entries, *between)]
    found, at = defaultdict[date, list[Line]](list), zone(agenda.zone)
    for line in sorted(lines, key=_order):
        found[_day_of(line.entry, at)].append(line)
    return found


def _order(line: Line) -> tuple[bool, str, str]:
    entry = line.entry
    return entry.starts is not None, entry.starts.isoformat() if entry.starts else "", entry.uid


def _day_of(entry: Entry, at: ZoneInfo) -> date:
    if entry.starts is not None:
        return local_day(entry.starts, at)
    if entry.day is None:
        raise ValueError(f"{entry.uid} has no time")
    return entry.day
