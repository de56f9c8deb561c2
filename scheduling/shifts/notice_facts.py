"""What each shift notice tells, frozen at the moment of sending. `scheduling.shifts.notices` and its
neighbours load them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduling.refusals import Refusal, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.attendance.facts import CheckIn
from scheduling.shifts.covering.facts import Call
from scheduling.shifts.facts import Shift
from scheduling.shifts.questions.facts import Decision


@dataclass(frozen=True, slots=True)
class ShiftClaimed:
    """Somebody else put the officer on a shift; `override_reason` is empty where nothing was set aside."""

    shift: Shift
    officer: Person
    by: Person
    override_reason: str


@dataclass(frozen=True, slots=True)
class ShiftReleased:
    """Somebody else took the officer off a shift."""

    shift: Shift
    officer: Person
    by: Person
    reason: str


@dataclass(frozen=True, slots=True)
class WaitlistMovedUp:
    """The officer was in line and now holds the shift."""

    shift: Shift
    officer: Person


@dataclass(frozen=True, slots=True)
class WaitlistPassedOver:
    """The officer was in line and could not be given the place, because of these rules.

    `closed` where the shift was withdrawn, so that the line is no more; it may have been put up again since.
    Otherwise they wait on.
    """

    shift: Shift
    officer: Person
    rules: tuple[Rule, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class ShiftChanged:
    """A shift that the officer holds was changed.

    `changes` maps a field of the shift to its value before and after, as in the audit: instants are ISO
    strings. `refusals` are the rules that the claim breaks now, with their figures.
    """

    shift: Shift
    officer: Person
    changes: Mapping[str, tuple[object, object]]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class ShiftWithdrawn:
    """A shift that the officer held is no more; `returned` where it is open again, without the claim."""

    shift: Shift
    officer: Person
    returned: bool


@dataclass(frozen=True, slots=True)
class ClaimInQuestion:
    """A claim that stands although its shift's change broke these rules; somebody has to decide."""

    shift: Shift
    officer: Person
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class OverrideAsked:
    """The officer asks for these rules to be set aside; none where nothing is in the way any more."""

    shift: Shift
    officer: Person
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class ReleaseAsked:
    """The officer asks to be released past the cut-off."""

    shift: Shift
    officer: Person
    reason: str


@dataclass(frozen=True, slots=True)
class Declined:
    """Somebody said no to what the officer had asked for."""

    shift: Shift
    officer: Person
    by: Person


@dataclass(frozen=True, slots=True)
class QuestionSettled:
    """Somebody else decided what the reader was asked as well; None where nobody did, and nobody can now."""

    shift: Shift
    officer: Person
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Overfull:
    """The feed asks for fewer officers than hold the shift; `holders` in the order of claiming."""

    shift: Shift
    holders: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class PlaceLost:
    """A place was given back late, and nobody has it."""

    shift: Shift
    officer: Person
    released_by: Person
    reason: str


@dataclass(frozen=True, slots=True)
class ShiftBrief:
    """Where an officer is to be, and whether they have come.

    Attributes:
        stands: whether the officer still holds it.
        expected_at: when they are to be there: at the start, or when they took over what was left.
        opens_at: from when on they may check in.
    """

    shift: Shift
    officer: Person
    check_in: CheckIn
    stands: bool
    expected_at: datetime
    opens_at: datetime


@dataclass(frozen=True, slots=True)
class CheckInMissing:
    """An officer who should be there since `late`, and is not checked in."""

    shift: Shift
    officer: Person
    late: timedelta


@dataclass(frozen=True, slots=True)
class ShiftOffered:
    """An officer who may take a shift is asked to."""

    shift: Shift
    officer: Person
    by: Person
    call: Call


@dataclass(frozen=True, slots=True)
class BackupIsAsked:
    """A back-up agency is asked for an officer."""

    shift: Shift
    by: Person
