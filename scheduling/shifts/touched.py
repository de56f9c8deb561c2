"""Whose calendars a change of shifts concerns."""

from collections.abc import Sequence

from sqlalchemy import select

from scheduling.calendars.touch import touch_calendars
from scheduling.shifts.tables import claims, shifts
from scheduling.store.transaction import Transaction


def touch_calendars_of(tx: Transaction, shift_ids: Sequence[int]) -> None:
    """Have the calendars built anew of everybody who holds or has held these shifts, and of their schools as
    they are at this moment.
    """
    holders = select(claims.c.person_id).where(claims.c.shift_id.in_(shift_ids)).distinct()
    at = select(shifts.c.school_id).where(shifts.c.id.in_(shift_ids)).distinct()
    touch_calendars(tx, people=tx.execute(holders).scalars(), schools=tx.execute(at).scalars())
