"""A deed that breaks off at one of its statements, as in a power cut, and everything that is there after."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction


class PowerCutError(BaseException):
    """The statement is not carried out, and nobody is left to catch why."""


def breaks(
    database: Database,
    deed: Callable[[Transaction], object],
    at: datetime,
    statement: int,
    *,
    writing: bool = False,
) -> bool:
    """Do it in a transaction of its own, with one statement that fails; False: it has fewer, and is done."""
    with failing_at(database, statement, writing=writing):
        try:
            with database.begin(at) as tx:
                deed(tx)
        except PowerCutError:
            return True
    return False


def break_off_everywhere(database: Database, deed: Callable[[Transaction], object], at: datetime) -> int:
    """Begin it again and again, broken off at each statement that writes and at last just before its commit;
    answers how many there are. Cheaper than to look at everything after each statement.
    """
    statement, is_through = 0, False

    def until_the_commit(tx: Transaction) -> None:
        nonlocal is_through
        deed(tx)
        tx.finish_deferred()
        is_through = True
        raise PowerCutError

    while not is_through:
        assert breaks(database, until_the_commit, at, statement, writing=True)
        statement += 1
    return statement - 1


def nothing_comes_of_a_part(database: Database, deed: Callable[[Transaction], object], at: datetime) -> None:
    """Wherever it breaks off, nothing of it is there."""
    before = everything(database)
    assert break_off_everywhere(database, deed, at) > 2
    assert everything(database) == before


def all_of_it_or_nothing(database: Database, deed: Callable[[Transaction], object], at: datetime) -> None:
    """Wherever it breaks off, nothing of it is there; then it is done."""
    nothing_comes_of_a_part(database, deed, at)
    before = everything(database)
    with database.begin(at) as tx:
        deed(tx)
    assert everything(database) != before


@contextmanager
def failing_at(database: Database, number: int, *, writing: bool = False) -> Iterator[None]:
    """While the block runs, the statement with this number (from 0) fails; `writing`: of those that write."""
    seen = 0

    def on_statement(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal seen
        seen += not (writing and statement.startswith("SELECT"))
        if seen == number + 1:
            raise PowerCutError

    sa.event.listen(database.engine, "before_cursor_execute", on_statement)
    try:
        yield
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", on_statement)


def everything(database: Database) -> dict[str, list[str]]:
    """Every row of every table."""
    with database.engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(sa.select(table)).all()))
            for name, table in SQLModel.metadata.tables.items()
        }
