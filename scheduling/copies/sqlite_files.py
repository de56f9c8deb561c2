"""SQLite files as files: copied page by page under a snapshot, checked, and closed without companions."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.engine import URL

from scheduling.copies.drafts import told_of
from scheduling.copies.errors import CopyError
from scheduling.copies.sums import Watch
from scheduling.store.engine import Database, open_database

_PAGES: Final = 1_000
"""Copied in one step: 4 MiB, as a rule."""


@contextmanager
def opened(file: Path) -> Iterator[Database]:
    """A SQLite file as a database; afterwards it is one file again, with nothing beside it."""
    database = open_database(URL.create("sqlite", database=str(file)).render_as_string())
    try:
        yield database
    finally:
        database.close()
    with told_of(file), closing(sqlite3.connect(file)) as alone:
        alone.execute("PRAGMA journal_mode=DELETE")


def copy_pages(source: Connection, file: Path, watch: Watch) -> None:
    """Copy all of the database to a file, as the source's transaction sees it.

    The transaction must have read something before: that holds its snapshot, and the copy then ends however
    busily others write. Without it SQLite would begin anew at every change of theirs.

    Raises:
        CopyError: the file cannot be written.
    """
    driver = source.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("only SQLite is copied page by page")

    def tell(_status: int, left: int, of: int) -> None:
        watch("copying", of - left, of)

    with told_of(file), closing(sqlite3.connect(file)) as target:
        driver.backup(target, pages=_PAGES, progress=tell)


def copy_file(file: Path, into: Path) -> None:
    """Copy a backup, which nobody has open, byte by byte.

    Raises:
        CopyError: it cannot be read, or the copy cannot be written.
    """
    try:
        content = file.open("rb")
    except OSError as error:
        raise CopyError(f"{file} cannot be read ({error.strerror}): name a backup that is there.") from error
    with content, told_of(into), into.open("wb") as copy:
        shutil.copyfileobj(content, copy)


def close_file(file: Path) -> None:
    """Have SQLite put everything into the file itself, so that nothing beside it belongs to it.

    What lies beside a file too broken for that stays.

    Raises:
        CopyError: another process has it open.
    """
    with closing(sqlite3.connect(file, timeout=2)) as alone:
        try:
            alone.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise CopyError(f"{file} is in use ({error}): end what works with it, then try again.") from None
        except sqlite3.DatabaseError:
            return


def set_aside(file: Path, aside: Path) -> None:
    """Keep a SQLite file under a second name, until another takes its place under the first.

    Raises:
        CopyError: the machine does not let us.
    """
    close_file(file)
    with told_of(aside):
        os.link(file, aside)
        for ending in ("-wal", "-shm"):
            beside = file.with_name(file.name + ending)
            if beside.exists():  # of a broken file: it must not be taken for a part of the new one
                beside.replace(aside.with_name(aside.name + ending))


def check_pages(database: Database, file: Path) -> None:
    """Have SQLite look through every page and reference of a file.

    Raises:
        CopyError: something is broken in it.
    """
    with database.engine.connect() as connection:
        faults = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
        astray = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if faults != ["ok"]:
        raise CopyError(f"{file} is damaged: {'; '.join(map(str, faults))[:300]}. Use another backup.")
    if astray:
        raise CopyError(
            f"{file} has rows that point nowhere, in the table {astray[0][0]!r}. Use another one."
        )
