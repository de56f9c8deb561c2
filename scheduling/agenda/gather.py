"""Reads what stands in a calendar: a few statements, however much it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, FromClause, Row, or_, select

from scheduling.agenda.facts import Deadline, ShiftOnCalendar
from scheduling.agenda.window import MOST, Window
from scheduling.roster.facts import Person
from scheduling.roster.tables import people
from scheduling.shifts.facts import Status
from scheduling.shifts.rows import CLAIMS_WITH_SHIFTS, HELD, SHIFT_COLUMNS, SHIFTS_WITH_SCHOOLS, shift_of
from scheduling.shifts.tables import claims, shifts
from scheduling.store.transaction import Transaction
from scheduling.training.rows import IS_RUNNING, read_obligations
from scheduling.training.tables import obligations

_ROW: Final[tuple[ColumnElement[Any], ...]] = (
    *SHIFT_COLUMNS, shifts.c.changed_at, shifts.c.withdrawn_at,
    claims.c.state, claims.c.claimed_at, claims.c.ended_at, people.c.name.label("officer"),
)  # fmt: skip

Rows = Sequence[Row[Any]]


def list_shifts_of(tx: Transaction, person_ids: Iterable[int], window: Window) -> list[ShiftOnCalendar]:
    """The shifts that any of these people hold, and those that they all gave back lately, soonest first."""
    rows = _rows(tx, CLAIMS_WITH_SHIFTS, window, claims.c.person_id.in_(list(person_ids)))
    return _unfaded(rows, window, _given_back)


def list_shifts_at(tx: Transaction, school_id: int, window: Window) -> list[ShiftOnCalendar]:
    """The shifts of a school with who holds them, and those withdrawn lately, soonest first."""
    all_posts = SHIFTS_WITH_SCHOOLS.outerjoin(claims, claims.c.shift_id == shifts.c.id)
    told = or_(shifts.c.status != Status.DRAFT.value, claims.c.id.is_not(None))
    rows = _rows(tx, all_posts, window, shifts.c.school_id == school_id, told)
    return _unfaded(rows, window, _withdrawn)


def list_deadlines(tx: Transaction, owing: Mapping[int, Person], window: Window) -> list[Deadline]:
    """What these people, by id, still owe, by the day on which it is due."""
    due = obligations.c.due_on.between(window.since.date(), window.until.date())
    owed = read_obligations(tx, obligations.c.person_id.in_(list(owing)), IS_RUNNING, due)
    return [Deadline(owing[each.person_id].name, each) for each in owed]


def _rows(tx: Transaction, places: FromClause, window: Window, *where: ColumnElement[bool]) -> Rows:
    """A row a claim, those that have ended too; shifts together, soonest first."""
    return tx.execute(
        select(*_ROW)
        .select_from(places.outerjoin(people, people.c.id == claims.c.person_id))
        .where(*where, shifts.c.ends_at > window.since, shifts.c.starts_at < window.until)
        .order_by(shifts.c.starts_at, shifts.c.id, people.c.name, claims.c.id)
        .limit(MOST)
    ).all()


CalledOff = Callable[[Rows], datetime | None]
"""When a shift was called off, by its rows; None: it takes place."""


def _given_back(of_one: Rows) -> datetime | None:
    if any(row.state == HELD for row in of_one):
        return None
    return cast("datetime", max(row.ended_at for row in of_one))


def _withdrawn(of_one: Rows) -> datetime | None:
    return cast("datetime | None", of_one[0].withdrawn_at)


def _unfaded(rows: Rows, window: Window, called_off: CalledOff) -> list[ShiftOnCalendar]:
    """What stands there, without what was called off too long ago."""
    every = [_shift_on_calendar(list(of_one), called_off) for _, of_one in groupby(rows, itemgetter(0))]
    return [one for one in every if one.called_off_at is None or one.called_off_at >= window.faded_before]


def _shift_on_calendar(of_one: Rows, called_off: CalledOff) -> ShiftOnCalendar:
    claimed = [row.claimed_at for row in of_one if row.claimed_at is not None]
    ended = [row.ended_at for row in of_one if row.ended_at is not None]
    return ShiftOnCalendar(
        shift=shift_of(of_one[0]),
        officers=tuple(row.officer for row in of_one if row.state == HELD),
        changed_at=max([of_one[0].changed_at, *claimed, *ended]),
        turns=len(claimed) + len(ended),
        called_off_at=called_off(of_one),
    )
