"""Who is told of what nobody has taken care of, in which order and when: chains, as policy packs say them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum


class Target(StrEnum):
    """Whom a step tells; the values stand in policy packs."""

    SUPERVISOR = "supervisor"
    """Whoever answers for the officer; about none, the supervisors of the agency, or else coordinators."""
    COORDINATOR = "coordinator"
    """Every coordinator."""
    ON_DUTY = "on_duty"
    """Whoever's turn it is on the rota; without a rota, every supervisor of the agency, or of all."""
    EVERYONE = "everyone"
    """Everybody whose turn it is on the rota; without a rota, every supervisor and every coordinator."""
    CHANNEL = "channel"
    """The supervisors' channel."""
    PERSON = "person"
    """One person of the roster, by e-mail address: `person:sol@example.org`."""
    GROUP = "group"
    """People whom the pack lists: `group:command` and `[groups] command = ["sol@example.org"]`."""


@dataclass(frozen=True, slots=True)
class Tell:
    """One target of a step; `name` is an address (PERSON) or a group's name (GROUP), else empty."""

    target: Target
    name: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `after` so long since the step before it (the first: since it opened), tell these."""

    after: timedelta
    tell: tuple[Tell, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """When a chain goes on, by the local time of what it is about; an urgent one goes on at any time.

    Attributes:
        starts, ends: local times of day; `ends` after `starts`.
        weekdays: 0 is Monday.
        closures: whether it rests on days on which schools are closed.
    """

    starts: time = time(0)
    ends: time = time.max
    weekdays: frozenset[int] = frozenset(range(7))
    closures: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """How one kind of escalation is told.

    Attributes:
        key: the kind.
        source: where it comes from, as a person would cite it.
        on: whether it opens at all.
        opens: its ladder, in the order in which it comes: before the start of a shift (unfilled), before a
            deadline (training, qualification), or after a start (no-show); empty where it opens at once.
        urgent_from: the rung of that ladder from which on it is urgent; 0: always; None: never.
        steps: at least one.
        repeat: the chain begins anew so long after its last step, until somebody has it.
        hours: when it goes on.
        remind: the owner is reminded so long after taking it, each counted from then; rising.
        unacknowledge: so long after it was taken, or handed over, it is open again; None: never.
        since, until: first and last civil date on which it opens anything; None is open.
    """

    key: str
    source: str
    steps: tuple[Step, ...]
    on: bool = True
    opens: tuple[timedelta, ...] = ()
    urgent_from: int | None = None
    repeat: timedelta = timedelta(days=1)
    hours: Hours = field(default_factory=Hours)
    remind: tuple[timedelta, ...] = ()
    unacknowledge: timedelta | None = None
    since: date | None = None
    until: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether it opens anything on a civil date."""
        begun = self.since is None or self.since <= on
        return self.on and begun and (self.until is None or on <= self.until)

    def is_urgent(self, level: int) -> bool:
        """Whether it is urgent on a rung of its ladder."""
        return self.urgent_from is not None and level >= self.urgent_from


Groups = Mapping[str, tuple[str, ...]]
"""Names of groups to the e-mail addresses of their people."""
