"""What a policy pack says, typed. Packs are TOML files in `packs/`, or a path given by MUSTER_POLICY."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, TypeVar

from scheduling.policy.chains import Chain, Groups
from scheduling.policy.requirements import DEFAULT_COUNTDOWN, Countdown, Requirement
from scheduling.refusals import OverrideBy, Rule

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limit(Generic[T]):
    """One figure with its source.

    Attributes:
        value: the figure.
        source: where it comes from, as a person would cite it.
        override_by: who may set it aside, with a reason.
        since, until: first and last civil date in force; None is open.
    """

    value: T
    source: str
    override_by: OverrideBy = OverrideBy.NOBODY
    since: date | None = None
    until: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the figure applies on a civil date."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of one district.

    Attributes:
        name: the pack's name.
        version: a digest of the pack's bytes.
        hours_per_day: most hours of shifts on one local date of the officer.
        hours_per_week: most hours in one local week, Monday to Sunday.
        rest: least time between two shifts.
        backup_opens: how long before the start the back-up agencies may claim.
        release_cutoff: how long before the start an officer may still give a shift back alone.
        qualification_months: for how many calendar months a firearms qualification counts.
        brief: how long before the start whoever holds a shift is told where to be, and asked to check in.
        check_in_opens: how long before the start an officer may check in.
        open_window: how far ahead the open list looks.
        feed_hold_share: a pull that withdraws more than this share of the coming shifts waits for a person.
        rules: for every rule without a figure of its own: whether it is on, source, who may set it aside.
        requirements: what officers have to learn, by key, in the order of the packs; also what is off.
        countdown: when people are told of it.
        chains: how escalations of each kind are told, by kind.
        groups: people whom chains name, by the group's name.

    `brief`, `check_in_opens`, `open_window` and `feed_hold_share` bind no officer: they are always in force,
    and nobody sets them aside.
    """

    name: str
    version: str
    hours_per_day: Limit[timedelta]
    hours_per_week: Limit[timedelta]
    rest: Limit[timedelta]
    backup_opens: Limit[timedelta]
    release_cutoff: Limit[timedelta]
    qualification_months: Limit[int]
    brief: Limit[timedelta]
    check_in_opens: Limit[timedelta]
    open_window: Limit[timedelta]
    feed_hold_share: Limit[float]
    rules: Mapping[Rule, Limit[bool]]
    requirements: Mapping[str, Requirement] = field(default_factory=dict)
    countdown: Countdown = DEFAULT_COUNTDOWN
    chains: Mapping[str, Chain] = field(default_factory=dict)
    groups: Groups = field(default_factory=dict)

    @property
    def edition(self) -> str:
        """Name and version, as the audit keeps them beside every decision: "default 3f9c0a12b7de"."""
        return f"{self.name} {self.version}"

    def chain_in_force(self, kind: str, on: date) -> Chain | None:
        """The chain of a kind, if it opens anything on a civil date."""
        chain = self.chains.get(kind)
        return chain if chain is not None and chain.in_force(on) else None
