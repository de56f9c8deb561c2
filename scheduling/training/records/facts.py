"""Frozen facts by which an entry is judged, and what the rules say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scheduling.policy.requirements import Requirement
from scheduling.refusals import Refusal
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Shift
from scheduling.training.facts import TrainingRecord


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """Everything that the rules look at, read once.

    Attributes:
        officer: whose training it is.
        asked: the requirement as the pack states it today.
        terms: the requirement as it was when what still runs was opened, oldest first, and at last as it is
            today: what is owed under older terms is done under them.
        ticked: sessions that nothing running still lacks → the day on which each was done.
        that_day: minutes of the officer's other records of that day, whatever they are for.
        is_proven: whether a certificate came with the plan that is confirmed now.
        same: what was handed in before, and says the same; None for nothing.
        shifts: those that the officer holds or worked, and that touch the day or the times, soonest first.
    """

    officer: Person
    asked: Requirement
    terms: tuple[Requirement, ...]
    ticked: Mapping[str, date] = field(default_factory=dict)
    that_day: int = 0
    is_proven: bool = False
    same: TrainingRecord | None = None
    shifts: tuple[Shift, ...] = ()

    @property
    def requirement(self) -> Requirement:
        """The terms by which it counts: the oldest that still run."""
        return self.terms[0]

    @property
    def sessions(self) -> tuple[str, ...]:
        """Every session by name, of whichever terms."""
        return tuple(dict.fromkeys(name for terms in self.terms for name in terms.amount.sessions))

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic by name, of whichever terms."""
        return tuple(dict.fromkeys(name for terms in self.terms for name in terms.amount.every_topic))


@dataclass(frozen=True, slots=True)
class EntryVerdict:
    """What the rules say of an entry; no refusals means that it may be stored.

    `flagged` says why somebody should look at it all the same; empty for no reason.
    """

    refusals: tuple[Refusal, ...]
    flagged: str = ""
