"""Who had a shift last and has it no more, for whoever looks for somebody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduling.roster.tables import people
from scheduling.shifts.rows import MISSED, RELEASED
from scheduling.shifts.tables import claims
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class GivenBack:
    """An officer's name, since when they have it no more, and why."""

    officer: str
    at: datetime
    reason: str


def find_last_given_back(tx: Transaction, shift_id: int) -> GivenBack | None:
    """The last claim of a shift that was given back, or whose officer did not come; or None."""
    row = tx.execute(
        select(people.c.name, claims.c.ended_at, claims.c.reason)
        .select_from(claims.join(people, people.c.id == claims.c.person_id))
        .where(claims.c.shift_id == shift_id, claims.c.state.in_([RELEASED, MISSED]))
        .order_by(claims.c.ended_at.desc(), claims.c.id.desc())
        .limit(1)
    ).first()
    return GivenBack(*tuple(row)) if row is not None else None
