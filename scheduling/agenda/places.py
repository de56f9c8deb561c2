"""The places that a calendar holds: a row a claim, those that have ended too.

The statements are made once: to put one together takes as long as the database takes to answer it.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Integer, Row, Select, bindparam, not_, or_, select

from scheduling.agenda.question import Question, instant
from scheduling.agenda.window import MOST, Window
from scheduling.roster.tables import people
from scheduling.shifts.facts import Status
from scheduling.shifts.rows import CLAIMS_WITH_SHIFTS, SHIFT_COLUMNS, SHIFTS_WITH_SCHOOLS
from scheduling.shifts.tables import claims, shifts
from scheduling.store.transaction import Transaction

SHIFT_ID: Final = itemgetter(0)
"""The shift of a row."""

Rows = Sequence[Row[Any]]

_ROW: Final[tuple[ColumnElement[Any], ...]] = (
    *SHIFT_COLUMNS, shifts.c.changed_at, shifts.c.withdrawn_at,
    claims.c.person_id, claims.c.state, claims.c.claimed_at, claims.c.ended_at,
    people.c.name.label("officer"),
)  # fmt: skip


def _question(places: FromClause, *where: ColumnElement[bool]) -> Question:
    every = (
        select(*_ROW)
        .select_from(places.outerjoin(people, people.c.id == claims.c.person_id))
        .where(*where, shifts.c.ends_at > instant("since"), shifts.c.starts_at < instant("until"))
        .limit(bindparam("most", type_=Integer))
    )
    is_over, each = shifts.c.ends_at <= instant("today"), (people.c.name, claims.c.id)
    return Question(
        coming=every.where(not_(is_over)).order_by(shifts.c.starts_at, shifts.c.id, *each),
        past=every.where(is_over).order_by(shifts.c.starts_at.desc(), shifts.c.id.desc(), *each),
    )


OF_PERSON: Final = _question(CLAIMS_WITH_SHIFTS, claims.c.person_id == bindparam("person"))
"""The places that a `person` holds or has held."""

OF_TEAM: Final = _question(
    CLAIMS_WITH_SHIFTS,
    claims.c.shift_id.in_(
        select(claims.c.shift_id).where(claims.c.person_id.in_(bindparam("team", expanding=True)))
    ),
)
"""Every place of the shifts of which one of the `team` holds or has held one."""

AT_SCHOOL: Final = _question(
    SHIFTS_WITH_SCHOOLS.outerjoin(claims, claims.c.shift_id == shifts.c.id),
    shifts.c.school_id == bindparam("school"),
    or_(shifts.c.status != Status.DRAFT.value, claims.c.id.is_not(None)),
)
"""Every place of the shifts of a `school`; a shift that nobody has held yet is a row too."""


def read_places(tx: Transaction, question: Question, window: Window, whose: Mapping[str, Any]) -> Rows:
    """The places within a window, the rows of a shift together, soonest first.

    Args:
        tx: a transaction.
        question: which places.
        window: what is shown.
        whose: what the question asks by: `person`, `team` or `school`.
    """
    asked = {**whose, "since": window.since, "until": window.until, "today": window.today}
    coming = _first(tx, question.coming, asked, MOST)
    past = _first(tx, question.past, asked, MOST - len(coming))
    return sorted((*past, *coming), key=lambda row: (row.starts_at, SHIFT_ID(row)))


def _first(tx: Transaction, rows: Select[Any], asked: Mapping[str, Any], most: int) -> Rows:
    """At most so many, and of no shift a part only."""
    found = tx.execute(rows, {**asked, "most": most + 1}).all()
    if len(found) <= most:
        return found
    return [row for row in found if SHIFT_ID(row) != SHIFT_ID(found[-1])]
