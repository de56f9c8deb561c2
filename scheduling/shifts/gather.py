"""Reads, in three short statements, everything that the rules look at for one officer and one shift.

The statements are built once: a claim is the hottest thing that Muster does, and building them again would
cost more than the database takes to answer them.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import starmap

from sqlalchemy import bindparam, exists, select

from scheduling.roster.facts import Person
from scheduling.roster.tables import people, schools
from scheduling.shifts.facts import ClaimFacts, Holder, Neighbour, Shift
from scheduling.shifts.rows import (
    CLAIMS_WITH_SHIFTS,
    HELD_FROM,
    SHIFT_COLUMNS,
    SHIFTS_WITH_SCHOOLS,
    is_held,
    is_waiting,
    shift_of,
)
from scheduling.shifts.tables import claims, shifts, waitlist
from scheduling.store.batches import in_batches
from scheduling.store.transaction import Transaction

NEAR = timedelta(days=8)
"""How far around a shift other claims matter: a local week and a clock change."""

_mine = claims.alias("mine")

_SHIFT = (
    select(
        *SHIFT_COLUMNS,
        select(_mine.c.claimed_at)
        .where(
            _mine.c.shift_id == shifts.c.id,
            _mine.c.person_id == bindparam("officer"),
            is_held(_mine),
        )
        .scalar_subquery()
        .label("yours_since"),
        exists()
        .where(
            waitlist.c.shift_id == shifts.c.id,
            waitlist.c.person_id == bindparam("officer"),
            is_waiting(),
        )
        .label("in_line"),
    )
    .select_from(SHIFTS_WITH_SCHOOLS)
    .where(shifts.c.id == bindparam("shift"))
)

_HOLDERS = (
    select(claims.c.person_id, people.c.name, claims.c.place, claims.c.claimed_at)
    .select_from(claims.join(people, people.c.id == claims.c.person_id))
    .where(claims.c.shift_id == bindparam("shift"), is_held())
    .order_by(claims.c.place)
)

_NEIGHBOURS = (
    select(shifts.c.id, schools.c.name, schools.c.zone, HELD_FROM, shifts.c.ends_at)
    .select_from(CLAIMS_WITH_SHIFTS)
    .where(
        claims.c.person_id == bindparam("officer"),
        is_held(),
        claims.c.shift_id != bindparam("shift"),
        shifts.c.ends_at > bindparam("since"),
        shifts.c.starts_at < bindparam("until"),
    )
    .order_by(shifts.c.starts_at)
)

_NEIGHBOURS_OF_EACH = (
    select(
        claims.c.person_id, shifts.c.id, schools.c.name, schools.c.zone, HELD_FROM, shifts.c.ends_at,
    )
    .select_from(CLAIMS_WITH_SHIFTS)
    .where(
        claims.c.person_id.in_(bindparam("officers", expanding=True)),
        is_held(),
        claims.c.shift_id != bindparam("shift"),
        shifts.c.ends_at > bindparam("since"),
        shifts.c.starts_at < bindparam("until"),
    )
    .order_by(shifts.c.starts_at)
)  # fmt: skip


def gather_claim(tx: Transaction, officer: Person, shift_id: int) -> ClaimFacts | None:
    """The facts for this officer and the shift with this number, or None where there is no such shift."""
    which = {"shift": shift_id, "officer": officer.id}
    row = tx.execute(_SHIFT, which).first()
    if row is None:
        return None
    shift = shift_of(row)
    near = which | {"since": shift.starts_at - NEAR, "until": shift.ends_at + NEAR}
    return ClaimFacts(
        officer=officer,
        shift=shift,
        holders=() if shift.free else list_places(tx, shift_id),
        neighbours=tuple(starmap(Neighbour, tx.execute(_NEIGHBOURS, near))),
        yours_since=row.yours_since,
        in_line=bool(row.in_line),
    )


def gather_claims(tx: Transaction, officers: Sequence[Person], shift: Shift) -> list[ClaimFacts]:
    """The facts for each of many officers and one shift, as `gather_claim` has them for one, but for the
    waitlist: a few statements, however many they are.
    """
    holders = list_places(tx, shift.id)
    since = {holder.person_id: holder.claimed_at for holder in holders}
    near = _list_neighbours(tx, [officer.id for officer in officers], shift)
    return [
        ClaimFacts(
            officer=officer,
            shift=shift,
            holders=() if shift.free else holders,
            neighbours=tuple(near.get(officer.id, ())),
            yours_since=since.get(officer.id),
        )
        for officer in officers
    ]


def _list_neighbours(tx: Transaction, officer_ids: Sequence[int], shift: Shift) -> dict[int, list[Neighbour]]:
    found: dict[int, list[Neighbour]] = {}
    span = {"shift": shift.id, "since": shift.starts_at - NEAR, "until": shift.ends_at + NEAR}
    for some in in_batches(officer_ids):
        for row in tx.execute(_NEIGHBOURS_OF_EACH, {"officers": some, **span}):
            found.setdefault(row.person_id, []).append(Neighbour(*tuple(row)[1:]))
    return found


def list_places(tx: Transaction, shift_id: int) -> tuple[Holder, ...]:
    """Who holds the places of a shift, by place."""
    return tuple(starmap(Holder, tx.execute(_HOLDERS, {"shift": shift_id})))
