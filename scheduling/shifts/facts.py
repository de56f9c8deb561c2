"""Frozen facts about shifts, as rules decide on them and handlers show them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from scheduling.refusals import OverrideBy, Refusal
from scheduling.roster.facts import Person, School


class Status(StrEnum):
    """What the feed says of a shift. WITHDRAWN also stands for one that vanished from the feed."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift. `id` is the number people type; instants are aware UTC; `held` counts the places taken.

    Attributes:
        backup_asked_at: when a supervisor let the back-up agencies in before their time.
        cover_called_at: when a supervisor called for cover: it may be claimed although it has begun.
    """

    id: int
    school: School
    agency: str
    backup_agencies: tuple[str, ...]
    post: str
    programme: str
    armed: bool
    starts_at: datetime
    ends_at: datetime
    places: int
    status: Status
    notes: str
    held: int
    backup_asked_at: datetime | None = None
    cover_called_at: datetime | None = None

    @property
    def free(self) -> int:
        """Places left; never below zero, though a feed may cut places that are held."""
        return max(self.places - self.held, 0)

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.ends_at - self.starts_at

    def wants_cover(self, now: datetime) -> bool:
        """Whether it is under way, and may be claimed all the same."""
        return self.cover_called_at is not None and self.starts_at <= now < self.ends_at

    def left_at(self, now: datetime) -> "Shift":
        """What is left of it for whoever covers: it begins now. Any other shift is as it is."""
        return replace(self, starts_at=now) if self.wants_cover(now) else self


@dataclass(frozen=True, slots=True)
class HeldShift:
    """A shift that somebody holds, with the claim."""

    shift: Shift
    claim_id: int
    place: int
    person_id: int
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds which place of a shift, and since when."""

    person_id: int
    name: str
    place: int
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another shift that the officer holds near the one in question; `zone` is its school's."""

    number: int
    school: str
    zone: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """Everything that the rules look at, read once.

    Attributes:
        officer, shift: who, and what.
        holders: who holds the shift's places now, by place; read only where every place is held.
        yours_since: when the officer claimed this very shift, if they hold it.
        neighbours: the officer's other claims near the shift (`gather.NEAR` on either side), soonest first.
        in_line: whether the officer is on this shift's waitlist.
    """

    officer: Person
    shift: Shift
    holders: tuple[Holder, ...]
    neighbours: tuple[Neighbour, ...]
    yours_since: datetime | None = None
    in_line: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """What a claim would do to an officer's hours and rest: the preview.

    Attributes:
        day: the officer's local date that would become fullest, of those the shift touches.
        day_hours, day_limit: that date with this shift, and the limit.
        week: the Monday of the fullest local week the shift touches.
        week_hours, week_limit: that week with this shift, and the limit.
        rest_before, rest_after: to the neighbouring claims; None where there is none within a week.
        rest_limit: the least rest the policy asks for.
    """

    day: date
    day_hours: timedelta
    day_limit: timedelta
    week: date
    week_hours: timedelta
    week_limit: timedelta
    rest_before: timedelta | None
    rest_after: timedelta | None
    rest_limit: timedelta


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """What the rules say of one officer and one shift; no refusals means that the claim may land.

    `refusals` come in the order of `scheduling.shifts.rules.RULES`, the most important first. `barred` where
    the officer may claim no shift at all: that is then the only refusal, and the load is beside the point.
    """

    shift: Shift
    officer: Person
    refusals: tuple[Refusal, ...]
    load: Load
    barred: bool = False

    @property
    def passes(self) -> bool:
        """Whether the claim may land without an override."""
        return not self.refusals

    @property
    def override_by(self) -> OverrideBy:
        """Who may set aside everything that refuses; NOBODY if any one of them may not be set aside."""
        every = {refusal.override_by for refusal in self.refusals}
        if not every or OverrideBy.NOBODY in every:
            return OverrideBy.NOBODY
        return OverrideBy.COORDINATOR if OverrideBy.COORDINATOR in every else OverrideBy.SUPERVISOR


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that has landed."""

    shift: Shift
    officer: Person
    claim_id: int
    place: int
    load: Load


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Somebody in line who did not get the place, and why."""

    officer: Person
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """What became of free places: who moved up from the waitlist and who was passed over, as they stood."""

    moved_up: tuple[Claimed, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class Released:
    """A place that was given back; `next_holder` moved up from the waitlist, if anybody could."""

    shift: Shift
    officer: Person
    next_holder: Person | None
    passed_over: tuple[PassedOver, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place in line: `rank` 1 is next."""

    shift: Shift
    officer: Person
    rank: int


@dataclass(frozen=True, slots=True)
class OnPost:
    """Who stands at a school now or next: an empty `officers` is an empty post."""

    shift: Shift
    officers: tuple[Person, ...]
    now: bool


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One shift on the board of its day: who holds it, and how many wait in line."""

    shift: Shift
    officers: tuple[Person, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class DayBoard:
    """The shifts of one day, by the local date of each school, soonest first."""

    day: date
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True, slots=True)
class OpenPage:
    """One page of open shifts: `total` counts all that match, `more` whether a page follows."""

    shifts: tuple[Shift, ...]
    total: int
    offset: int
    more: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that the feed changed. Values are as stored: instants aware UTC, text, numbers, booleans."""

    before: object
    after: object
