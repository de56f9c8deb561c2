"""What a check found: one line of the table that `muster check` prints."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How it stands; only FAILS makes `muster check` exit with 1."""

    WORKS = "works"
    LOOK = "look"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, and one sentence about it; what fails says what to do."""

    what: str
    mark: Mark
    said: str


def works(what: str, said: str) -> Finding:
    """It works."""
    return Finding(what, Mark.WORKS, said)


def look(what: str, said: str) -> Finding:
    """It works, and somebody should look at it."""
    return Finding(what, Mark.LOOK, said)


def fails(what: str, said: str) -> Finding:
    """It does not work."""
    return Finding(what, Mark.FAILS, said)
