"""What a person asked for with `/sso quiet`, `off`, `away`, `back`, `cannot` or `duty`, as
`handlers.grammar.presence` read it.
"""

from dataclasses import dataclass
from datetime import date, time

from handlers.grammar.dates import Days

QUIET, OFF, AWAY, BACK, CANNOT, DUTY = "quiet", "off", "away", "back", "cannot", "duty"


@dataclass(frozen=True, slots=True)
class OwnPresence:
    """What holds for the person who asks."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet from one time of day until another; None: at no time. `officer` (a Slack user id) is somebody
    else.
    """

    hours: tuple[time, time] | None
    officer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Quiet on these weekdays, 0 is Monday; none: on no day. Likewise."""

    days: frozenset[int]
    officer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Away:
    """Away on these days; `officer` and `stand_in` are Slack user ids, empty for oneself and nobody."""

    days: Days
    officer: str = ""
    stand_in: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """Here again, now or from a day on."""

    officer: str = ""
    day: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StandDown:
    """Not to stand in during the absence with this number; 0: the one in which one was to."""

    absence: int = 0


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on duty, now and next."""


@dataclass(frozen=True, slots=True)
class PresenceUnclear:
    """Not understood.

    Attributes:
        about: the word that it was said after.
        sentence: what is missing; empty: from when until when.
        unpicked: whether somebody was named whom Slack did not recognise.
        nearest: what may have been meant, as it is typed after `/sso`; empty where nothing is near.
    """

    about: str
    sentence: str = ""
    unpicked: bool = False
    nearest: str = ""


PresenceCommand = OwnPresence | Quiet | DaysOff | Away | Back | StandDown | Duty | PresenceUnclear
