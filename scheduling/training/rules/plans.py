"""What is to become of one person's obligations: frozen, for whoever carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from scheduling.policy.requirements import Anchor, Requirement
from scheduling.training.rules.clock import Term


@dataclass(frozen=True, slots=True)
class Opening:
    """An obligation to open, under the terms of today. Its deadline may have passed already."""

    requirement: Requirement
    edition: str
    term: Term
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Settlement:
    """A running obligation that is done, and the day on which the last missing piece was done."""

    id: int
    done_on: date


@dataclass(frozen=True, slots=True)
class Move:
    """A running obligation whose days are others now, because the roster was corrected.

    Where the last day moved, the rungs begin anew, and what was overdue is open again if the last day has not
    passed. Where only `due_at` did, the officer's zone is another one.
    """

    id: int
    starts_on: date
    first_due_on: date
    due_on: date
    due_at: datetime
    anchors: Mapping[Anchor, date]


@dataclass(frozen=True, slots=True)
class End:
    """An obligation that is asked no more, and why, as a sentence."""

    id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to change; each obligation is named at most once.

    `to_reopen` are ids of what was taken for done, had ended, or was exempt until a day that has passed: they
    are open again with the days that they had, overdue if the deadline has passed.
    """

    to_open: tuple[Opening, ...] = ()
    to_settle: tuple[Settlement, ...] = ()
    to_reopen: tuple[int, ...] = ()
    to_move: tuple[Move, ...] = ()
    to_end: tuple[End, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether everything is as it should be."""
        return not (self.to_open or self.to_settle or self.to_reopen or self.to_move or self.to_end)
