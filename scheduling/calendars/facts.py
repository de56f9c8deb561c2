"""Frozen facts about calendars and the private links to them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduling.revisions.facts import Scope


class Privacy(StrEnum):
    """How much a calendar tells; links leak, so less is possible. The values are stored."""

    FULL = "full"
    CODE = "code"
    """A school's code in place of its name; of others' calendars also how many are there, and no name."""
    BUSY = "busy"
    """That somebody is busy, and when."""


class Shows(StrEnum):
    """What a calendar may hold; the values are stored."""

    SHIFTS = "shifts"
    MEETINGS = "meetings"
    DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True)
class Display:
    """What a calendar shows, and how.

    Attributes:
        privacy: how much of each entry.
        shows: which entries; an empty calendar is refused.
        blocks_time: whether shifts and meetings are shown as busy. A deadline never is: it lasts a day.
    """

    privacy: Privacy = Privacy.FULL
    shows: frozenset[Shows] = frozenset(Shows)
    blocks_time: bool = True

    @property
    def told(self) -> frozenset[Shows]:
        """Which entries come of it: where only busy times are told, deadlines have nothing to tell."""
        return self.shows - {Shows.DEADLINES} if self.privacy is Privacy.BUSY else self.shows


@dataclass(frozen=True, slots=True)
class Subscription:
    """A private link to a calendar.

    Attributes:
        person_id: whose link it is; what it shows is authorised anew at every fetch.
        scope_id: the school of SCHOOL; the supervisor of TEAM; the person of MINE.
        last_fetched_at, last_fetched_by: a calendar program's last look, and what it calls itself; noted once
            an hour.
    """

    id: int
    person_id: int
    scope: Scope
    scope_id: int
    display: Display
    created_at: datetime
    revoked_at: datetime | None = None
    last_fetched_at: datetime | None = None
    last_fetched_by: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that was made or renewed; `token` is its secret, shown once and kept nowhere."""

    subscription: Subscription
    token: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of the bytes of one calendar, as they are served.

    Attributes:
        revision: of the calendar, when they were built.
        etag: names these bytes; without quotation marks.
        modified_at: when these bytes first differed from the ones before; whole seconds, later than those'.
        fresh_until: the instant at which time alone may change them.
    """

    revision: int
    etag: str
    modified_at: datetime
    fresh_until: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one calendar, and what is known of them."""

    kept: Kept
    content: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """What a token opens at this moment, for somebody who may read it.

    Attributes:
        revision, changed_at: how often the calendar has changed while somebody subscribed to it, and when it
            last did.
        kept: of the bytes that were last built; None: none yet.
    """

    subscription: Subscription
    revision: int
    changed_at: datetime
    kept: Kept | None

    def is_fresh(self, now: datetime) -> bool:
        """Whether what is kept is what would be built now."""
        kept = self.kept
        return kept is not None and kept.revision == self.revision and now < kept.fresh_until
