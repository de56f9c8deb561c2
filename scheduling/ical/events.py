"""Entries as VEVENTs: single ones in UTC, whole days as dates, series in the local time of their zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Event
from icalendar.prop import vDDDTypes

from scheduling import zones
from scheduling.ical.entries import Entry, Override, Series
from scheduling.ical.repeat import rule_of
from scheduling.ical.text import add_text

LONGEST_SUMMARY = 250
LONGEST_LOCATION = 300
LONGEST_DESCRIPTION = 4_000
_LONGEST_UID = 250


def events_of(entry: Entry | Series) -> Iterator[Event]:
    """One VEVENT, and one more for each occurrence of a series that differs."""
    if isinstance(entry, Entry):
        yield event_of(entry)
        return
    yield series_event(entry)
    for override in sorted(entry.overrides, key=lambda override: override.original_at):
        yield override_event(entry, override)


def event_of(entry: Entry, zone: ZoneInfo | None = None) -> Event:
    """An entry; its times are in UTC, or in the zone if one is given."""
    event = Event()
    for name, moment in zip(("DTSTART", "DTEND"), _span(entry, zone), strict=True):
        event.add(name, vDDDTypes(moment))
    add_text(event, "UID", entry.uid, _LONGEST_UID)
    event.add("DTSTAMP", vDDDTypes(entry.stamp.astimezone(UTC)))
    event.add("SEQUENCE", entry.sequence)
    add_text(event, "SUMMARY", entry.summary, LONGEST_SUMMARY)
    add_text(event, "LOCATION", entry.location, LONGEST_LOCATION)
    add_text(event, "DESCRIPTION", entry.description, LONGEST_DESCRIPTION, lines=True)
    event.add("STATUS", _status(entry))
    event.add("TRANSP", "TRANSPARENT" if entry.transparent else "OPAQUE")
    return event


def series_event(series: Series) -> Event:
    """The series itself, with its rule and with what is left out of it."""
    zone = zones.zone(series.zone)
    event = event_of(series.first, zone)
    event.add("RRULE", rule_of(zones.local_day(series.starts, zone), series.repeat, zone))
    for original_at in sorted(set(series.excluded)):
        event.add("EXDATE", vDDDTypes(original_at.astimezone(zone)))
    return event


def override_event(series: Series, override: Override) -> Event:
    """One occurrence that differs, named by its original start."""
    zone = zones.zone(series.zone)
    event = event_of(override.entry, zone)
    event.add("RECURRENCE-ID", vDDDTypes(override.original_at.astimezone(zone)))
    return event


def _status(entry: Entry) -> str:
    if entry.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.tentative else "CONFIRMED"


def _span(entry: Entry, zone: ZoneInfo | None) -> tuple[date, date]:
    """Start and end; a whole day ends, as iCalendar has it, on the next."""
    if entry.starts is not None and entry.ends is not None:
        return _at(entry.starts, zone), _at(entry.ends, zone)
    if entry.day is None:
        raise ValueError(f"{entry.uid}: it has no time.")
    return entry.day, entry.day + timedelta(days=1)


def _at(instant: datetime, zone: ZoneInfo | None) -> datetime:
    return instant.astimezone(zone if zone is not None else UTC)
