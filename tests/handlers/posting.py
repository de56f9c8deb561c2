"""Shifts as these tests post them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from scheduling.shifts.facts import Shift
from scheduling.shifts.tables import claims
from scheduling.store.engine import Database
from tests.factories.shifts import add_shift, give
from tests.people import HERON, Cast

THURSDAY_SEVEN = datetime(2026, 8, 13, 14, 0, tzinfo=UTC)
"""Thursday, 13 August 2026, 07:00 in Phoenix: nineteen hours after the instant of these tests."""


def post_shift(
    database: Database, now: datetime, cast: Cast, starts_at: datetime = THURSDAY_SEVEN, **told: Any
) -> Shift:
    """A shift of Heron City Police at Quartz Elementary, tomorrow 07:00–15:00, unless told otherwise."""
    with database.begin(now) as tx:
        values = {"post": "Front gate", "agency": HERON, **told}
        return add_shift(tx, cast.quartz, starts_at, **values)


def held_by(database: Database, now: datetime, shift: Shift, officer: Any, *, place: int = 1) -> None:
    """Put an officer on it, past every rule."""
    with database.begin(now) as tx:
        give(tx, shift, officer, place=place)


def holders(database: Database, now: datetime, shift: Shift) -> list[int]:
    """Who holds it."""
    with database.read(now) as tx:
        held = select(claims.c.person_id).where(claims.c.shift_id == shift.id, claims.c.state == "held")
        return list(tx.execute(held).scalars())
