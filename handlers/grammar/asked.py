"""What a person asked for with `/shifts`, as `handlers.grammar.shifts` read it."""

from dataclasses import dataclass

from handlers.grammar.dates import Days


@dataclass(frozen=True, slots=True)
class OpenList:
    """Open shifts, perhaps of one school (as typed) and of some days."""

    school: str = ""
    days: Days | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """The shifts I hold and the lines I stand in."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Claim a shift; without `now`, the preview comes first."""

    shift: int
    now: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """Give a shift back; `officer` (a Slack user id) is somebody else's, empty for one's own."""

    shift: int
    officer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Assign:
    """Put an officer (a Slack user id) on a shift."""

    shift: int
    officer: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Stand in line for a full shift."""

    shift: int


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """Step out of line."""

    shift: int


@dataclass(frozen=True, slots=True)
class Who:
    """Who is on now and next, everywhere or at one school (as typed)."""

    school: str = ""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Come to a shift; `shift` 0 is the one that is meant, `officer` (a Slack user id) somebody else."""

    shift: int = 0
    officer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckOut:
    """Leave a shift; likewise."""

    shift: int = 0
    officer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """What can be typed."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood.

    Attributes:
        sentence: what is missing, for the person; empty where the first word is unknown.
        typed: what was typed, tidied.
        nearest: what may have been meant, ready to be typed after `/shifts`; empty where nothing is near.
    """

    sentence: str = ""
    typed: str = ""
    nearest: str = ""


OfAShift = Claim | Release | Assign | Wait | LeaveLine | CheckIn | CheckOut
"""What is asked for of one shift."""

Command = OpenList | Mine | Who | Help | Unclear | OfAShift
