"""A calendar that somebody else keeps, read: what takes place between two days, every time by itself."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from scheduling.ical.published.facts import CalendarRefused, Flaw, Guest, Happening, Published
from scheduling.ical.published.lines import EventLines, read_events
from scheduling.ical.published.times import Times, original_start, read_times, span_at, starts_between

_MAILTO = re.compile("^mailto:", re.IGNORECASE)
_THINGS = frozenset({"ROOM", "RESOURCE"})

MOST = 20_000
"""Times of all events together: fifty a day for a year. More takes a minute to read, and was not meant."""


PATIENCE = timedelta(seconds=20)
"""How long it may take to work out when all events take place; what anybody keeps takes a second."""


def read_published(
    content: bytes, *, zone: ZoneInfo, since: date, until: date, patience: timedelta = PATIENCE
) -> Published:
    """What a calendar says of the days from `since` until before `until`.

    An event that was cancelled does not take place. One that cannot be read is named, and the others stand.

    Args:
        content: the file.
        zone: of times that name none.
        since, until: local days.
        patience: how long it may take; looked at between events.

    Raises:
        CalendarRefused: the file as a whole cannot be read.
    """
    reader, deadline = _Reader(zone, since, until), monotonic() + patience.total_seconds()
    series: dict[str, list[EventLines]] = defaultdict(list)
    for event in read_events(content):
        if isinstance(event, Flaw):
            reader.flaws.append(event)
        else:
            series[event.text("UID") or f"line {event.line}"].append(event)
    for events in series.values():
        if monotonic() > deadline:
            raise CalendarRefused(
                f"It takes more than {patience.total_seconds():.0f} s to work out when its events take "
                "place: leave out series that are over, and export fewer years."
            )
        reader.read(events)
    return Published(
        tuple(sorted(reader.found, key=lambda one: (str(one.starts), one.line))),
        tuple(sorted(reader.flaws, key=lambda one: one.line)),
    )


@dataclass(slots=True)
class _Reader:
    """Collects what takes place, and what cannot be read."""

    zone: ZoneInfo
    since: date
    until: date
    found: list[Happening] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)

    def read(self, events: Sequence[EventLines]) -> None:
        """Take in what stands under one UID: an event, or a series and what differs in it."""
        master = next((each for each in events if not each.all("RECURRENCE-ID")), None)
        times = self._times(master) if master is not None else None
        instead = [each for each in events if each is not master]
        if times is not None and master is not None:
            differs = frozenset(self._originals(instead, times.zone))
            self._take(master, replace(times, left_out=times.left_out | differs))
        for each in instead:
            if (own := self._times(each)) is not None:
                self._take(each, own)

    def _times(self, event: EventLines) -> Times | None:
        try:
            return read_times(event, self.zone)
        except ValueError as problem:
            self._note(event, problem)
            return None

    def _originals(self, events: Sequence[EventLines], zone: ZoneInfo) -> Iterator[datetime]:
        for each in events:
            try:
                original = original_start(each, zone)
            except ValueError as problem:
                self._note(each, problem)
                continue
            if original is not None:
                yield original

    def _take(self, event: EventLines, times: Times) -> None:
        if event.text("STATUS").upper() == "CANCELLED":
            return
        try:
            starts = list(starts_between(times, self.since, self.until))
        except ValueError as problem:
            self._note(event, problem)
            return
        summary, guests = event.text("SUMMARY"), tuple(_guests(event))
        for start in starts:
            begins, ends = span_at(times, start)
            self.found.append(Happening(event.line, summary, guests, begins, ends))
        if len(self.found) > MOST:
            raise CalendarRefused(
                f"Its events take place more than {MOST:,} times in the time that Muster looks at: "
                "is it the right calendar?"
            )

    def _note(self, event: EventLines, problem: ValueError) -> None:
        self.flaws.append(Flaw(event.line, event.text("SUMMARY"), str(problem)))


def _guests(event: EventLines) -> Iterator[Guest]:
    for each in event.all("ATTENDEE"):
        if each.parameters.get("CUTYPE", "").upper() not in _THINGS and _MAILTO.match(each.text):
            declined = each.parameters.get("PARTSTAT", "").upper() == "DECLINED"
            yield Guest(_MAILTO.sub("", each.text).strip().lower(), declined)
