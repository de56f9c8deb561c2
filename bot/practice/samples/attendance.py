"""Who comes to work in the sample district: everybody, on time, but those whom the visitor plays."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from scheduling.policy.schema import Policy
from scheduling.refusals import Refused
from scheduling.roster.queries import find_person
from scheduling.roster.tables import people
from scheduling.shifts.attendance.actions import check_in
from scheduling.shifts.attendance.rows import write_briefed
from scheduling.shifts.rows import is_held
from scheduling.shifts.tables import check_ins, claims, shifts
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

PLAYED = ("ada", "ben", "cleo")
"""Officers whom the visitor plays: nothing is done for them."""

_UNDER_WAY_SINCE = timedelta(hours=12)


def come_to_work(database: Database, policy: Policy, now: datetime) -> None:
    """Check in everybody who may check in now, and has not."""
    with database.read(now) as tx:
        if not _list_expected(tx, policy):
            return
    with database.begin(now) as tx:
        for expected in _list_expected(tx, policy):
            _check_in(tx, policy, expected)


def come_to_what_is_under_way(database: Database, policy: Policy, now: datetime) -> None:
    """The same in the past: to each shift at the minute at which it began."""
    with database.read(now) as tx:
        began = shifts.c.starts_at.between(now - _UNDER_WAY_SINCE, now)
        starts = tx.execute(select(shifts.c.starts_at).where(began).distinct()).scalars().all()
    for start in sorted(starts):
        come_to_work(database, policy, start)


def _list_expected(tx: Transaction, policy: Policy) -> Sequence[Row[Any]]:
    opens = tx.now + policy.check_in_opens.value
    held_by = claims.join(shifts, shifts.c.id == claims.c.shift_id).join(
        people, people.c.id == claims.c.person_id
    )
    return tx.execute(
        select(claims.c.id, claims.c.shift_id, claims.c.person_id)
        .select_from(held_by.outerjoin(check_ins, check_ins.c.claim_id == claims.c.id))
        .where(
            is_held(), shifts.c.starts_at <= opens, shifts.c.ends_at > tx.now, check_ins.c.in_at.is_(None),
            people.c.email.not_in([f"{name}@example.org" for name in PLAYED]),
        )
        .order_by(claims.c.id)
    ).all()  # fmt: skip


def _check_in(tx: Transaction, policy: Policy, expected: Row[Any]) -> None:
    """Whoever comes needs no brief any more."""
    officer = find_person(tx, expected.person_id)
    if officer is None:
        return
    try:
        check_in(tx, actor=officer, shift_id=expected.shift_id, policy=policy)
    except Refused:  # gone, or the shift is withdrawn: nobody is expected there
        return
    write_briefed(tx, expected.id)
