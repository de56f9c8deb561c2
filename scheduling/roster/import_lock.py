"""Imports follow one another: each compares the file with rows that no other import is changing."""

from sqlalchemy import text

from scheduling.store.transaction import Transaction

_KEY = 7305728


def one_at_a_time(tx: Transaction) -> None:
    """Hold off other imports until this transaction ends. SQLite has one writer anyway."""
    if tx.connection.dialect.name == "postgresql":
        tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KEY})
