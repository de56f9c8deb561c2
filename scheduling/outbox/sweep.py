"""What the outbox forgets."""

from datetime import timedelta

from sqlalchemy import delete

from scheduling.outbox.tables import paces, requests
from scheduling.store.transaction import Transaction

REMEMBERED = timedelta(days=1)
"""Slack gives up redelivering an event after an hour and a half; a day is beyond doubt."""

_PACE_KEPT = timedelta(minutes=1)


def sweep_requests(tx: Transaction) -> int:
    """Forget the keys of requests older than a day; answers how many."""
    return tx.execute(delete(requests).where(requests.c.at < tx.now - REMEMBERED)).rowcount


def sweep_paces(tx: Transaction) -> int:
    """Forget the pace of whoever has not been written to for a minute; answers how many."""
    return tx.execute(delete(paces).where(paces.c.free_at < tx.now - _PACE_KEPT)).rowcount
