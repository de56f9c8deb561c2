"""The lines of an answer: the properties of the one VEVENT that it is about.

Read line by line, as the feed is: building the sender's components and zones would let the sender decide what
time it is, and how long that takes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from icalendar.parser import Contentline, Contentlines

from scheduling.ical.reply_mail import UnreadableMailError

_MAX_DEPTH = 10
_IN_CALENDAR = ["VCALENDAR"]
_IN_EVENT = ["VCALENDAR", "VEVENT"]
_OF_EVENT = {"UID", "SEQUENCE", "DTSTAMP", "RECURRENCE-ID", "DTSTART", "ATTENDEE", "COMMENT"}


@dataclass(frozen=True, slots=True)
class Property:
    """A property's text, its escapes undone, and its parameters; a parameter of several values is empty."""

    text: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReplyLines:
    """METHOD, and the properties of the event: name → each time that it stands there."""

    method: str
    event: Mapping[str, tuple[Property, ...]]

    def all(self, name: str) -> tuple[Property, ...]:
        """The property each time that it stands there."""
        return self.event.get(name, ())

    def one(self, name: str) -> Property | None:
        """The property that may stand there once; None if it does not.

        Raises:
            UnreadableMailError: it stands there several times.
        """
        found = self.all(name)
        if len(found) > 1:
            raise UnreadableMailError(f"The answer says {name} {len(found)} times.")
        return found[0] if found else None


def read_lines(calendar: str) -> ReplyLines:
    """The properties that matter in an answer.

    Raises:
        UnreadableMailError: no calendar, cut off, or not about exactly one event.
    """
    reader = _Reader()
    for line in _lines(calendar):
        reader.read(line)
    if reader.inside:
        raise UnreadableMailError("The calendar in the mail was cut off.")
    if reader.events != 1:
        raise UnreadableMailError(
            f"The mail answers for {reader.events} events at once: answer for each by itself, or in Slack."
        )
    if len(reader.methods) != 1:
        raise UnreadableMailError("The calendar in the mail does not say what it is for (METHOD).")
    return ReplyLines(reader.methods[0], {name: tuple(found) for name, found in reader.event.items()})


class _Reader:
    """Walks the lines once."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        self.events = 0
        self.methods: list[str] = []
        self.event: dict[str, list[Property]] = {}

    def read(self, line: str) -> None:
        name = line.partition(":")[0].partition(";")[0].strip().upper()
        if name == "BEGIN":
            self._begin(_component(line))
        elif name == "END":
            self._end(_component(line))
        elif self.inside == _IN_CALENDAR and name == "METHOD":
            self.methods.append(line.partition(":")[2].strip().upper())
        elif self.inside == _IN_EVENT and name in _OF_EVENT:
            self.event.setdefault(name, []).append(_property(name, line))

    def _begin(self, component: str) -> None:
        self.inside.append(component)
        if self.inside[0] != "VCALENDAR" or len(self.inside) > _MAX_DEPTH:
            raise UnreadableMailError("The calendar in the mail is broken: it nests what may not be nested.")
        if self.inside == _IN_EVENT:
            self.events += 1

    def _end(self, component: str) -> None:
        if not self.inside or self.inside.pop() != component:
            raise UnreadableMailError("The calendar in the mail is broken: it closes what it has not opened.")


def _component(line: str) -> str:
    return line.partition(":")[2].strip().upper()


def _property(name: str, line: str) -> Property:
    try:
        _, parameters, text = cast(
            "tuple[str, Mapping[str, Any], str]", cast("Any", Contentline)(line).parts()
        )
    except ValueError as error:
        raise UnreadableMailError(f"The {name} of the answer cannot be read.") from error
    return Property(
        text.strip(),
        {key.upper(): value for key, value in parameters.items() if isinstance(value, str)},
    )


def _lines(calendar: str) -> Iterable[str]:
    """Unfolded content lines. icalendar does not type this call; it is pinned down here."""
    return cast("Iterable[str]", cast("Any", Contentlines).from_ical(calendar))
