"""Frozen facts of threat and incident reports: what everybody may know of one, and what its readers may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduling.roster.facts import Person, School


class ReportKind(StrEnum):
    """What sort of thing was seen or heard; the values are stored."""

    THREAT = "threat"
    WEAPON = "weapon"
    ASSAULT = "assault"
    MISSING = "missing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Draft:
    """A report in the making, as it was filled in.

    Attributes:
        kind: one of `ReportKind`; empty: none was chosen.
        school: where, as the roster has it; None: none was chosen.
        what: what happened.
        happened: when, in the words of whoever reports.
        told: who was told already; may be empty.
    """

    kind: str
    school: School | None
    what: str
    happened: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Notable:
    """All of a report that may stand where others read it: its number, where, and when it was made."""

    number: int
    school: School
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """What was reported, as it was said; for those entitled only."""

    number: int
    kind: ReportKind
    school: School
    what: str
    happened: str
    told: str
    author: Person
    at: datetime

    @property
    def subject(self) -> str:
        """How the escalation about it names it."""
        return f"report:{self.number}"

    @property
    def notable(self) -> Notable:
        """What of it may stand where others read it."""
        return Notable(self.number, self.school, self.at)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What somebody entitled added to a report; `by` is a name."""

    id: int
    what: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has read a report: how often, and when last."""

    name: str
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """A report as those entitled read it.

    Attributes:
        follow_ups: those asked for, oldest first.
        earlier: how many there are before these.
        readers: everybody who has read it, whoever read last first.
    """

    report: Report
    follow_ups: Sequence[FollowUp]
    earlier: int
    readers: Sequence[Reader]


@dataclass(frozen=True, slots=True)
class Made:
    """A report that was made; `escalation_id` is None where the district's policy has nobody told."""

    report: Report
    escalation_id: int | None


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to a report, and how many people are told that something was."""

    report: Report
    told: int
