"""What people type after `/sso report` and `/sso reports`; and what cries for help without them. Pure."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from handlers.grammar.written_numbers import with_plain_number

REPORT: Final = "report"
REPORTS: Final = "reports"

_MAKES: Final = frozenset({REPORT, "incident", "threat", "danger", "emergency", "911"})
_LISTS: Final = frozenset({REPORTS, "incidents", "threats"})
_EVERY: Final = frozenset({"", "all", "list", "mine", "my", "new", "latest"})
_NUMBER: Final = re.compile(r"(?:(?:no|nr|number)\.? ?)?#? ?(\d{1,9})", re.IGNORECASE)
_OLDER: Final = re.compile(r"before #?(\d{1,9})", re.IGNORECASE)
_ALARM: Final = re.compile(
    r"\b(?:911|sos|guns?|shooters?|shooting|shots?|shot|knife|knives|weapons?|bombs?|fights?|fighting|stabbed"
    r"|stabbing|hostages?|threats?|threatened|threatening|danger|emergency)\b",
    re.IGNORECASE,
)
_NEAR: Final = 0.8
"""How alike a slip of the finger must be (1 is equal): whoever reports may be in a hurry."""


@dataclass(frozen=True, slots=True)
class MakeReport:
    """A new report; `words` stand in its form as what happened, for whoever typed them there already."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """One report, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class ReportList:
    """The reports that the person may read, or those before a number."""

    before: int | None = None


ReportCommand = MakeReport | ReadReport | ReportList


def find_alarm(words: str) -> MakeReport | None:
    """A report in words that are no command, such as `call 911` or `a gun at quartz`: whoever types them is
    asked by its form, and sends nothing yet. None: nothing in them sounds like one.
    """
    return MakeReport(words) if _ALARM.search(words) else None


def parse_report(head: str, rest: str) -> ReportCommand | None:
    """The command in the first word after `/sso` (lower case) and what follows it; None: it is no such word.
    Words that ask for no list are what happened, behind `reports` too. Never raises.
    """
    name = next(iter(get_close_matches(head, [REPORT, REPORTS], 1, _NEAR)), head)
    number = _NUMBER.fullmatch(with_plain_number(rest).strip(" .,:;!?"))
    if name not in _MAKES | _LISTS:
        return None
    if number:
        return ReadReport(int(number[1]))
    if name in _LISTS and rest.lower() in _EVERY:
        return ReportList()
    if name in _LISTS and (older := _OLDER.fullmatch(rest)):
        return ReportList(int(older[1]))
    return MakeReport("" if rest.lower() == "new" else rest)
