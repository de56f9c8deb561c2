"""What a feed says of a shift, as the actions on its behalf take it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduling.shifts.facts import FieldChange, Status

LONGEST_SHIFT = timedelta(hours=24)
"""No feed may bring a longer one, which is a typing error in the date more often than a shift."""


@dataclass(frozen=True, slots=True)
class ShiftTerms:
    """Everything a feed says of one shift. `school` is the school's code; instants are aware UTC."""

    school: str
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


@dataclass(frozen=True, slots=True)
class NewShift:
    """A shift that is to be added, under the feed's own id."""

    external_id: str
    terms: ShiftTerms
    digest: str


@dataclass(frozen=True, slots=True)
class TermsChange:
    """A shift whose terms change: the new ones, and the fields of `ShiftTerms` that differ."""

    shift_id: int
    terms: ShiftTerms
    digest: str
    fields: Mapping[str, FieldChange]


@dataclass(frozen=True, slots=True)
class Occasion:
    """On whose behalf shifts are changed, and by what: a stable word, e.g. `pull:17`, that keeps the notices
    of two occasions apart.
    """

    actor: str
    key: str
