"""What stands in a calendar before anybody has decided how much of it is told."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.meetings.facts import Attendee, Invitation
from scheduling.roster.facts import School
from scheduling.shifts.facts import Shift
from scheduling.training.facts import Obligation


@dataclass(frozen=True, slots=True)
class ShiftOnCalendar:
    """A shift as one calendar has it.

    Attributes:
        officers: those of this calendar's people who hold it now, by name.
        held: how many hold it now, whoever they are; in an officer's own calendar only that officer counts.
        changed_at: when the shift, or who holds it, last changed.
        turns: how often a place was taken or given back; like `changed_at`, it never falls. In an officer's
            own calendar both are about that officer, in others about everybody.
        called_off_at: when the last of them gave it back, or it was withdrawn; None: it takes place.
    """

    shift: Shift
    officers: tuple[str, ...]
    held: int
    changed_at: datetime
    turns: int
    called_off_at: datetime | None


@dataclass(frozen=True, slots=True)
class MeetingOnCalendar:
    """A meeting as one calendar has it.

    Attributes:
        invitation: the meeting as it stands; without who is asked.
        school: whose; None: no school's.
        own: what its reader says, in somebody's own calendar; None where they are not asked, and in others.
        organised: whether its reader organises it, in somebody's own calendar.
        asked: those of a team's people who are asked, by name; nobody in other calendars.
    """

    invitation: Invitation
    school: School | None
    own: Attendee | None = None
    organised: bool = False
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """What an officer, by name, still owes by a day."""

    officer: str
    obligation: Obligation
