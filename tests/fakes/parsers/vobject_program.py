"""vobject, which reads calendars for Radicale and many scripts, with zones as dateutil reads them."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import vobject
from vobject.icalendar import registerTzid

from tests.fakes.parsers.seen import Component, Seen, put_together, written

_ZONES = re.compile(r"^TZID:(.+?)\r$", re.MULTILINE)


def read(content: bytes, since: datetime, until: datetime) -> list[Seen]:
    """What it shows between two instants."""
    events = parse(content).contents.get("vevent", [])
    return put_together(_component(event, since, until) for event in events)


def parse(content: bytes) -> Any:
    """A calendar, as vobject has it."""
    for zone in _ZONES.findall(content.decode()):
        registerTzid(zone, None)  # it would keep the zone of the calendar that it read before
    return vobject.readOne(content.decode())


def _component(event: Any, since: datetime, until: datetime) -> Component:
    stands_for = event.contents.get("recurrence-id")
    return Component(
        times=tuple(_times(event, since, until)),
        words=(
            _text(event, "uid"),
            _text(event, "summary"),
            _text(event, "status"),
            _text(event, "location"),
            _text(event, "description"),
        ),
        stands_for=written(stands_for[0].value) if stands_for else "",
    )


def _times(event: Any, since: datetime, until: datetime) -> list[tuple[str, str]]:
    if "dtstart" not in event.contents:  # a declined proposal only names its meeting
        return []
    start: datetime | date = event.dtstart.value
    length: timedelta = event.dtend.value - start
    if not isinstance(start, datetime):
        return [(written(start), written(start + length))]
    days = [start] if event.rruleset is None else list(event.rruleset)
    return [(written(day), written(day + length)) for day in days if since <= day < until]


def _text(event: Any, name: str) -> str:
    found = event.contents.get(name)
    return str(found[0].value) if found else ""
