"""The one way to the rows: a transaction that carries its connection and the instant it began."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, Table, select


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction; handed to actions and queries, never opened by them.

    Attributes:
        connection: the SQLAlchemy connection inside its transaction.
        now: the instant the transaction began, aware UTC. Everything it writes carries this instant.
    """

    connection: Connection
    now: datetime

    def execute(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        """Run one Core statement, or one statement for many rows of values."""
        return self.connection.execute(statement, values)

    def lock(self, table: Table, ids: Iterable[int]) -> None:
        """Hold the rows with these ids until the transaction ends, in ascending order.

        PostgreSQL lets writers of different rows run side by side, so whatever a rule is decided on must be
        held while it is decided. SQLite admits one writer at a time (BEGIN IMMEDIATE): nothing to do there.
        Always people before shifts, so that two transactions cannot wait for each other.
        """
        if self.connection.dialect.name == "sqlite":
            return
        wanted = sorted(set(ids))
        if wanted:
            self.execute(
                select(table.c.id).where(table.c.id.in_(wanted)).order_by(table.c.id).with_for_update()
            )
