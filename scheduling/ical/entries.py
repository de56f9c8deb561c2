"""What stands in a calendar: an entry that happens once, and a series with what differs in it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduling import zones
from scheduling.ical.repeat import Repeat, days_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happens once: a shift, a meeting, a deadline.

    Either from `starts` to `ends` (aware; written in UTC), or all of the local `day` wherever it is read.

    Attributes:
        uid: names it in every calendar, for ever; made of what never changes.
        sequence: rises with each change that calendars must take over.
        stamp: when this revision was made, aware: the same entry has the same bytes at every fetch.
        summary, location: of one line each; newlines become spaces.
        description: of several lines.
        transparent: shown as free time.
        cancelled: struck out.
        tentative: it is not settled that the reader comes.

    Raises:
        ValueError: it has no time, or two, or ends before it starts, or an instant names no zone.
    """

    uid: str
    stamp: datetime
    summary: str
    sequence: int = 0
    starts: datetime | None = None
    ends: datetime | None = None
    day: date | None = None
    location: str = ""
    description: str = ""
    transparent: bool = False
    cancelled: bool = False
    tentative: bool = False

    def __post_init__(self) -> None:
        """See the class."""
        if (self.starts is None) != (self.ends is None) or (self.starts is None) == (self.day is None):
            raise ValueError(f"{self.uid}: give a start and an end, or a day, and not both.")
        for instant in (self.stamp, self.starts, self.ends):
            if instant is not None and instant.tzinfo is None:
                raise ValueError(f"{self.uid}: {instant} names no zone.")
        if self.starts is not None and self.ends is not None and self.ends <= self.starts:
            raise ValueError(f"{self.uid}: it ends at {self.ends}, not after it starts at {self.starts}.")


@dataclass(frozen=True, slots=True)
class Override:
    """One occurrence that differs from its series: moved, worded otherwise, or cancelled.

    Attributes:
        original_at: its start by the rule of the series, aware.
        entry: as it is now; with the uid of the series.
    """

    original_at: datetime
    entry: Entry


@dataclass(frozen=True, slots=True)
class Series:
    """A meeting that repeats at the same local time.

    Attributes:
        first: its first occurrence, as the rule has it.
        zone: an IANA name, whose local time the series keeps.
        excluded: original starts that do not take place and are not shown.
        overrides: what differs in single occurrences.

    Raises:
        ValueError: the zone is unknown, or the rule of the series leaves out its first day.
    """

    first: Entry
    zone: str
    repeat: Repeat
    excluded: tuple[datetime, ...] = ()
    overrides: tuple[Override, ...] = ()

    def __post_init__(self) -> None:
        """See the class."""
        if next(days_of(self.first_day, self.repeat), None) != self.first_day:
            raise ValueError(f"{self.first.uid}: {self.first_day} is no day of the series that begins on it.")

    @property
    def starts(self) -> datetime:
        """When the first occurrence starts.

        Raises:
            ValueError: a series of whole days; there is none.
        """
        if self.first.starts is None:
            raise ValueError(f"{self.first.uid}: a series has a time of day.")
        return self.first.starts

    @property
    def first_day(self) -> date:
        """The local day of the first occurrence."""
        return zones.local_day(self.starts, zones.zone(self.zone))

    @property
    def last_day(self) -> date:
        """The local day after which there is no occurrence by the rule."""
        return self.repeat.until or max(days_of(self.first_day, self.repeat))


def without_cancelled(series: Series) -> Series:
    """The same, and what is cancelled in it is left out rather than struck out."""
    gone = tuple(override.original_at for override in series.overrides if override.entry.cancelled)
    kept = tuple(override for override in series.overrides if not override.entry.cancelled)
    return replace(series, excluded=series.excluded + gone, overrides=kept)
