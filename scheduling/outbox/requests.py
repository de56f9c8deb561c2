"""Requests that were seen: a key is written down once, and whoever comes second finds it there."""

from scheduling.outbox.tables import requests
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction


def remember_request(tx: Transaction, key: str) -> bool:
    """Write a key down; False where it stood there already. `forget.py` forgets it after a day."""
    added = returning_unless_there(tx, requests.c.key, unique=["key"])
    return tx.execute(added, {"key": key, "at": tx.now}).first() is not None
