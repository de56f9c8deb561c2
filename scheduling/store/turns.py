"""Work of which one goes on at a time, however many processes share the database."""

from enum import IntEnum

from sqlalchemy import Connection, text


class Turn(IntEnum):
    """What takes turns. The value is the key of PostgreSQL's advisory lock; any number does, once only."""

    MIGRATION = 7_305_726
    IMPORT = 7_305_727  # roster.csv, schools.csv and the feed: each compares with rows, and all add schools


def take_turn(connection: Connection, turn: Turn) -> None:
    """Hold off others of the same kind until this transaction ends. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(turn)})
