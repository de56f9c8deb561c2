"""Frozen facts of checking in and out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduling.roster.facts import Person
from scheduling.shifts.facts import HeldShift, Shift


class Via(StrEnum):
    """How Muster came to know of it; the values are stored."""

    SLACK = "slack"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What is known of one claim: when its holder was briefed, came and went.

    Attributes:
        in_by, out_by: who pressed; None: the feed said so.
        in_reason, out_reason: of somebody who did it for the officer.
    """

    claim_id: int
    briefed_at: datetime | None = None
    in_at: datetime | None = None
    in_via: str = ""
    in_by: int | None = None
    in_reason: str = ""
    out_at: datetime | None = None
    out_via: str = ""
    out_by: int | None = None
    out_reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """An officer who is at a shift since `at`."""

    shift: Shift
    officer: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class CheckedOut:
    """An officer who was at a shift from one instant to another."""

    shift: Shift
    officer: Person
    since: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Attendance:
    """A claim that stands, and whether its holder has come."""

    held: HeldShift
    check_in: CheckIn
