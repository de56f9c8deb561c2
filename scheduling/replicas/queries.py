"""Reads of the replicas and of their duties, as frozen facts."""

from datetime import datetime

from sqlalchemy import bindparam, select

from scheduling.replicas.facts import Duty, Replica
from scheduling.replicas.tables import duties, replicas
from scheduling.store.transaction import Transaction

_REPLICAS = select(
    replicas.c.id, replicas.c.name, replicas.c.beat, replicas.c.release, replicas.c.schema_version,
    replicas.c.started_at, replicas.c.beat_at,
).order_by(replicas.c.name, replicas.c.id)  # fmt: skip

_DONE = select(duties.c.done_at).where(duties.c.name == bindparam("duty"))

_DUTIES = select(duties.c.name, duties.c.due_at, duties.c.replica, duties.c.done_at).order_by(duties.c.name)


def list_replicas(tx: Transaction) -> list[Replica]:
    """Every process that has registered and has neither left nor been buried, by name."""
    return [Replica(**row) for row in tx.execute(_REPLICAS).mappings()]


def list_duties(tx: Transaction) -> list[Duty]:
    """Every duty that was ever taken, by name."""
    return [Duty(**row) for row in tx.execute(_DUTIES).mappings()]


def find_last_done(tx: Transaction, duty: str) -> datetime | None:
    """When a duty last went well, whoever was at it; None where it never has."""
    done_at: datetime | None = tx.execute(_DONE, {"duty": duty}).scalar()
    return done_at
