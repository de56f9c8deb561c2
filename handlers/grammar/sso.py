"""What people type after `/sso`, read into what they ask for. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from handlers.grammar.asked_presence import PresenceCommand
from handlers.grammar.presence import parse_presence
from handlers.grammar.reports import REPORT, MakeReport, ReadReport, ReportList, find_alarm, parse_report
from handlers.grammar.typed import EDGES, MENTION, head_and_rest

SSO: Final = "/sso"
SENT: Final = "sent"
SENT_EXAMPLE: Final = f"{SSO} {SENT}"
CALENDAR: Final = "calendar"
CALENDAR_EXAMPLE: Final = f"{SSO} {CALENDAR}"
REPORT_EXAMPLE: Final = f"{SSO} {REPORT}"

_NAMES: Final = frozenset({SENT, "receipts", "receipt", "notices", "messages"})
_HELP: Final = frozenset({"", "help"})
_CALENDAR_NAMES: Final = frozenset({CALENDAR, "calendars", "cal", "ics", "ical", "subscribe"})
_COMMAND: Final = re.compile(r"^(?:/?sso\b\s*)+", re.IGNORECASE)
_BEFORE_REPORT: Final = re.compile(
    r"^(?:(?:make|file|show|open|see|my|new|a|the) )+(?=reports?\b)", re.IGNORECASE
)
_OLDER: Final = re.compile(r"(.*?)\s*\bbefore (\d{1,9})", re.IGNORECASE)
_PERSON: Final = re.compile(rf"(?:to )?{MENTION}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SentTo:
    """What was sent to an officer (a Slack user id; empty for oneself), before the notice with a number."""

    officer: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarLinks:
    """The private links to calendars that the person has."""


@dataclass(frozen=True, slots=True)
class NewCalendarLink:
    """A new one: to one's own calendar, one's team's, or a school's, as typed."""

    team: bool = False
    school: str = ""


@dataclass(frozen=True, slots=True)
class Unpicked:
    """Somebody was named whom Slack did not recognise."""


@dataclass(frozen=True, slots=True)
class WhatItDoes:
    """What Muster does for the person who asks.

    Attributes:
        is_unknown: something was typed that is no command. What it was is not carried: it may be a report.
    """

    is_unknown: bool = False


SsoCommand = (
    SentTo
    | CalendarLinks
    | NewCalendarLink
    | PresenceCommand
    | MakeReport
    | ReadReport
    | ReportList
    | Unpicked
    | WhatItDoes
)


def whole_command(words: str) -> str:
    """Words that a button says (`handlers.ids.Say`), as they would be typed; without a slash: `/shifts …`."""
    return words if words.startswith("/") else f"/shifts {words}"


def parse_sso(typed: str, today: date) -> SsoCommand:
    """The command in what was typed after `/sso` by somebody whose calendar shows `today`; never raises."""
    words = " ".join(typed.split()).strip(EDGES)
    words = _BEFORE_REPORT.sub("", _COMMAND.sub("", words))
    head, rest = head_and_rest(words)
    name = head.lower().strip(EDGES)
    if name in _CALENDAR_NAMES:
        return _calendar(rest.strip(EDGES))
    if name in _NAMES:
        return _sent(rest)
    found = parse_report(name, rest.strip(EDGES)) or parse_presence(name, rest, today) or find_alarm(words)
    return found or WhatItDoes(is_unknown=words.lower() not in _HELP)


def _calendar(rest: str) -> SsoCommand:
    head, _, school = rest.partition(" ")
    match head.lower():
        case "" | "links" | "link" | "list":
            return CalendarLinks()
        case "new" | "mine" | "my" | "me" | "add":
            return NewCalendarLink()
        case "team":
            return NewCalendarLink(team=True)
        case "at" | "school" | "for" if school:
            return NewCalendarLink(school=school)
        case _:
            return NewCalendarLink(school=rest)


def _sent(rest: str) -> SsoCommand:
    older = _OLDER.fullmatch(rest)
    whom, before = (older[1], int(older[2])) if older else (rest, None)
    if whom.lower().strip(EDGES) in {"", "me", "to me", "mine"}:
        return SentTo("", before)
    person = _PERSON.fullmatch(whom.strip())
    return SentTo(person[1].upper(), before) if person else Unpicked()
