"""Troubles of the machine, as far as a test can make them on any machine, and take them away again."""

from collections.abc import Iterator
from contextlib import contextmanager

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

    def on_checkout(driver: DBAPIConnection, *_: object) -> None:
        limit(driver, pages)

    def on_checkin(driver: DBAPIConnection | None, *_: object) -> None:
        if driver is not None:
            limit(driver, 1_000_000)

    sa.event.listen(database.engine, "checkout", on_checkout)
    sa.event.listen(database.engine, "checkin", on_checkin)
    try:
        yield
    finally:
        sa.event.remove(database.engine, "checkout", on_checkout)
        sa.event.remove(database.engine, "checkin", on_checkin)
