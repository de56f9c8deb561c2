"""How rows of shifts and claims become frozen facts: the columns to select, and the reading of one row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Join, case, func, literal_column, select

from scheduling.roster.facts import School
from scheduling.roster.tables import schools
from scheduling.shifts.facts import HeldShift, Shift, Status
from scheduling.shifts.tables import claims, shifts, waitlist

HELD = "held"
RELEASED = "released"
MISSED = "missed"
WITHDRAWN = "withdrawn"
WAITING = "waiting"
MOVED_UP = "moved_up"
LEFT = "left"
CLOSED = "closed"


def is_held(table: FromClause = claims) -> ColumnElement[bool]:
    """Whether a row of claims is held; spelled out, so that the partial indexes are used without a doubt."""
    return table.c.state == literal_column("'held'")


def is_waiting(table: FromClause = waitlist) -> ColumnElement[bool]:
    """Whether a row of the waitlist still waits; spelled out likewise."""
    return table.c.state == literal_column("'waiting'")


_counted = claims.alias("counted")

held_places: ColumnElement[int] = (
    select(func.count())
    .where(_counted.c.shift_id == shifts.c.id, is_held(_counted))
    .correlate(shifts)
    .scalar_subquery()
)
"""How many places of a selected shift are held."""

SHIFT_COLUMNS: tuple[ColumnElement[Any], ...] = (
    shifts.c.id, schools.c.id, schools.c.code, schools.c.name, schools.c.zone, schools.c.address,
    shifts.c.agency, shifts.c.backup_agencies, shifts.c.post, shifts.c.programme, shifts.c.armed,
    shifts.c.starts_at, shifts.c.ends_at, shifts.c.places, shifts.c.status, shifts.c.notes, held_places,
    shifts.c.backup_asked_at, shifts.c.cover_called_at,
)  # fmt: skip
"""What `shift_of` reads, in its order."""

CLAIM_COLUMNS: tuple[ColumnElement[Any], ...] = (
    claims.c.id, claims.c.place, claims.c.person_id, claims.c.claimed_at,
)  # fmt: skip
"""What `held_shift_of` reads before the columns of the shift."""

SHIFTS_WITH_SCHOOLS: Join = shifts.join(schools, schools.c.id == shifts.c.school_id)
CLAIMS_WITH_SHIFTS: Join = claims.join(shifts, shifts.c.id == claims.c.shift_id).join(
    schools, schools.c.id == shifts.c.school_id
)

HELD_FROM: ColumnElement[datetime] = case(
    (claims.c.claimed_at > shifts.c.starts_at, claims.c.claimed_at), else_=shifts.c.starts_at
)
"""From when on a claim is worked: whoever covers a shift that has begun works what is left of it."""


def shift_of(row: Sequence[Any]) -> Shift:
    """Read a row that begins with `SHIFT_COLUMNS`."""
    (sid, school_id, code, name, zone, address, agency, backups, post, programme, armed,
     starts_at, ends_at, places, status, notes, held, backup_asked_at, cover_called_at, *_) = row  # fmt: skip
    return Shift(
        id=sid, school=School(school_id, code, name, zone, address), agency=agency,
        backup_agencies=tuple(backups), post=post, programme=programme, armed=bool(armed),
        starts_at=starts_at, ends_at=ends_at, places=places, status=Status(status), notes=notes, held=held,
        backup_asked_at=backup_asked_at, cover_called_at=cover_called_at,
    )  # fmt: skip


def held_shift_of(row: Sequence[Any]) -> HeldShift:
    """Read a row of `CLAIM_COLUMNS` followed by `SHIFT_COLUMNS`."""
    claim_id, place, person_id, claimed_at, *of_shift = row
    return HeldShift(shift_of(of_shift), claim_id, place, person_id, claimed_at)
