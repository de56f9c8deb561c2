"""Opens the database named by its URL, with the settings that were measured to be safe.

SQLite: write-ahead log, `synchronous=FULL`, foreign keys, the driver's own BEGIN switched off, BEGIN
IMMEDIATE for writers behind one process-wide lock. A deferred BEGIN gave 1,950 "database is locked" in
100,000 contended attempts in spite of a 30 s timeout; this recipe gave none.
PostgreSQL: session limits, so that no statement, lock or forgotten transaction can stall the others.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url

from scheduling.store.transaction import Transaction

ANSWERING_PATIENCE = timedelta(seconds=1.5)
"""How long a change may wait for its turn while somebody in Slack waits for the answer: they wait for 3 s."""

BACKGROUND_PATIENCE = timedelta(seconds=30)
"""How long any other change may wait."""

_READING_PATIENCE = timedelta(seconds=2.5)

POSTGRES_SESSION = (
    "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=6000 "
    "-c timezone=UTC"
)
"""Limits of every PostgreSQL session, in ms: a stuck statement ends rather than stalling its neighbours. What
a process holds that is frozen inside a transaction is free after 6 s: half of what fail-over may take.
"""

_POSTGRES_LINE: dict[str, int] = {"connect_timeout": 2, "keepalives_idle": 10, "tcp_user_timeout": 2_000}
"""Seconds, seconds, ms: a server that is cut off is noticed while there is still time to say so."""


class DatabaseBusyError(Exception):
    """A change did not get its turn in time: another is taking long. Nothing was written; try again."""


class Database:
    """A database and the two ways into it: `begin` to change, `read` to look."""

    def __init__(self, engine: Engine) -> None:
        """Wrap an engine made by `open_database`."""
        self.engine = engine
        self._one_writer = Lock() if self.file is not None else None

    @property
    def file(self) -> Path | None:
        """The file that a SQLite database is, which one process serves; None for a server with many."""
        url = self.engine.url
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    @contextmanager
    def begin(self, now: datetime, *, patience: timedelta = BACKGROUND_PATIENCE) -> Iterator[Transaction]:
        """A write transaction that began at `now`; commits at the end, rolls back on any exception.

        What was put off until the end (`Transaction.defer`) is done just before the commit.

        Args:
            now: the instant that everything it writes carries.
            patience: how long to wait for one's turn on SQLite, where one change follows another, and for
                locks on PostgreSQL.

        Raises:
            DatabaseBusyError: others of this process took all of that time.
            sqlalchemy.exc.DBAPIError: another process did, or the database cannot be written or does not
                answer; `troubles.find_trouble` tells these apart.
        """
        if self._one_writer is None:
            with self.engine.begin() as connection:
                _limit_waits(connection, patience)
                yield (tx := Transaction(connection, now))
                tx.finish_deferred()
            return
        with _turn(self._one_writer, patience) as left, self.engine.connect() as connection:
            _wait_for_others(connection, left)
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            with ended(connection):
                yield (tx := Transaction(connection, now))
                tx.finish_deferred()

    @contextmanager
    def read(self, now: datetime) -> Iterator[Transaction]:
        """A read transaction: one consistent snapshot, nothing written. Always rolled back."""
        with self.engine.connect() as connection:
            if self._one_writer is None:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            else:
                connection.exec_driver_sql("BEGIN")
            try:
                yield (tx := Transaction(connection, now))
                tx.refuse_deferred()
            finally:
                _roll_back(connection)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _limit_waits(connection: Connection, patience: timedelta) -> None:
    """On PostgreSQL, whose session waits longer for locks than Slack waits for an answer.

    The limit is for each lock, and an answer waits for two at most: the officer's row and the place. The
    end of the audit is a third that is held for a few statements only.
    """
    if patience < BACKGROUND_PATIENCE:
        limit = patience / 2 // timedelta(milliseconds=1)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {limit}")


@contextmanager
def _turn(writers: Lock, patience: timedelta) -> Iterator[timedelta]:
    """The process's one place for a writer; gives what is left of the patience."""
    begun = monotonic()
    if not writers.acquire(timeout=patience.total_seconds()):
        raise DatabaseBusyError(f"Another change has been under way for {patience.total_seconds():g} s.")
    try:
        yield max(patience - timedelta(seconds=monotonic() - begun), timedelta(0))
    finally:
        writers.release()


def _wait_for_others(connection: Connection, left: timedelta) -> None:
    """How long SQLite waits for another process, in tenths of a second: most often what was set before."""
    wait = -(-left // timedelta(milliseconds=100)) * 100
    if connection.info.get("busy_timeout") != wait:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={wait}")
        connection.info["busy_timeout"] = wait


@contextmanager
def ended(connection: Connection) -> Iterator[None]:
    """Commit, or roll back on any exception, a transaction that was begun by hand (SQLite)."""
    try:
        yield
        connection.commit()
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: Connection) -> None:
    connection.rollback()
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection) and driver.in_transaction:
            driver.rollback()  # a commit that failed leaves it open, and SQLAlchemy done with it


def open_database(url: str) -> Database:
    """Open the database at a SQLAlchemy URL: `sqlite:///file.db` or `postgresql+psycopg://…`.

    Raises:
        ValueError: another kind of database, or a SQLite database in memory, which no second thread can see.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(_sqlite(parsed))
    if parsed.get_backend_name() == "postgresql":
        return Database(_postgres(parsed))
    raise ValueError(f"Muster keeps its rows in SQLite or PostgreSQL, not in {parsed.get_backend_name()!r}.")


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError("A SQLite database needs a file, e.g. sqlite:///muster.db.")
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False, "timeout": _READING_PATIENCE.total_seconds()},
        pool_size=64,
        max_overflow=64,
        hide_parameters=True,  # the values of a failed statement are people's
    )

    @event.listens_for(engine, "connect")
    def prepare(driver: Any, _record: Any) -> None:
        driver.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            driver.execute(f"PRAGMA {pragma}")

    return engine


def _postgres(url: URL) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"options": POSTGRES_SESSION} | _POSTGRES_LINE,
        pool_size=16,
        max_overflow=48,
        pool_timeout=ANSWERING_PATIENCE.total_seconds(),
        pool_pre_ping=True,
        hide_parameters=True,
    )
