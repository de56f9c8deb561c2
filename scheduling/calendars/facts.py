"""Frozen facts about calendars and the private links to them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """Whose shifts and meetings a calendar shows; the values are stored."""

    MINE = "mine"
    SCHOOL = "school"
    TEAM = "team"
    """Every officer whom a supervisor answers for."""


class Privacy(StrEnum):
    """How much a calendar tells; links leak, so less is possible. The values are stored."""

    FULL = "full"
    CODE = "code"
    """A school's code in place of its name, nothing else."""
    BUSY = "busy"
    """That somebody is busy, and when."""


class Shows(StrEnum):
    """What a calendar may hold; the values are stored."""

    SHIFTS = "shifts"
    MEETINGS = "meetings"
    DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A private link to a calendar.

    Attributes:
        person_id: whose link it is; what it shows is authorised anew at every fetch.
        scope_id: the school of SCHOOL; the supervisor of TEAM; the person of MINE.
        shows: never empty.
        blocks_time: whether shifts and meetings are shown as busy.
        last_fetched_at, last_fetched_by: a calendar program's last look, and what it calls itself.
    """

    id: int
    person_id: int
    scope: Scope
    scope_id: int
    privacy: Privacy
    shows: tuple[Shows, ...]
    blocks_time: bool
    created_at: datetime
    revoked_at: datetime | None = None
    last_fetched_at: datetime | None = None
    last_fetched_by: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one calendar, as they are served.

    Attributes:
        revision: of the calendar, when they were built.
        modified_at: when these bytes first differed from the ones before.
        fresh_until: the instant at which time alone changes them.
    """

    content: bytes
    etag: str
    revision: int
    modified_at: datetime
    fresh_until: datetime
