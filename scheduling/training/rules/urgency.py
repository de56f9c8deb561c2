"""How urgent an obligation is, and which of a team's are meant. Pure; today is an argument."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import TypeVar

from scheduling.roster.facts import Person
from scheduling.training.facts import CountdownLine, Obligation


class Urgency(IntEnum):
    """How soon somebody has to act; the smallest first."""

    BLOCKED = 0
    """Overdue, and the officer may claim no shift because of it."""
    OVERDUE = 1
    """Overdue; nothing is blocked."""
    WEEK = 7
    FORTNIGHT = 14
    MONTH = 30
    """Due within so many days, and not within fewer."""
    LATER = 31
    SETTLED = 32
    """Done, exempt or asked no more."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation of one officer, without its progress; `waits` says as much as `TeamLine.waits`."""

    person: Person
    obligation: Obligation
    waits: bool


@dataclass(frozen=True, slots=True)
class TeamLine:
    """The same with its progress."""

    person: Person
    line: CountdownLine

    @property
    def obligation(self) -> Obligation:
        """What is owed."""
        return self.line.obligation

    @property
    def waits(self) -> bool:
        """Whether whoever answers for the officer has a record to verify, or a request to decide."""
        return self.obligation.runs and (bool(self.line.progress.unverified) or self.line.request is not None)


T = TypeVar("T", Owed, TeamLine)


@dataclass(frozen=True, slots=True)
class TeamFilter:
    """Which lines of a team are meant; what is left out fits all.

    Attributes:
        overdue: only what is overdue.
        blocked: only what keeps somebody from claiming.
        days: only what is overdue, or due within so many days.
        waiting: only what waits for a supervisor's word: records to verify, requests to decide.
        words: each begins a word of the requirement's title, the officer's name or the agency.
    """

    overdue: bool = False
    blocked: bool = False
    days: int | None = None
    waiting: bool = False
    words: tuple[str, ...] = ()


EVERYTHING = TeamFilter()


Today = Callable[[Person], date]
"""The local date of an officer."""


def urgency_of(obligation: Obligation, today: date) -> Urgency:
    """How urgent it is on the officer's local date."""
    if not obligation.runs:
        return Urgency.SETTLED
    days = (obligation.due_on - today).days
    if days < 0:
        return Urgency.BLOCKED if obligation.requirement.blocks else Urgency.OVERDUE
    return next(
        (step for step in (Urgency.WEEK, Urgency.FORTNIGHT, Urgency.MONTH) if days <= step), Urgency.LATER
    )


def list_blocking_before(lines: Sequence[CountdownLine], ends_at: datetime) -> list[CountdownLine]:
    """What still runs and would keep the officer out of schools before this instant, soonest first."""
    running = [line for line in lines if line.obligation.runs and line.obligation.requirement.blocks]
    falling = [line for line in running if line.obligation.due_at <= ends_at]
    return sorted(falling, key=lambda line: line.obligation.due_at)


def by_urgency(lines: Sequence[T], wanted: TeamFilter, today: Today) -> list[T]:
    """The lines that are meant, the most urgent first, then by deadline and name."""
    meant = [one for one in lines if _is_meant(one, wanted, today(one.person))]
    return sorted(meant, key=lambda one: _order(one, today(one.person)))


def count_by_urgency(lines: Sequence[Owed] | Sequence[TeamLine], today: Today) -> dict[Urgency, int]:
    """How many lines there are of each urgency that occurs, the most urgent first."""
    found = Counter(urgency_of(one.obligation, today(one.person)) for one in lines)
    return dict(sorted(found.items()))


def _order(one: Owed | TeamLine, today: date) -> tuple[Urgency, date, str, int]:
    obligation = one.obligation
    return urgency_of(obligation, today), obligation.due_on, one.person.name, obligation.id


def _is_meant(one: Owed | TeamLine, wanted: TeamFilter, today: date) -> bool:
    obligation = one.obligation
    urgency = urgency_of(obligation, today)
    return (
        urgency is not Urgency.SETTLED
        and (not wanted.overdue or urgency <= Urgency.OVERDUE)
        and (not wanted.blocked or urgency is Urgency.BLOCKED)
        and (wanted.days is None or (obligation.due_on - today).days <= wanted.days)
        and (not wanted.waiting or one.waits)
        and _has_words(one, wanted.words)
    )


def _has_words(one: Owed | TeamLine, words: Sequence[str]) -> bool:
    told = f"{one.obligation.requirement.title} {one.person.name} {one.person.agency}".casefold().split()
    return all(any(part.startswith(word.casefold()) for part in told) for word in words)
