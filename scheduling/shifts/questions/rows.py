"""Rows of questions: opening one, deciding it, and reading what was decided. Each is one statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, literal_column, select

from scheduling.roster.queries import find_person
from scheduling.shifts.questions.facts import Decision, Question, QuestionKind, QuestionState
from scheduling.shifts.tables import questions
from scheduling.store.transaction import Transaction

QUESTION_COLUMNS = (
    questions.c.id, questions.c.kind, questions.c.shift_id, questions.c.person_id, questions.c.asked,
    questions.c.reason, questions.c.state, questions.c.asked_at, questions.c.decided_by,
    questions.c.decided_at,
)  # fmt: skip
"""What `question_of` reads."""

_IS_OPEN = questions.c.state == literal_column("'open'")

_CLOSE = (
    questions.update()
    .where(
        questions.c.shift_id == bindparam("of_shift"),
        questions.c.person_id == bindparam("of_officer"),
        questions.c.kind == bindparam("of_kind"),
        _IS_OPEN,
    )
    .values(state=bindparam("to"), decided_by=bindparam("by"), decided_at=bindparam("at"))
    .returning(*QUESTION_COLUMNS)
)


def find_question(tx: Transaction, question_id: int) -> Question | None:
    """The question with this id, or None."""
    return _one(tx, select(*QUESTION_COLUMNS).where(questions.c.id == question_id))


def find_last_question(
    tx: Transaction, shift_id: int, officer_id: int, kind: QuestionKind
) -> Question | None:
    """What this officer asked last about this shift, or None."""
    about = (questions.c.shift_id == shift_id, questions.c.person_id == officer_id, questions.c.kind == kind)
    return _one(tx, select(*QUESTION_COLUMNS).where(*about).order_by(questions.c.id.desc()).limit(1))


def find_last_decision(
    tx: Transaction, shift_id: int, officer_id: int, kind: QuestionKind
) -> Decision | None:
    """What somebody decided about what this officer asked last about this shift, or None where nobody has."""
    last = find_last_question(tx, shift_id, officer_id, kind)
    return find_decision(tx, last) if last is not None else None


def find_decision(tx: Transaction, question: Question) -> Decision | None:
    """What somebody decided about a question, or None where nobody has."""
    if question.decided_by is None or question.decided_at is None:
        return None
    by = find_person(tx, question.decided_by)
    return None if by is None else Decision(question, by, question.decided_at, already=True)


def open_question(
    tx: Transaction, kind: QuestionKind, shift_id: int, officer_id: int, asked: Sequence[int], reason: str
) -> Question:
    """Write a question; the caller holds the officer, and has closed the one before it."""
    values = {
        "kind": kind.value,
        "shift_id": shift_id,
        "person_id": officer_id,
        "asked": list(asked),
        "reason": reason,
        "state": QuestionState.OPEN.value,
        "asked_at": tx.now,
    }
    return question_of(tx.execute(questions.insert().values(**values).returning(*QUESTION_COLUMNS)).one())


def close_question(
    tx: Transaction,
    shift_id: int,
    officer_id: int,
    kind: QuestionKind,
    *,
    to: QuestionState,
    by: int | None = None,
) -> Question | None:
    """Decide the open question of this officer about this shift; None where there is none (any more)."""
    at: datetime | None = tx.now if by is not None else None
    about = {"of_shift": shift_id, "of_officer": officer_id, "of_kind": kind.value}
    row = tx.execute(_CLOSE, {**about, "to": to.value, "by": by, "at": at}).first()
    return None if row is None else question_of(row)


def _one(tx: Transaction, statement: Select[Any]) -> Question | None:
    row = tx.execute(statement).first()
    return None if row is None else question_of(row)


def question_of(row: Row[Any]) -> Question:
    """Read a row of `QUESTION_COLUMNS`."""
    return Question(
        id=row.id, kind=QuestionKind(row.kind), shift_id=row.shift_id, officer_id=row.person_id,
        asked=tuple(row.asked), reason=row.reason, state=QuestionState(row.state), asked_at=row.asked_at,
        decided_by=row.decided_by, decided_at=row.decided_at,
    )  # fmt: skip
