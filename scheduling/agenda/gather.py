"""Reads what stands in a calendar: a few statements, however much it is."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from itertools import groupby
from typing import cast

from scheduling.agenda.facts import Deadline, ShiftOnCalendar
from scheduling.agenda.places import AT_SCHOOL, OF_PERSON, OF_TEAM, SHIFT_ID, Rows, read_places
from scheduling.agenda.window import Window
from scheduling.roster.facts import Person
from scheduling.shifts.rows import HELD, shift_of
from scheduling.store.transaction import Transaction
from scheduling.training.rows import IS_RUNNING, read_obligations
from scheduling.training.tables import obligations


def list_shifts_of(tx: Transaction, person_id: int, window: Window) -> list[ShiftOnCalendar]:
    """The shifts that a person holds, and those that they gave back lately, soonest first."""
    rows = read_places(tx, OF_PERSON, window, {"person": person_id})
    return _unfaded(rows, window, _given_back)


def list_shifts_of_team(
    tx: Transaction, person_ids: Collection[int], window: Window
) -> list[ShiftOnCalendar]:
    """The shifts that any of these people hold, and those that they all gave back lately, soonest first.

    Whoever else had a place counts as a turn: the team changes, and what is counted must not fall with it.
    """
    rows = read_places(tx, OF_TEAM, window, {"team": list(person_ids)})
    return _unfaded(rows, window, _given_back, person_ids)


def list_shifts_at(tx: Transaction, school_id: int, window: Window) -> list[ShiftOnCalendar]:
    """The shifts of a school with who holds them, and those withdrawn lately, soonest first."""
    rows = read_places(tx, AT_SCHOOL, window, {"school": school_id})
    return _unfaded(rows, window, _withdrawn)


def list_deadlines(tx: Transaction, owing: Mapping[int, Person], window: Window) -> list[Deadline]:
    """What these people, by id, still owe, by the day on which it is due."""
    due = obligations.c.due_on.between(window.since.date(), window.until.date())
    owed = read_obligations(tx, obligations.c.person_id.in_(list(owing)), IS_RUNNING, due)
    return [Deadline(owing[each.person_id].name, each) for each in owed]


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
    every = [_shift_on_calendar(list(of_one), called_off, whose) for _, of_one in groupby(rows, SHIFT_ID)]
    return [one for one in every if one.called_off_at is None or one.called_off_at >= window.faded_before]


def _shift_on_calendar(of_one: Rows, called_off: CalledOff, whose: Collection[int] | None) -> ShiftOnCalendar:
    concerned = of_one if whose is None else [row for row in of_one if row.person_id in whose]
    claimed = [row.claimed_at for row in of_one if row.claimed_at is not None]
    ended = [row.ended_at for row in of_one if row.ended_at is not None]
    return ShiftOnCalendar(
        shift=shift_of(of_one[0]),
        officers=tuple(row.officer for row in concerned if row.state == HELD),
        held=sum(row.state == HELD for row in of_one),
        changed_at=max([of_one[0].changed_at, *claimed, *ended]),
        turns=len(claimed) + len(ended),
        called_off_at=called_off(concerned),
    )
