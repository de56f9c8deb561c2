"""The watch: each shift that is not over is looked at when something may be due, and at no other time.

`shifts.watch_at` says when, so that a look costs only what is due, however many shifts there are. Feeds and
supervisors set it; claims need not, since what becomes due by a claim comes no earlier than the next look.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam, exists, select

from scheduling.policy.schema import Policy
from scheduling.shifts.attendance.briefs import brief_whoever_is_due
from scheduling.shifts.rows import SHIFT_COLUMNS, SHIFTS_WITH_SCHOOLS, is_held, shift_of
from scheduling.shifts.tables import check_ins, claims, shifts
from scheduling.shifts.watch.no_shows import look_who_has_come
from scheduling.shifts.watch.rules import Watched, WatchedClaim, next_look
from scheduling.shifts.watch.unfilled import look_whether_filled
from scheduling.store.transaction import Transaction

BATCH = 100
"""How many shifts one transaction looks at."""

_DUE = (shifts.c.watch_at.is_not(None), shifts.c.watch_at <= bindparam("now", type_=shifts.c.watch_at.type))
_IS_DUE = select(exists().where(*_DUE))
_LIST_DUE = select(shifts.c.id).where(*_DUE).order_by(shifts.c.watch_at, shifts.c.id).limit(BATCH)

_WATCH = (
    shifts.update()
    .where(shifts.c.id == bindparam("of_shift"))
    .values(watch_at=bindparam("at", type_=shifts.c.watch_at.type))
)


def is_watch_due(tx: Transaction) -> bool:
    """Whether any shift is to be looked at now: one look into an index."""
    return bool(tx.execute(_IS_DUE, {"now": tx.now}).scalar())


def sweep_watch(tx: Transaction, policy: Policy) -> int:
    """Look at the shifts that are due, at most `BATCH` of them; answers at how many.

    A shift that another transaction holds at this moment is looked at later.
    """
    idle = tx.lock_idle(shifts, tx.execute(_LIST_DUE, {"now": tx.now}).scalars())
    looked_at = _read(tx, idle)
    for watched in looked_at:
        _look_at(tx, policy, watched)
    _set(tx, ((each.shift.id, next_look(each, policy, tx.now)) for each in looked_at))
    return len(looked_at)


def look_at_shift(tx: Transaction, policy: Policy, shift_id: int) -> None:
    """Look at one shift at once, since it has just changed; the caller holds it."""
    for watched in _read(tx, [shift_id]):
        _look_at(tx, policy, watched, anew=True)
        _set(tx, [(shift_id, next_look(watched, policy, tx.now))])


def _look_at(tx: Transaction, policy: Policy, watched: Watched, *, anew: bool = False) -> None:
    look_whether_filled(tx, policy, watched.shift, anew=anew)
    look_who_has_come(tx, policy, watched)
    brief_whoever_is_due(tx, policy, watched)


def _read(tx: Transaction, shift_ids: Collection[int]) -> list[Watched]:
    """In ascending order, as everybody locks."""
    wanted = sorted(shift_ids)
    if not wanted:
        return []
    of_each: dict[int, list[WatchedClaim]] = {shift_id: [] for shift_id in wanted}
    held = (
        select(
            claims.c.shift_id, claims.c.id, claims.c.person_id, claims.c.claimed_at,
            check_ins.c.briefed_at, check_ins.c.in_at,
        )
        .select_from(claims.outerjoin(check_ins, check_ins.c.claim_id == claims.c.id))
        .where(claims.c.shift_id.in_(wanted), is_held())
        .order_by(claims.c.id)
    )  # fmt: skip
    for row in tx.execute(held):
        of_each[row.shift_id].append(WatchedClaim(*tuple(row)[1:]))
    rows = tx.execute(
        select(*SHIFT_COLUMNS)
        .select_from(SHIFTS_WITH_SCHOOLS)
        .where(shifts.c.id.in_(wanted))
        .order_by(shifts.c.id)
    )
    return [Watched(shift, tuple(of_each[shift.id])) for shift in map(shift_of, rows)]


def _set(tx: Transaction, looks: Iterable[tuple[int, datetime | None]]) -> None:
    rows = [{"of_shift": shift_id, "at": at} for shift_id, at in looks]
    if rows:
        tx.execute(_WATCH, rows)
