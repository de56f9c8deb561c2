"""Frozen facts of asking officers to take a shift."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scheduling.refusals import Refusal
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Shift


class Call(StrEnum):
    """On what occasion officers are asked; nobody is asked the same twice. The values are stored."""

    ELIGIBLE = "eligible"
    BACKUP = "backup"
    COVER = "cover"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer whom no rule refuses, and the hours of theirs by which it is judged whose turn it is."""

    officer: Person
    hours: timedelta


@dataclass(frozen=True, slots=True)
class PassedBy:
    """An officer who is not asked: rules refuse them, or they are away until an instant."""

    officer: Person
    refusals: tuple[Refusal, ...] = ()
    away_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """What came of asking for a shift.

    Attributes:
        asked: whom, fairest first.
        asked_before: those who pass the rules and were asked the same before.
        more: how many more pass the rules; they are asked the next time.
        passed_by: whom not, and why, by name.
    """

    shift: Shift
    asked: tuple[Candidate, ...]
    asked_before: tuple[Candidate, ...]
    more: int
    passed_by: tuple[PassedBy, ...]


@dataclass(frozen=True, slots=True)
class BackupAsked:
    """Back-up agencies that may claim now; `supervisors` are those of theirs who are told."""

    agencies: tuple[str, ...]
    supervisors: tuple[Person, ...]
    offered: Offered


@dataclass(frozen=True, slots=True)
class CoverCalled:
    """A place of a shift that is under way, and may be claimed; `missing` is who did not come, if anybody."""

    missing: Person | None
    left: timedelta
    offered: Offered
