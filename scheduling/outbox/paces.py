"""The pace of each addressee: Slack takes about one message a second in a channel, from all replicas at once.

A row of `paces` is also the turn of an addressee: whoever writes it in a transaction is the only one who
leases something for that addressee until the transaction ends.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, update

from scheduling.outbox.tables import paces
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction

PACE: Final = timedelta(seconds=1)
"""The time between two messages to one addressee."""

FARTHEST: Final = timedelta(seconds=5)
"""No pace reaches beyond this: such an instant was written before the clock jumped back; it means nothing."""

_now = bindparam("now", type_=paces.c.free_at.type)
_farthest = bindparam("farthest", type_=paces.c.free_at.type)


def is_resting() -> ColumnElement[bool]:
    """The row's addressee may not be sent anything yet. Binds `now` and `farthest` (see `bounds`)."""
    return and_(paces.c.free_at > _now, paces.c.free_at <= _farthest)


def bounds(now: datetime) -> dict[str, Any]:
    """What `is_resting` binds."""
    return {"now": now, "farthest": now + FARTHEST}


_IDLE = (
    select(paces.c.addressee)
    .where(paces.c.addressee.in_(bindparam("wanted", expanding=True)))
    .order_by(paces.c.addressee)
    .with_for_update(skip_locked=True)
)
_TAKE = (
    update(paces)
    .where(paces.c.addressee == bindparam("who"), or_(paces.c.free_at <= _now, paces.c.free_at > _farthest))
    .values(free_at=bindparam("free_at", type_=paces.c.free_at.type))
)
_soonest: Select[tuple[datetime]] = select(func.min(paces.c.free_at)).where(is_resting())

_REST = (
    update(paces)
    .where(paces.c.addressee == bindparam("who"))
    .values(free_at=bindparam("until", type_=paces.c.free_at.type))
)


def take_paces(tx: Transaction, addressees: Iterable[str]) -> set[str]:
    """Those of the addressees who may be sent a message now; none may be sent another for a second.

    Whoever is in another's hands is left out rather than waited for: that other may be frozen.
    """
    wanted = sorted(set(addressees))  # in one order, so that two replicas cannot wait for each other
    if not wanted:
        return set()
    known = set(tx.execute(_IDLE, {"wanted": wanted}).scalars())
    new = insert_unless_there(tx, paces, unique=["addressee"])
    taken: set[str] = set()
    for addressee in wanted:
        values = {"free_at": tx.now + PACE}
        if addressee in known:
            changed = tx.execute(_TAKE, {"who": addressee, **values, **bounds(tx.now)})
        else:
            changed = tx.execute(new, {"addressee": addressee, **values})
        if changed.rowcount:
            taken.add(addressee)
    return taken


def let_rest(tx: Transaction, addressee: str, until: datetime) -> None:
    """Nothing more to this addressee before `until`: a pace after a call, at once where there was none."""
    tx.execute(_REST, {"who": addressee, "until": until})


def find_next_free(tx: Transaction) -> datetime | None:
    """When the next resting addressee may be sent something again; None if nobody rests."""
    found: datetime | None = tx.execute(_soonest, bounds(tx.now)).scalar()
    return found
