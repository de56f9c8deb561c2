"""What stands in a calendar before anybody has decided how much of it is told."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.shifts.facts import Shift
from scheduling.training.facts import Obligation


@dataclass(frozen=True, slots=True)
class ShiftOnCalendar:
    """A shift as one calendar has it.

    Attributes:
        officers: those of this calendar's people who hold it now, by name.
        changed_at: when the shift, or who holds it, last changed.
        turns: how often a place was taken or given back; like `changed_at`, it never falls. In an officer's
            own calendar both are about that officer, in others about everybody.
        called_off_at: when the last of them gave it back, or it was withdrawn; None: it takes place.
    """

    shift: Shift
    officers: tuple[str, ...]
    changed_at: datetime
    turns: int
    called_off_at: datetime | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """What an officer, by name, still owes by a day."""

    officer: str
    obligation: Obligation
