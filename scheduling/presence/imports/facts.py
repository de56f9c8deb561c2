"""What a file of the rota or of closures says, and what it made of what stood."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scheduling.presence.facts import Closure, Turn


class What(StrEnum):
    """What is read; the values are stored."""

    ROTA = "rota"
    CLOSURES = "closures"


class ImportRefused(ValueError):  # noqa: N818  it is an answer to a person, not a fault
    """A file that cannot be read as a whole; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that could not be taken, and why; for an event the line on which it begins."""

    line: int
    why: str

    def __str__(self) -> str:
        """One sentence for whoever looks after the file."""
        return f"Line {self.line}: {self.why}"


@dataclass(frozen=True, slots=True)
class Window:
    """The local days that are taken in: from the first of a month on, so that it moves once a month."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class ReadRota:
    """A rota that was read, and nothing done about it yet.

    Attributes:
        digest: of the bytes and of the window in which they were read.
        turns: earliest first.
        wrong: what could not be taken, by line.
        unclear: from when until when lines have a turn that could not be taken: what stands for that time
            goes on standing. Earliest first, and no two meet.
    """

    digest: str
    turns: tuple[Turn, ...]
    wrong: tuple[Wrong, ...]
    unclear: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadClosures:
    """A calendar of closures that was read, likewise."""

    digest: str
    closures: tuple[Closure, ...]
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of what stood: how many entries are new, gone, and as they were.

    Attributes:
        kept: whether all stays as it was, because the file holds nothing that could be taken.
    """

    new: int
    gone: int
    same: int
    wrong: tuple[Wrong, ...]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class LastRead:
    """How the last look at the rota or the closures went.

    Attributes:
        good_at: when the source was last taken in; None: never.
        wrong: sentences; empty: everything could be read.
    """

    read_at: datetime
    good_at: datetime | None
    digest: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A line of a rota as it was written: its time, and who is named; by addresses, or else in a text."""

    line: int
    starts_at: datetime
    ends_at: datetime
    addresses: tuple[str, ...] = ()
    text: str = ""
