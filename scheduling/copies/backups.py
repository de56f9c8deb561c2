"""A backup: one SQLite file with every row as of one instant, whatever the database, made while others write.

SQLite is copied page by page under a snapshot that is held from the first page to the last check. PostgreSQL
is read row by row in one REPEATABLE READ transaction. Either way the file is then read again and held against
what was read of the source.

The file carries a hold on its own outbox: wherever it comes to stand as a database, it sends nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text

from scheduling.copies.drafts import draft_of
from scheduling.copies.errors import CopyError
from scheduling.copies.labels import LABEL_TABLES, Label, write_label
from scheduling.copies.rows import copy_rows, require_alike
from scheduling.copies.sqlite_files import check_pages, copy_pages, opened
from scheduling.copies.sums import TableSum, Watch, checksum_of, sum_tables, unwatched
from scheduling.copies.tables import find_tables
from scheduling.outbox.holds import OUTBOX, place_hold
from scheduling.store.engine import Database
from scheduling.store.schema import migrate, version_in
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Backup:
    """What was backed up: the file, its size in bytes, what it says of itself, and its tables."""

    file: Path
    size: int
    label: Label
    sums: tuple[TableSum, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(each.rows for each in self.sums)

    @property
    def checksum(self) -> str:
        """The checksum of all tables together."""
        return checksum_of(self.sums)


def back_up(
    database: Database,
    file: Path,
    *,
    now: datetime,
    release: str,
    replace: bool = False,
    watch: Watch = unwatched,
) -> Backup:
    """Write a backup of a database that may be in use, at whatever schema version it stands, and check it.

    Args:
        database: the source; nothing is written to it.
        file: appears complete or not at all.
        now: the instant that the backup is of, aware UTC.
        release: of Muster; written into the file.
        replace: whether a file that stands there already may be replaced.
        watch: told how far it has come.

    Raises:
        CopyError: it cannot be; nothing was left behind, and what stood there before still does.
    """
    _look_first(database, file, replace=replace)
    with draft_of(file) as draft:
        with reading(database, now) as source:
            version = version_in(source)
            if version is None:
                raise CopyError(
                    "There is nothing to back up: the database is empty. See MUSTER_DATABASE_URL."
                )
            label = Label(now, release, version, source.dialect.name)
            sums = _write(source, label, draft, watch)
        with opened(draft) as written:
            check_pages(written, draft)
            with written.read(now) as tx:
                tables = find_tables(tx.connection, leave_out=LABEL_TABLES)
                require_alike(sums, sum_tables(tx.connection, tables, watch))
            with written.begin(now) as tx:
                sums = _hold(tx, sums)
                write_label(tx.connection, label, sums)
        size = draft.stat().st_size
    return Backup(file, size, label, tuple(sums))


@contextmanager
def reading(database: Database, now: datetime) -> Iterator[Connection]:
    """One state of a database for as long as it takes."""
    with database.read(now) as tx:
        lift_limits(tx.connection)
        yield tx.connection


def lift_limits(connection: Connection) -> None:
    """Let this transaction take its time: the limits of a session are made for people's claims."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def _look_first(database: Database, file: Path, *, replace: bool) -> None:
    live = database.file
    if file.is_dir() or not file.parent.is_dir():
        raise CopyError(f"{file} cannot be written: name a file in a folder that is there.")
    if live is not None and file.exists() and live.exists() and file.samefile(live):
        raise CopyError(f"{file} is the database itself (MUSTER_DATABASE_URL): name another file.")
    if file.exists() and not replace:
        raise CopyError(f"{file} is there already: name another file, or say --force to replace it.")


def _write(source: Connection, label: Label, draft: Path, watch: Watch) -> list[TableSum]:
    """Fill the draft; answers what was read of the source."""
    tables = find_tables(source, leave_out=LABEL_TABLES)
    if source.dialect.name == "sqlite":
        copy_pages(source, draft, watch)
        return sum_tables(source, tables, watch)
    with opened(draft) as target:
        migrate(target, label.schema_version)
        with target.begin(label.at) as tx:
            return copy_rows(source, tables, tx.connection, watch)


def _hold(tx: Transaction, sums: list[TableSum]) -> list[TableSum]:
    """Let the file's outbox rest; answers the sums with it. Older schemas get it when restored."""
    there = find_tables(tx.connection, only=("holds",))
    if not there.tables:
        return sums
    reason = f"a copy as of {tx.now:%Y-%m-%d %H:%M} UTC; see `muster outbox reconcile`"
    place_hold(tx, OUTBOX, since=tx.now, reason=reason)
    (held,) = sum_tables(tx.connection, there)
    return [held if each.table == held.table else each for each in sums]
