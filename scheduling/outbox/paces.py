"""The pace of each addressee: Slack takes about one message a second in a channel, from all replicas at once.

A row of `paces` is also the turn of an addressee: whoever writes it in a transaction is the only one who
leases something for that addressee until the transaction ends.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from scheduling.outbox.tables import paces
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


_soonest: Select[tuple[datetime]] = select(func.min(paces.c.free_at)).where(is_resting())


def take_paces(tx: Transaction, addressees: Iterable[str]) -> set[str]:
    """Those of the addressees who may be sent a message now; none may be sent another for a second."""
    wanted = sorted(set(addressees))  # in one order, so that two replicas cannot wait for each other
    free_at = tx.now + PACE
    take, free_at = _take(tx.connection.dialect.name), tx.now + PACE
    taken: set[str] = set()
    for addressee in wanted:
        values = {"addressee": addressee, "free_at": free_at, **bounds(tx.now)}
        taken.update(tx.execute(take, values).scalars())
    return taken


def let_rest(tx: Transaction, addressee: str, until: datetime) -> None:
    """Nothing more to this addressee before `until`: a pace after a call, at once where there was none."""
    tx.execute(_REST, {"who": addressee, "until": until})


def find_next_free(tx: Transaction) -> datetime | None:
    """When the next resting addressee may be sent something again; None if nobody rests."""
    found: datetime | None = tx.execute(_soonest, bounds(tx.now)).scalar()
    return found


_REST = (
    update(paces)
    .where(paces.c.addressee == bindparam("who"))
    .values(free_at=bindparam("until", type_=paces.c.free_at.type))
)


@lru_cache(maxsize=2)
def _take(dialect: str) -> Any:
    """Write the row where nobody has, or where its time has come; no row comes back where it has not."""
    insert = postgresql.insert(paces) if dialect == "postgresql" else sqlite.insert(paces)
    return (
        insert.values(addressee=bindparam("addressee"), free_at=bindparam("free_at"))
        .on_conflict_do_update(
            index_elements=["addressee"],
            set_={"free_at": insert.excluded.free_at},
            where=or_(paces.c.free_at <= _now, paces.c.free_at > _farthest),
        )
        .returning(paces.c.addressee)
    )
