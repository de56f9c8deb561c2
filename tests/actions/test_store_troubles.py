"""What stands in the way of a database is told apart from faults of the program, on both databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from scheduling.outbox.tables import requests
from scheduling.roster.tables import people
from scheduling.store.engine import ANSWERING_PATIENCE, Database, open_database
from scheduling.store.probe import try_to_write
from scheduling.store.troubles import DatabaseTrouble, TroubleKind, find_trouble
from tests.conftest import NOON
from tests.people import hire
from tests.ports import free_port
from tests.troubles import full_disk, only_readable


def _try(database: Database) -> None:
    with database.begin(NOON) as tx:
        try_to_write(tx)


def _trouble_of_writing(database: Database) -> DatabaseTrouble:
    with pytest.raises(DBAPIError) as caught:
        _try(database)
    found = find_trouble(caught.value)
    assert found is not None
    return found


def test_a_probe_writes_and_changes_nothing_that_anybody_sees(database: Database) -> None:
    _try(database)
    _try(database)


@pytest.fixture
def sqlite(tmp_path: Path, empty_sqlite: Path) -> Iterator[Database]:
    """An empty, migrated file."""
    shutil.copyfile(empty_sqlite, tmp_path / "muster.db")
    opened = open_database(f"sqlite:///{tmp_path / 'muster.db'}")
    yield opened
    opened.close()


def test_a_full_disk_is_known_by_name_and_what_was_begun_is_not_there(sqlite: Database) -> None:
    with full_disk(sqlite), pytest.raises(DBAPIError) as caught, sqlite.begin(NOON) as tx:
        for number in range(10_000):
            tx.execute(sa.insert(requests), {"key": f"{number:0100}", "at": NOON})
    found = find_trouble(caught.value)
    assert found is not None
    assert (found.kind, found.certain) == (TroubleKind.FULL, True)
    with sqlite.begin(NOON) as tx:
        assert tx.execute(sa.select(sa.func.count()).select_from(requests)).scalar() == 0
    _try(sqlite)


def test_a_database_that_may_only_be_read_is_known_by_the_probe(database: Database) -> None:
    with only_readable(database):
        assert _trouble_of_writing(database).kind is TroubleKind.READ_ONLY
    _try(database)


def test_a_server_that_is_not_there_is_away() -> None:
    database = open_database(f"postgresql+psycopg://muster@127.0.0.1:{free_port()}/muster")
    found = _trouble_of_writing(database)
    assert (found.kind, found.certain) == (TroubleKind.AWAY, True)


def test_an_answer_does_not_wait_for_a_lock_until_slack_has_given_up(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time: the patience of the process's own lock is tested elsewhere")
    with database.begin(NOON) as tx:
        ada = hire(tx).ada
    with database.begin(NOON) as holder:
        holder.lock(people, [ada.id])
        with pytest.raises(DBAPIError) as caught, database.begin(NOON, patience=ANSWERING_PATIENCE) as tx:
            assert tx.connection.scalar(sa.text("SHOW lock_timeout")) == "750ms"
            tx.lock(people, [ada.id])
    found = find_trouble(caught.value)
    assert found is not None
    assert (found.kind, found.certain) == (TroubleKind.BUSY, True)


def test_a_connection_that_breaks_before_the_commit_leaves_it_open_whether_it_was_written(
    database: Database,
) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("a file has no connection that could break")
    with pytest.raises(DBAPIError) as caught, database.begin(NOON) as tx:
        own = tx.connection.scalar(sa.text("SELECT pg_backend_pid()"))
        with database.engine.begin() as other:
            other.execute(sa.text("SELECT pg_terminate_backend(:own)"), {"own": own})
    found = find_trouble(caught.value)
    assert found is not None
    assert (found.kind, found.certain) == (TroubleKind.AWAY, False)


def test_a_fault_of_the_program_is_no_trouble_of_the_database(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught, database.begin(NOON) as tx:
        for _ in range(2):
            tx.execute(sa.insert(requests), {"key": "once", "at": NOON})
    assert find_trouble(caught.value) is None


def test_a_role_that_may_not_write_is_told_from_a_fault_of_the_program(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite knows no roles")
    with pytest.raises(DBAPIError) as refused, database.begin(NOON) as tx:
        tx.execute(sa.text("SET LOCAL ROLE pg_read_all_data"))
        try_to_write(tx)
    trouble = find_trouble(refused.value)
    assert trouble is not None
    assert trouble.kind is TroubleKind.READ_ONLY
