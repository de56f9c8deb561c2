"""Frozen facts about what officers ask of those who answer for them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduling.roster.facts import Person


class QuestionKind(StrEnum):
    """What an officer asks of those who answer for them."""

    OVERRIDE = "override"
    RELEASE = "release"


class QuestionState(StrEnum):
    """Where a question stands. REPEATED: it was asked anew after an hour without an answer. LAPSED: nobody
    answered while it could be decided.
    """

    OPEN = "open"
    GRANTED = "granted"
    DECLINED = "declined"
    REPEATED = "repeated"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, whom it was put to, and who decided it, when; None while it is open."""

    id: int
    kind: QuestionKind
    shift_id: int
    officer_id: int
    asked: tuple[int, ...]
    reason: str
    state: QuestionState
    asked_at: datetime
    decided_by: int | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a question was put to, and when; nobody where nobody can be reached.

    `already` where they were asked before and have not answered: nothing was sent now.
    """

    whom: tuple[Person, ...]
    at: datetime
    already: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a question; `already` where it was decided before anybody pressed."""

    question: Question
    by: Person
    at: datetime
    already: bool

    @property
    def granted(self) -> bool:
        """Whether the officer got what they asked for."""
        return self.question.state is QuestionState.GRANTED
