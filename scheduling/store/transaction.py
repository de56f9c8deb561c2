"""The one way to the rows: a transaction that carries its connection and the instant it began."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Executable, Select, Table, select

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction; handed to actions and queries, never opened by them.

    Attributes:
        connection: the SQLAlchemy connection inside its transaction.
        now: the instant the transaction began, aware UTC. Everything it writes carries this instant.
    """

    connection: Connection
    now: datetime
    _deferred: dict[tuple[int, Callable[..., None]], list[Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def execute(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        """Run one Core statement, or one statement for many rows of values."""
        return self.connection.execute(statement, values)

    def defer(
        self, finish: Callable[["Transaction", list[Entry]], None], *entries: Entry, turn: int = 0
    ) -> None:
        """Have `finish` called once before the commit, with the entries of every such call in their order.

        For what everybody writes to and must therefore hold for as short a time as can be. Whoever waits in
        `finish` waits with every lock of the transaction in hand, for others who are about to commit: so
        `finish` must wait for nothing that a transaction may hold before its end. Nothing is called if the
        body of the transaction fails.

        The lower `turn` is called first, whatever was put off first: in every transaction the same order, so
        that no two that are about to commit wait for each other.
        """
        self._deferred.setdefault((turn, finish), []).extend(entries)

    def finish_deferred(self) -> None:
        """Do what was put off, and what doing it puts off again. `Database.begin` calls it last."""
        while self._deferred:
            which = min(self._deferred, key=itemgetter(0))
            _, finish = which
            finish(self, self._deferred.pop(which))

    def refuse_deferred(self) -> None:
        """Let nothing that was put off in a transaction that only reads be forgotten in silence.

        Raises:
            RuntimeError: something was.
        """
        if self._deferred:
            raise RuntimeError("A change was put off in a transaction that only reads; open it with `begin`.")

    def lock(self, table: Table, ids: Iterable[int], *, shared: bool = False) -> None:
        """Hold the rows with these ids until the transaction ends, in ascending order.

        `shared` keeps them from being changed and lets others share them: where a unique index decides among
        many, they need not queue for the row as well.

        PostgreSQL lets writers of different rows run side by side, so whatever a rule is decided on must be
        held while it is decided. SQLite admits one writer at a time (BEGIN IMMEDIATE): nothing to do there.
        Always people before shifts, so that two transactions cannot wait for each other.
        """
        if self.connection.dialect.name == "sqlite":
            return
        wanted = set(ids)
        if wanted:
            rows = _rows(table, wanted)
            self.execute(rows.with_for_update(read=True) if shared else rows.with_for_update(key_share=True))

    def lock_idle(self, table: Table, ids: Iterable[int]) -> set[int]:
        """Hold those of the rows that no other transaction holds, without waiting; answers which they are.

        For work that can come back later: since it never waits, the order of locking does not matter.
        """
        wanted = set(ids)
        if self.connection.dialect.name == "sqlite" or not wanted:
            return wanted
        idle = _rows(table, wanted).with_for_update(key_share=True, skip_locked=True)
        return set(self.execute(idle).scalars())


def _rows(table: Table, ids: Iterable[int]) -> Select[tuple[int]]:
    """Locked FOR NO KEY UPDATE: rows elsewhere may still come to point at these."""
    return select(table.c.id).where(table.c.id.in_(sorted(ids))).order_by(table.c.id)
