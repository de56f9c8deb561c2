"""Trouble of the database is told once, known while nothing is due, and over when it is over."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from structlog.testing import capture_logs

from bot.database.watch import PROBE_SECONDS, DatabaseWatch
from scheduling.store.engine import Database, DatabaseBusyError, open_database
from tests.conftest import NOON
from tests.handlers.office import MovableClock
from tests.people import hire
from tests.troubles import only_readable, small_disk


@pytest.fixture
def watch(database: Database) -> DatabaseWatch:
    """A watch that has found all well."""
    watch = DatabaseWatch(database, MovableClock(NOON))
    watch.look()
    assert watch.trouble == ""
    return watch


def test_what_every_part_meets_each_second_is_logged_once(watch: DatabaseWatch, database: Database) -> None:
    with capture_logs() as log:
        with only_readable(database):
            for _ in range(3):
                with pytest.raises(DBAPIError) as met, database.begin(NOON) as tx:
                    hire(tx)
                assert watch.explains(met.value)
                watch.look()
            assert "MUSTER_DATABASE_URL" in watch.trouble
        for _ in range(3):
            watch.look()
        assert watch.trouble == ""
    assert [(line["log_level"], line["trouble"]) for line in log] == [
        ("error", "read_only"),
        ("info", "read_only"),
    ]


def test_a_database_that_cannot_be_written_is_known_although_nobody_writes(
    watch: DatabaseWatch, database: Database
) -> None:
    with only_readable(database):
        watch.look()
        assert watch.trouble == "", "it was tried a moment ago"
        assert watch._probed_at is not None
        watch._probed_at -= PROBE_SECONDS
        watch.look()
        assert watch.trouble.startswith("The database cannot be written")


def test_a_turn_that_did_not_come_is_no_trouble_of_the_database(watch: DatabaseWatch) -> None:
    assert not watch.explains(DatabaseBusyError("Another change has been under way for 2 s."))
    assert not watch.explains(KeyError("shift"))
    assert watch.trouble == ""


@pytest.fixture
def nearly_full(tmp_path: Path, empty_sqlite: Path) -> Iterator[tuple[Database, ExitStack]]:
    """A file on a small disk, and what makes room there."""
    with small_disk(tmp_path / "disk") as disk, ExitStack() as full:
        file = shutil.copyfile(empty_sqlite, disk.folder / "muster.db")
        database = open_database(f"sqlite:///{file}")
        disk.fill()
        full.callback(disk.make_room)
        yield database, full
        database.close()


def test_a_disk_without_room_is_known_before_a_change_fails_on_it(
    nearly_full: tuple[Database, ExitStack],
) -> None:
    database, full = nearly_full
    watch = DatabaseWatch(database, MovableClock(NOON))
    watch.look()
    assert watch.trouble.startswith("The disk of the database is full")
    full.close()
    watch.look()
    assert watch.trouble == ""


def test_a_change_under_way_is_not_taken_for_trouble(watch: DatabaseWatch, database: Database) -> None:
    watch._probed_at = None
    with database.begin(NOON):
        watch.look()
    assert watch.trouble == ""
