"""What each training notice tells, frozen as it is sent; loaded by `owed.py` and `decisions.py` beside it.

`today` is the local day of whoever owes it, unless it says otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from scheduling.roster.facts import Person
from scheduling.shifts.facts import HeldShift
from scheduling.training.facts import CountdownLine, TrainingRecord, TrainingRequest
from scheduling.training.rules.urgency import TeamLine, Urgency

MOST_TOLD: Final = 15
"""Of a team in one message, with their progress; the rest is counted."""


@dataclass(frozen=True, slots=True)
class TrainingCountdown:
    """What the officer still owes, most urgent first.

    Attributes:
        officer: who owes it; also who reads it.
        today: the officer's local day.
        lines: at least one; only what still runs.
        at_stake: coming shifts after the earliest deadline that blocks, soonest first; empty where none does.
    """

    officer: Person
    today: date
    lines: tuple[CountdownLine, ...]
    at_stake: tuple[HeldShift, ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingTeam:
    """What falls due among those whom the reader answers for.

    Attributes:
        today: the reader's local day.
        counts: how many obligations there are of each urgency that occurs.
        lines: the most urgent of them, first things first; MOST_TOLD at most.
    """

    today: date
    counts: Mapping[Urgency, int]
    lines: tuple[TeamLine, ...]


@dataclass(frozen=True, slots=True)
class TrainingOverdue:
    """What those whom the reader answers for have not done in time; `held` are a person's coming shifts."""

    today: date
    lines: tuple[TeamLine, ...]
    held: Mapping[int, Sequence[HeldShift]]


@dataclass(frozen=True, slots=True)
class TrainingCleared:
    """The officer may work in schools again."""

    officer: Person


@dataclass(frozen=True, slots=True)
class HandedBack:
    """One shift that was handed back, and who moved up from the waitlist, if anybody did."""

    held: HeldShift
    now_held_by: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingHandedBack:
    """Shifts that an officer lost because of a missed deadline, soonest first; at least one."""

    officer: Person
    today: date
    line: CountdownLine
    shifts: tuple[HandedBack, ...]


@dataclass(frozen=True, slots=True)
class TrainingVerifyAsked:
    """A record that waits for the reader's word; `title` is the requirement's."""

    officer: Person
    today: date
    title: str
    record: TrainingRecord


@dataclass(frozen=True, slots=True)
class TrainingRecordDecided:
    """Somebody verified or refused a record of the officer's; `line` is how its obligation stands now, where
    one still runs or was settled by it.
    """

    officer: Person
    today: date
    by: Person
    title: str
    record: TrainingRecord
    line: CountdownLine | None


@dataclass(frozen=True, slots=True)
class TrainingRequestAsked:
    """An officer asks to put a deadline off, or to be let off; the reader may decide.

    `latest` is the last day that an extension may reach; None for an exemption.
    """

    officer: Person
    today: date
    line: CountdownLine
    request: TrainingRequest
    latest: date | None
    at_stake: tuple[HeldShift, ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingRequestDecided:
    """What became of the officer's request; `line` is how the obligation stands now."""

    officer: Person
    today: date
    by: Person
    line: CountdownLine
    request: TrainingRequest


@dataclass(frozen=True, slots=True)
class TrainingRequestSettled:
    """Somebody else decided what the reader was asked as well; `by` is None where nobody did, and nobody can
    now.
    """

    officer: Person
    today: date
    by: Person | None
    line: CountdownLine
    request: TrainingRequest
