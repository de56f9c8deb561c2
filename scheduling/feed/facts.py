"""Frozen facts of the feed, in the order in which a pull passes through them:

bytes → `RawFeed` of `RawRow` → `Snapshot` of `FeedShift` and `Quarantined` → `Comparison` → `PullReport`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from scheduling.roster.facts import School
from scheduling.shifts.attendance.clock_ins import ClockedIn
from scheduling.shifts.facts import FieldChange
from scheduling.shifts.terms import ShiftTerms

Progress = Callable[[int, int], None]
"""Told (rows done, rows in all) while a long pull is read."""


class FeedRefused(ValueError):  # noqa: N818  an answer about the file, in one sentence, not a fault
    """The whole pull cannot be read. The message is one sentence that says what to do about it."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it came, its columns already under our names; nothing is believed yet.

    Attributes:
        number: 1 is the first row of data.
        values: our field name → what stood there: text, or for JSON any JSON value.
        flaw: what is wrong with the row as a whole, e.g. too few cells; empty if nothing.
    """

    number: int
    values: Mapping[str, object]
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A readable file: who says it sent it, until when it speaks (as written), and its rows."""

    rows: tuple[RawRow, ...]
    source: str = ""
    covers_until: str = ""


@dataclass(frozen=True, slots=True)
class FeedShift:
    """One good row. `digest` is that of the terms, so that equal digests mean equal terms; `clock` says who
    has come, which is no term of the shift.
    """

    row: int
    external_id: str
    terms: ShiftTerms
    digest: str
    clock: tuple[ClockedIn, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedSchool:
    """A school that the feed names and the roster does not know yet."""

    code: str
    name: str
    zone: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One row that could not be taken, why, and what it said (shortened, safe to store and show)."""

    row: int
    external_id: str
    reason: str
    raw: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one pull says: all coming shifts of the source, or those that start before `covers_until`.

    `digest` is the same for the same shifts and the same quarantine, however the file was wrapped.
    """

    source: str
    shifts: tuple[FeedShift, ...]
    quarantined: tuple[Quarantined, ...]
    schools: tuple[FeedSchool, ...]
    covers_until: datetime | None
    digest: str


@dataclass(frozen=True, slots=True)
class KnownShift:
    """A shift of this source as Muster has it. `id` is the number people type."""

    id: int
    external_id: str
    terms: ShiftTerms
    digest: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A known shift of which the feed now says something else, field by field."""

    known: KnownShift
    now: FeedShift
    fields: Mapping[str, FieldChange]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A snapshot against what is known.

    Attributes:
        new, changed, unchanged: the rows of the snapshot by what they mean.
        withdrawn: coming shifts that the snapshot lacks.
        left_alone: how many rows concern shifts that are over, or were cancelled before Muster knew them.
        refused: rows that contradict a shift which has begun; they join the quarantine.
        coming: how many coming shifts of the source were known, withdrawn ones apart.
        cancelled: of `changed`, those that the feed now calls withdrawn.
    """

    new: tuple[FeedShift, ...]
    changed: tuple[Changed, ...]
    unchanged: int
    withdrawn: tuple[KnownShift, ...]
    left_alone: int
    refused: tuple[Quarantined, ...]
    coming: int
    cancelled: int


class PullState(StrEnum):
    """What became of a pull. The values are stored."""

    APPLIED = "applied"
    HELD = "held"
    DISCARDED = "discarded"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    UNREACHED = "unreached"
    COMPARED = "compared"  # a dry run; never stored


class Kind(StrEnum):
    """What a pull does to one shift."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Difference:
    """One shift that a pull adds, changes or withdraws. `number` is None while a new shift has none yet."""

    kind: Kind
    number: int | None
    external_id: str
    school: School
    terms: ShiftTerms
    fields: Mapping[str, FieldChange] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PullReport:
    """What a pull did, or would do: the counts, every difference, and every quarantined row.

    Attributes:
        pull_id: None for a dry run.
        state: APPLIED, HELD, REFUSED (the file), UNREACHED (no file), or COMPARED (a dry run).
        reason: one sentence why it was held, refused or not reached; empty where it was applied. In a dry
            run: why it would be held, or empty.
        left_alone: rows about shifts that are over, or that were cancelled before Muster knew them.
        coming: how many coming shifts of the source were known before.
    """

    pull_id: int | None
    source: str
    state: PullState
    reason: str = ""
    differences: tuple[Difference, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    unchanged: int = 0
    left_alone: int = 0
    coming: int = 0

    def _count(self, kind: Kind) -> int:
        return sum(difference.kind is kind for difference in self.differences)

    @property
    def new(self) -> int:
        """How many shifts Muster did not know."""
        return self._count(Kind.NEW)

    @property
    def changed(self) -> int:
        """How many known shifts differ in a field or more."""
        return self._count(Kind.CHANGED)

    @property
    def withdrawn(self) -> int:
        """How many shifts the feed no longer has, or calls cancelled."""
        return self._count(Kind.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Pull:
    """One pull as it is remembered. `seen_at` is when the same was delivered last; both aware UTC."""

    id: int
    source: str
    at: datetime
    seen_at: datetime
    state: PullState
    reason: str
    new: int
    changed: int
    unchanged: int
    withdrawn: int
    quarantined: int
    decided_by: str


@dataclass(frozen=True, slots=True)
class AlreadyDecided:
    """A held pull that nobody can decide on any more, and what became of it."""

    pull: Pull
