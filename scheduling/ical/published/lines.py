"""The events of a calendar file, line by line, each with the number of the line on which it begins.

Read line by line, as the feed is: a calendar's own VTIMEZONEs are passed over, so that the calendar cannot
decide what time it is. What stands within an event in a component of its own (an alarm) is passed over too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from icalendar.parser import Contentline

from scheduling.ical.published.facts import CalendarRefused, Flaw

LARGEST_BYTES = 10_000_000
"""Largest calendar that is read. Ten years of a weekly rota take about 1 MB."""

_MOST_EVENTS = 20_000
_LONGEST_SUMMARY = 120
_IN_EVENT = ["VCALENDAR", "VEVENT"]
_WANTED = frozenset(
    {"UID", "SUMMARY", "STATUS", "ATTENDEE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE"}
    | {"EXRULE", "RECURRENCE-ID", "SEQUENCE"}
)


@dataclass(frozen=True, slots=True)
class Property:
    """A property's text, its escapes undone, and its parameters; a parameter of several values is empty."""

    text: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EventLines:
    """An event: where it begins, and its properties by name, each time that they stand there."""

    line: int
    properties: Mapping[str, tuple[Property, ...]]

    def all(self, name: str) -> tuple[Property, ...]:
        """The property each time that it stands there."""
        return self.properties.get(name, ())

    def one(self, name: str) -> Property | None:
        """The property that may stand there once; None if it does not.

        Raises:
            ValueError: it stands there several times.
        """
        found = self.all(name)
        if len(found) > 1:
            raise ValueError(f"It says {name} {len(found)} times.")
        return found[0] if found else None

    def text(self, name: str) -> str:
        """The text of the first such property in one line; empty where there is none."""
        found = self.all(name)
        return " ".join(found[0].text.split())[:_LONGEST_SUMMARY] if found else ""


def read_events(content: bytes) -> Iterator[EventLines | Flaw]:
    """The events of a calendar file in their order, or what is wrong with one.

    Raises:
        CalendarRefused: no calendar, cut off, or too large.
    """
    reader = _Reader()
    for line, text in _unfolded(_text(content)):
        yield from reader.read(line, text)
    reader.finish()


class _Reader:
    """Walks the lines once."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        self.opened = False
        self.begins = 0
        self.events = 0
        self.found: dict[str, list[Property]] = {}
        self.unreadable = ""

    def read(self, line: int, text: str) -> Iterable[EventLines | Flaw]:
        """Take in one line; answers the event that it closes."""
        name = text.partition(":")[0].partition(";")[0].strip().upper()
        if name == "BEGIN":
            self._begin(line, _component(text))
        elif name == "END":
            return self._end(line, _component(text))
        elif not self.inside:
            raise _no_calendar()
        elif self.inside == _IN_EVENT and name in _WANTED:
            self._take(name, text)
        return ()

    def finish(self) -> None:
        """Say so where the file was cut off, or holds no calendar."""
        if self.inside:
            raise CalendarRefused(
                f"The calendar ends inside {self.inside[-1][:40]}: it was cut off. Export it again, whole."
            )
        if not self.opened:
            raise _no_calendar()

    def _begin(self, line: int, component: str) -> None:
        if not self.inside and component != "VCALENDAR":
            raise _no_calendar()
        self.opened = True
        self.inside.append(component)
        if self.inside == _IN_EVENT:
            self.begins, self.found, self.unreadable = line, {}, ""
            self.events += 1
            if self.events > _MOST_EVENTS:
                raise CalendarRefused(
                    f"The calendar has more than {_MOST_EVENTS:,} events: export fewer years."
                )

    def _end(self, line: int, component: str) -> Iterable[EventLines | Flaw]:
        if not self.inside or self.inside[-1] != component:
            raise CalendarRefused(
                f"Line {line} closes {component[:40]!r}, which was not opened: the calendar is broken. "
                "Export it again."
            )
        closes_event = self.inside == _IN_EVENT
        self.inside.pop()
        if not closes_event:
            return ()
        event = EventLines(self.begins, {name: tuple(found) for name, found in self.found.items()})
        if self.unreadable:
            return (Flaw(event.line, event.text("SUMMARY"), f"Its {self.unreadable} line cannot be read."),)
        return (event,)

    def _take(self, name: str, text: str) -> None:
        try:
            self.found.setdefault(name, []).append(_property(text))
        except ValueError:
            self.unreadable = name


def _property(text: str) -> Property:
    """icalendar does not type this call; it is pinned down here."""
    _, parameters, value = cast("tuple[str, Mapping[str, Any], str]", cast("Any", Contentline)(text).parts())
    return Property(
        value.strip(), {key.upper(): each for key, each in parameters.items() if isinstance(each, str)}
    )


def _component(text: str) -> str:
    return text.partition(":")[2].strip().upper()


def _text(content: bytes) -> str:
    if len(content) > LARGEST_BYTES:
        raise CalendarRefused(
            f"The calendar has {len(content):,} bytes; more than {LARGEST_BYTES:,} are not read. "
            "Is it the right one?"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise CalendarRefused(
            f"The calendar is not in UTF-8: line {line} has a byte that no UTF-8 text has. Export it again."
        ) from problem
    if "\0" in text:
        raise CalendarRefused("The file holds zero bytes, so it is no calendar.")
    return text


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number in the file: a line that begins with a blank continues the one before."""
    begins, line = 0, ""
    for number, raw in enumerate(text.split("\n"), start=1):
        piece = raw.rstrip("\r")
        if piece[:1] in {" ", "\t"} and line:
            line += piece[1:]
            continue
        if line.strip():
            yield begins, line
        begins, line = number, piece
    if line.strip():
        yield begins, line


def _no_calendar() -> CalendarRefused:
    return CalendarRefused("The file is not iCalendar: it does not begin with BEGIN:VCALENDAR.")
