"""An iCalendar feed: one VEVENT a shift, each occurrence its own.

Only the lines of VEVENTs are read. VTIMEZONE is passed over (a TZID must be an IANA name), because building
zones from a feed's own rules would let the feed decide what time it is, and for how long we compute. A
recurrence rule in a VEVENT refuses the file: a few bytes of it can stand for a million shifts.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from icalendar.parser import Contentline, Contentlines

from scheduling.feed.facts import FeedRefused, RawFeed, RawRow
from scheduling.feed.limits import MAX_DEPTH, MAX_ROWS
from scheduling.feed.profile import Profile

_REPEATING = {"RRULE", "RDATE", "EXRULE", "EXDATE"}
_IN_EVENT = ["VCALENDAR", "VEVENT"]
_ZONED = {"starts": "starts_zone", "ends": "ends_zone"}

_Event = dict[str, tuple[str, str]]
"""Property → its text and its TZID (empty if none)."""


def parse_icalendar(text: str, profile: Profile) -> RawFeed:
    """The rows of an iCalendar feed.

    Raises:
        FeedRefused: not iCalendar, cut off, nested without end, or with a recurrence rule.
    """
    wanted = {name for names in profile.properties.values() for name in names.upper().split()}
    reader = _Reader(wanted | {"RECURRENCE-ID"})
    events = list(reader.events(_lines(text)))
    return RawFeed(
        rows=tuple(
            _row(number, event, flaw, profile) for number, (event, flaw) in enumerate(events, start=1)
        ),
        source=reader.calendar.get("X-MUSTER-SOURCE", ("", ""))[0].strip(),
        covers_until=reader.calendar.get("X-MUSTER-COVERS-UNTIL", ("", ""))[0].strip(),
    )


class _Reader:
    """Walks the lines once; `calendar` holds the calendar's own properties afterwards."""

    def __init__(self, wanted: set[str]) -> None:
        self.wanted = wanted
        self.calendar: _Event = {}
        self.inside: list[str] = []
        self.seen = 0

    def events(self, lines: Iterable[str]) -> Iterator[tuple[_Event, str]]:
        event: _Event = {}
        flaw = ""
        for line in lines:
            name = line.partition(":")[0].partition(";")[0].strip().upper()
            if name == "BEGIN":
                self._begin(line)
                if self.inside == _IN_EVENT:
                    event, flaw = {}, ""
            elif name == "END":
                if self.inside == _IN_EVENT:
                    self.seen += 1
                    yield event, flaw
                self._end(line)
            elif self.inside == _IN_EVENT:
                flaw = self._take(name, line, event) or flaw
            elif self.inside == ["VCALENDAR"] and name.startswith("X-MUSTER-"):
                self._take(name, line, self.calendar)
        if self.inside:
            raise FeedRefused(
                f"The feed ends inside {self.inside[-1][:40]}: it was cut off. Send it again, whole."
            )

    def _begin(self, line: str) -> None:
        self.inside.append(line.partition(":")[2].strip().upper())
        if len(self.inside) > MAX_DEPTH:
            raise FeedRefused(f"The feed nests components more than {MAX_DEPTH} deep: export it again.")
        if self.inside[0] != "VCALENDAR":
            raise FeedRefused("The feed is not iCalendar: it does not begin with BEGIN:VCALENDAR.")
        if self.seen > MAX_ROWS:
            raise FeedRefused(f"The feed has more than {MAX_ROWS:,} events: export fewer weeks.")

    def _end(self, line: str) -> None:
        name = line.partition(":")[2].strip().upper()
        if not self.inside or self.inside[-1] != name:
            raise FeedRefused(
                f"The feed closes {name[:40]!r} without having opened it: it is broken. Send it again."
            )
        self.inside.pop()

    def _take(self, name: str, line: str, event: _Event) -> str:
        """Keep one property; answers what is wrong with it, or nothing."""
        if name in _REPEATING:
            raise FeedRefused(
                f"The feed holds a recurrence ({name}): Muster reads each shift as an event of its own. "
                "Export the occurrences one by one."
            )
        known = name in self.wanted or name.startswith("X-MUSTER-")
        if not known or name in event:
            return ""
        try:
            _, parameters, text = _parts(line)
        except ValueError:
            return f"Its {name} line cannot be read."
        zone = parameters.get("TZID", "")
        event[name] = (text, zone if isinstance(zone, str) else " ".join(zone))
        return ""


def _row(number: int, event: _Event, flaw: str, profile: Profile) -> RawRow:
    values: dict[str, object] = {}
    for ours, theirs in profile.properties.items():
        name = next((name for name in theirs.upper().split() if name in event), None)
        if name is None:
            continue
        values[ours], zone = event[name]
        if zone and ours in _ZONED:
            values[_ZONED[ours]] = zone
    if "RECURRENCE-ID" in event:
        flaw = flaw or "It is one occurrence of a series (RECURRENCE-ID): give each shift a UID of its own."
    return RawRow(number, values, flaw)


def _lines(text: str) -> Iterable[str]:
    """Unfolded content lines. icalendar does not type these two calls; they are pinned down here."""
    return cast("Iterable[str]", cast("Any", Contentlines).from_ical(text))


def _parts(line: str) -> tuple[str, Mapping[str, str | list[str]], str]:
    """Name, parameters and text of a line. Most lines quote and escape nothing, and need no careful reading:
    that alone takes a pull of 7,000 shifts from 1.3 s to half of it.
    """
    if '"' not in line and "\\" not in line:
        head, colon, text = line.partition(":")
        name, *parameters = head.split(";")
        if colon and all("=" in parameter for parameter in parameters):
            return name, {key.strip().upper(): value for key, _, value in map(_halves, parameters)}, text
    return cast("tuple[str, Mapping[str, str | list[str]], str]", cast("Any", Contentline)(line).parts())


def _halves(parameter: str) -> tuple[str, str, str]:
    return parameter.partition("=")
