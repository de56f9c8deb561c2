"""Questions that nobody can answer any more: what was asked for cannot be given, or has come about."""

from sqlalchemy import ColumnElement, and_, bindparam, exists, literal_column, not_, or_, select

from scheduling.audit.actions import Change, record
from scheduling.outbox.actions import enqueue
from scheduling.shifts.facts import Status
from scheduling.shifts.questions.facts import Question, QuestionKind, QuestionState
from scheduling.shifts.questions.letters import settling
from scheduling.shifts.questions.rows import QUESTION_COLUMNS, question_of
from scheduling.shifts.rows import held_places, is_held
from scheduling.shifts.tables import claims, questions, shifts
from scheduling.store.transaction import Transaction

_holds = exists().where(
    claims.c.shift_id == questions.c.shift_id, claims.c.person_id == questions.c.person_id, is_held()
)


def _is(kind: QuestionKind) -> ColumnElement[bool]:
    return questions.c.kind == literal_column(f"'{kind}'")


_PAST_DECIDING = (
    select(questions.c.id)
    .join(shifts, shifts.c.id == questions.c.shift_id)
    .where(
        questions.c.state == literal_column("'open'"),
        or_(
            and_(
                _is(QuestionKind.OVERRIDE),
                or_(
                    shifts.c.status != Status.OPEN.value,
                    shifts.c.starts_at <= bindparam("now", type_=shifts.c.starts_at.type),
                    held_places >= shifts.c.places,
                    _holds,
                ),
            ),
            and_(
                _is(QuestionKind.RELEASE),
                or_(shifts.c.ends_at <= bindparam("now", type_=shifts.c.ends_at.type), not_(_holds)),
            ),
        ),
    )
)

_LAPSE = (
    questions.update()
    .where(
        questions.c.id.in_(bindparam("ids", expanding=True)), questions.c.state == literal_column("'open'")
    )
    .values(state=QuestionState.LAPSED.value)
    .returning(*QUESTION_COLUMNS)
)


def lapse_questions(tx: Transaction, by: str) -> int:
    """Close them, and say so in the place of each question; answers how many there were.

    Whoever asks anew later, when it can be given again, asks a new question.
    """
    past = tx.execute(_PAST_DECIDING, {"now": tx.now}).scalars().all()
    lapsed = [question_of(row) for row in tx.execute(_LAPSE, {"ids": past})] if past else []
    for question in lapsed:
        enqueue(tx, [settling(question, person_id) for person_id in question.asked])
    record(tx, *(_lapse(question, by) for question in lapsed))
    return len(lapsed)


def _lapse(question: Question, by: str) -> Change:
    whom = {"officer": question.officer_id}
    return Change(by, f"{question.kind}_lapsed", "shift", question.shift_id, after=whom)
