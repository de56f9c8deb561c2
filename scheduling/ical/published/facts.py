"""What stands in a calendar that somebody else keeps, as far as Muster reads it."""

from dataclasses import dataclass
from datetime import date, datetime


class CalendarRefused(ValueError):  # noqa: N818  it is an answer to a person, not a fault
    """A file that is no calendar, or is cut off; the message says so, and what to do."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody in an event: a mail address in small letters; `declined` where they said that they will not
    come.
    """

    address: str
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """One time that an event takes place.

    Attributes:
        line: where the event begins in the file; all times of a series begin on the same line.
        guests: whom it invites; rooms and other things are left out.
        starts, ends: aware UTC; or, of an event of whole days, civil dates, the end being the day after the
            last.
    """

    line: int
    summary: str
    guests: tuple[Guest, ...]
    starts: datetime | date
    ends: datetime | date


@dataclass(frozen=True, slots=True)
class Flaw:
    """An event that could not be read: where it begins, what it is called, and why; `why` is a sentence."""

    line: int
    summary: str
    why: str


@dataclass(frozen=True, slots=True)
class Published:
    """A calendar that was read: what takes place in the time that was asked for, by line and time."""

    happenings: tuple[Happening, ...]
    flaws: tuple[Flaw, ...]
