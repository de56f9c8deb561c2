"""What is around the events of every calendar that Muster writes: whose it is, and the zones it speaks of."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from icalendar import Calendar, Event

from scheduling import zones
from scheduling.ical.entries import Series
from scheduling.ical.timezones import vtimezone

PRODUCT = "-//Muster//Muster//EN"


def new_calendar() -> Calendar:
    """An empty VCALENDAR."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    return calendar


def bytes_of(calendar: Calendar, series: Iterable[Series], events: Iterable[Event]) -> bytes:
    """The calendar with these events, and the zones of these series: UTF-8, CRLF, 75 octets a line."""
    for zone, days in sorted(_days_by_zone(series).items()):
        calendar.add_component(vtimezone(zone, min(days), max(days)))
    for event in events:
        calendar.add_component(event)
    return cast("bytes", calendar.to_ical())


def _days_by_zone(series: Iterable[Series]) -> dict[str, set[date]]:
    """The local days between which each zone has to be told."""
    found: dict[str, set[date]] = {}
    for one in series:
        found.setdefault(one.zone, set()).update(_ends_of(one))
    return found


def _ends_of(series: Series) -> Iterator[date]:
    zone = zones.zone(series.zone)
    yield series.first_day
    yield series.last_day
    for override in series.overrides:
        if override.entry.starts is not None:
            yield zones.local_day(override.entry.starts, zone)
