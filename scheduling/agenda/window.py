"""How much of the past and of the future a calendar holds: the same for a whole day, as its bytes are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from scheduling.revisions.facts import Scope

AHEAD: Final = timedelta(days=366)
FADE: Final = timedelta(days=14)
"""For so long what was given back or withdrawn is still there, struck out: then programs have seen it."""

MOST: Final = 4_000
"""Places in one calendar: a district's whole year is no calendar that a telephone opens. What comes soonest
goes before what comes later, and that before what is over.
"""

_BACK: Final = {
    Scope.MINE: timedelta(days=90),
    Scope.SCHOOL: timedelta(days=90),
    Scope.TEAM: timedelta(days=30),
}
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """What is shown.

    Attributes:
        since, until: what touches the time between them.
        today: the beginning of the UTC day; what ended before it is over.
        faded_before: what was called off before this instant is gone.
        fresh_until: when the next day's window takes its place.
    """

    since: datetime
    until: datetime
    today: datetime
    faded_before: datetime
    fresh_until: datetime


def window_at(now: datetime, scope: Scope) -> Window:
    """The window of the UTC day in which an instant lies."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return Window(day - _BACK[scope], day + AHEAD, day, day - FADE, day + _DAY)
