"""Time that passes for training: the sweep, as the heartbeat rings for it, and what came of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from scheduling.outbox.tables import notices
from scheduling.policy.schema import Policy
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.upkeep.sweep import is_training_due, sweep_training

_MOST_ROUNDS = 200


def phoenix(month: int, day: int, hour: float = 9) -> datetime:
    """An hour of 2026 by the clock of Phoenix, which is seven hours behind UTC all year."""
    return datetime(2026, month, day, tzinfo=UTC) + timedelta(hours=hour + 7)


def sweep_all(database: Database, policy: Policy, *moments: datetime) -> None:
    """Sweep at each moment until nothing is left, each round in a transaction of its own."""
    for now in moments:
        for _ in range(_MOST_ROUNDS):
            with database.begin(now) as tx:
                if not sweep_training(tx, policy):
                    break
        else:
            raise AssertionError(f"the sweep at {now} never came to rest")
        with database.read(now) as tx:
            assert not is_training_due(tx, policy)


def told_of(tx: Transaction, kind: str) -> list[dict[str, Any]]:
    """Addressee, references, due instant and state of every notice of a kind, in the order of writing."""
    rows = tx.execute(
        select(notices.c.addressee, notices.c.refs, notices.c.due_at, notices.c.state)
        .where(notices.c.kind == kind)
        .order_by(notices.c.id)
    )
    return [row._asdict() for row in rows]
