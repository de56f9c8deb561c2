"""A calendar program that sees nothing but the calendar parts of mails, and does what RFC 5546 says of them.

Of what it holds and what a mail brings, the higher SEQUENCE wins and then the later DTSTAMP: for a meeting,
and for each of its occurrences. What it holds is kept as it came, and shown by the programs of this machine.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.fakes.parsers import vobject_program
from tests.fakes.parsers.programs import Programs
from tests.fakes.parsers.seen import Seen, written

_EVENTS = re.compile(r"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.MULTILINE | re.DOTALL)
_ZONES = re.compile(r"^BEGIN:VTIMEZONE\r\n.*?^END:VTIMEZONE\r\n", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"^RECURRENCE-ID(.*?\r\n)", re.MULTILINE)
_ALWAYS = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class _Event:
    """One VEVENT as a mail brought it; `stands_for` is the occurrence that it is about, or empty."""

    uid: str
    stands_for: str
    version: tuple[int, str]
    text: str
    is_gone: bool


@dataclass(slots=True)
class _Held:
    """What is held under one name."""

    whole: _Event | None = None
    single: dict[str, _Event] = field(default_factory=dict)
    zones: str = ""


class MailCalendar:
    """One attendee's calendar."""

    def __init__(self) -> None:
        """Empty."""
        self._held: dict[str, _Held] = {}

    def take(self, content: bytes) -> None:
        """Do what the calendar part of a mail says, as far as it is newer than what is held."""
        zones = "".join(_ZONES.findall(content.decode()))
        for event in _events(content):
            held = self._held.setdefault(event.uid, _Held())
            if _hold_single(held, event) if event.stands_for else _hold_whole(held, event):
                held.zones = zones

    def shows(self, programs: Programs, since: datetime) -> list[Seen]:
        """What takes place from an instant on."""
        contents = (_content(held) for held in self._held.values())
        shown = (seen for content in contents if content for seen in programs.show(content, *_ALWAYS))
        return sorted(each for each in shown if each.starts >= written(since))


def _events(content: bytes) -> list[_Event]:
    """The meeting itself first: what is told of its occurrences goes with it."""
    calendar = vobject_program.parse(content)
    parsed, texts = calendar.contents["vevent"], _EVENTS.findall(content.decode())
    is_cancel = calendar.method.value == "CANCEL"
    found = [_event(event, text, is_cancel) for event, text in zip(parsed, texts, strict=True)]
    return sorted(found, key=lambda event: event.stands_for)


def _event(event: Any, text: str, is_cancel: bool) -> _Event:
    stands_for = event.contents.get("recurrence-id")
    return _Event(
        uid=event.uid.value,
        stands_for=written(stands_for[0].value) if stands_for else "",
        version=(int(event.sequence.value), written(event.dtstamp.value)),
        text=text,
        is_gone=is_cancel,
    )


def _hold_whole(held: _Held, event: _Event) -> bool:
    """What was said of occurrences before is a part of what it replaces."""
    if held.whole is not None and held.whole.version >= event.version:
        return False
    held.whole = event
    held.single = {of: each for of, each in held.single.items() if each.version > event.version}
    return True


def _hold_single(held: _Held, event: _Event) -> bool:
    """What is not held by itself is held as a part of the whole meeting."""
    own = held.single.get(event.stands_for)
    if own is not None and own.version >= event.version:
        return False
    if held.whole is not None and held.whole.version > event.version:
        return False
    held.single[event.stands_for] = event
    return True


def _content(held: _Held) -> bytes:
    """A calendar of what is held; the series leaves out what was cancelled of it."""
    single = held.single.values()
    gone = [_NAMED.findall(each.text)[0] for each in single if each.is_gone]
    events = [each.text for each in single if not each.is_gone]
    if held.whole is not None and not held.whole.is_gone:
        left_out = "".join(f"EXDATE{named}" for named in gone)
        events.append(held.whole.text.replace("END:VEVENT", f"{left_out}END:VEVENT"))
    if not events:
        return b""
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Muster//Tests//EN\r\n"
    return (head + held.zones + "".join(events) + "END:VCALENDAR\r\n").encode()
