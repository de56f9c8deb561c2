"""Troubles of the machine, as far as a test can make them on any machine, and take them away again."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection

from scheduling.store.engine import Database


@contextmanager
def full_disk(database: Database) -> Iterator[None]:
    """Let a SQLite file grow no further, for whoever uses this `Database`.

    The file is filled first: a claim that fitted into an empty page would prove nothing.
    """
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        free = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
    assert not free, "the file has room inside"

    def limit(driver: DBAPIConnection, most: int) -> None:
        cursor = driver.cursor()
        cursor.execute(f"PRAGMA max_page_count={most}")
        cursor.close()

    with _lent(database, lambda driver: limit(driver, pages), lambda driver: limit(driver, 1_000_000)):
        yield


@contextmanager
def only_readable(database: Database) -> Iterator[None]:
    """Let nobody write who uses this `Database`: as if the file or the server took no changes."""
    sqlite = database.engine.dialect.name == "sqlite"

    def allow(driver: DBAPIConnection, *, writing: bool) -> None:
        cursor = driver.cursor()
        if sqlite:
            cursor.execute(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
        else:
            cursor.execute(f"SET default_transaction_read_only={'off' if writing else 'on'}")
            driver.commit()
        cursor.close()

    with _lent(database, partial(allow, writing=False), partial(allow, writing=True)):
        yield


@contextmanager
def _lent(
    database: Database, lame: Callable[[DBAPIConnection], None], heal: Callable[[DBAPIConnection], None]
) -> Iterator[None]:
    """While the block runs, every connection is lamed as it is lent, and healed as it comes back."""

    def on_checkout(driver: DBAPIConnection, *_: object) -> None:
        lame(driver)

    def on_checkin(driver: DBAPIConnection | None, *_: object) -> None:
        if driver is not None:
            heal(driver)

    sa.event.listen(database.engine, "checkout", on_checkout)
    sa.event.listen(database.engine, "checkin", on_checkin)
    try:
        yield
    finally:
        sa.event.remove(database.engine, "checkout", on_checkout)
        # the other is left in place: connections that are out come back as they were lent


class SmallDisk:
    """A disk of a few megabytes that a test can fill to the last byte."""

    def __init__(self, folder: Path) -> None:
        """Lie under `folder`."""
        self.folder = folder
        self._filling = folder / "filling"

    def fill(self) -> None:
        """Leave no room."""
        with suppress(OSError), self._filling.open("ab", buffering=0) as filling:
            while True:
                filling.write(bytes(4_096))

    def make_room(self) -> None:
        """As it was before."""
        self._filling.unlink()


@contextmanager
def small_disk(folder: Path, size: str = "8m") -> Iterator[SmallDisk]:
    """A file system of its own, in memory; the test is skipped where this account may not mount one."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small file system (root)")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
