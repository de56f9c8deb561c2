"""Frozen facts of presence: who may be told when, who is away, whose turn it is, when schools are closed."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Habits:
    """When somebody does not want to be woken, by their own clock.

    Attributes:
        quiet_from, quiet_until: local times of day, over midnight where `quiet_until` is the earlier; both
            None: no quiet hours.
        days_off: weekdays on which they are quiet all day; 0 is Monday.
    """

    quiet_from: time | None = None
    quiet_until: time | None = None
    days_off: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Absence:
    """That somebody is away from `since` until just before `until`.

    Attributes:
        stand_in_id: who is told instead; None: whoever comes next.
        why: what was said; empty where nothing was.
        set_by: who said so: the person, or somebody who answers for them.
    """

    id: int
    person_id: int
    since: datetime
    until: datetime
    stand_in_id: int | None
    why: str
    set_by: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody may be told something now.

    Attributes:
        quiet_until: quiet hours or a day off hold until then; None: they may be told now.
        away_until: when they are back; None: they are here.
        stand_in_id: who stands in while they are away; None: nobody was named, or they are here.
    """

    quiet_until: datetime | None = None
    away_until: datetime | None = None
    stand_in_id: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn on the rota, from `starts_at` until just before `ends_at`."""

    person_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Closure:
    """Local days, both included, on which schools are closed."""

    name: str
    first_on: date
    last_on: date
