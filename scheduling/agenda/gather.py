"""Reads what stands in a calendar: a few statements, however much it is."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, FromClause, Row, Select, not_, or_, select

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
    claims.c.person_id, claims.c.state, claims.c.claimed_at, claims.c.ended_at,
    people.c.name.label("officer"),
)  # fmt: skip

_SHIFT_ID: Final = itemgetter(0)
_PLACES: Final = (people.c.name, claims.c.id)

Rows = Sequence[Row[Any]]


def list_shifts_of(tx: Transaction, person_id: int, window: Window) -> list[ShiftOnCalendar]:
    """The shifts that a person holds, and those that they gave back lately, soonest first."""
    rows = _rows(tx, CLAIMS_WITH_SHIFTS, window, claims.c.person_id == person_id)
    return _unfaded(rows, window, _given_back)


def list_shifts_of_team(
    tx: Transaction, person_ids: Collection[int], window: Window
) -> list[ShiftOnCalendar]:
    """The shifts that any of these people hold, and those that they all gave back lately, soonest first.

    Whoever else had a place counts as a turn: the team changes, and what is counted must not fall with it.
    """
    had = select(claims.c.shift_id).where(claims.c.person_id.in_(person_ids))
    rows = _rows(tx, CLAIMS_WITH_SHIFTS, window, claims.c.shift_id.in_(had))
    return _unfaded(rows, window, _given_back, person_ids)


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
    every = (
        select(*_ROW)
        .select_from(places.outerjoin(people, people.c.id == claims.c.person_id))
        .where(*where, shifts.c.ends_at > window.since, shifts.c.starts_at < window.until)
    )
    is_over = shifts.c.ends_at <= window.today
    soonest, latest = (shifts.c.starts_at, shifts.c.id), (shifts.c.starts_at.desc(), shifts.c.id.desc())
    coming = _first(tx, every.where(not_(is_over)).order_by(*soonest, *_PLACES), MOST)
    past = _first(tx, every.where(is_over).order_by(*latest, *_PLACES), MOST - len(coming))
    return sorted((*past, *coming), key=lambda row: (row.starts_at, _SHIFT_ID(row)))


def _first(tx: Transaction, rows: Select[Any], most: int) -> Rows:
    """At most so many, and of no shift a part only."""
    found = tx.execute(rows.limit(most + 1)).all()
    if len(found) <= most:
        return found
    return [row for row in found if _SHIFT_ID(row) != _SHIFT_ID(found[-1])]


CalledOff = Callable[[Rows], datetime | None]
"""When a shift was called off, by the rows of whom it concerns; None: it takes place."""


def _given_back(concerned: Rows) -> datetime | None:
    if any(row.state == HELD for row in concerned):
        return None
    return cast("datetime", max(row.ended_at for row in concerned))


def _withdrawn(concerned: Rows) -> datetime | None:
    return cast("datetime | None", concerned[0].withdrawn_at)


def _unfaded(
    rows: Rows, window: Window, called_off: CalledOff, whose: Collection[int] | None = None
) -> list[ShiftOnCalendar]:
    """What stands there, without what was called off too long ago. `whose`: None is everybody's."""
    every = [_shift_on_calendar(list(of_one), called_off, whose) for _, of_one in groupby(rows, _SHIFT_ID)]
    return [one for one in every if one.called_off_at is None or one.called_off_at >= window.faded_before]


def _shift_on_calendar(of_one: Rows, called_off: CalledOff, whose: Collection[int] | None) -> ShiftOnCalendar:
    concerned = of_one if whose is None else [row for row in of_one if row.person_id in whose]
    claimed = [row.claimed_at for row in of_one if row.claimed_at is not None]
    ended = [row.ended_at for row in of_one if row.ended_at is not None]
    return ShiftOnCalendar(
        shift=shift_of(of_one[0]),
        officers=tuple(row.officer for row in concerned if row.state == HELD),
        changed_at=max([of_one[0].changed_at, *claimed, *ended]),
        turns=len(claimed) + len(ended),
        called_off_at=called_off(concerned),
    )
