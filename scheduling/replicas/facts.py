"""Frozen facts about the processes that serve one database, and about the duties that they share."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Replica:
    """One process, as its row says.

    Attributes:
        id: opaque, new with each start, and new again after it was taken for dead; its leases begin with it.
        name: for people.
        beat: counts up while it lives; whether it has changed says all, how much says nothing.
        schema_version: that its release is written for.
        beat_at: by its own clock, for people; nothing is decided by it.
    """

    id: str
    name: str
    beat: int
    release: str
    schema_version: str
    started_at: datetime
    beat_at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """What a replica gave up when it left, or was buried: so many leases and duties that others take on."""

    leases: int
    duties: int


@dataclass(frozen=True, slots=True)
class Term:
    """One taking of a duty; under another epoch it is somebody else's."""

    duty: str
    replica: str
    epoch: int


@dataclass(frozen=True, slots=True)
class NotNow:
    """A duty that is not to be taken at this moment.

    Attributes:
        due_at: when it is due next; in the past while somebody is at it.
        replica: who is at it, if anybody.
    """

    due_at: datetime
    replica: str | None


@dataclass(frozen=True, slots=True)
class Duty:
    """A recurring task that one replica at a time takes care of, as its row says."""

    name: str
    due_at: datetime
    replica: str | None
    done_at: datetime | None
