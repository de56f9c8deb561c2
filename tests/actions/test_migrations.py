"""Every migration goes down and up again over tables with rows in them, on both databases."""

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

import scheduling.store.migrations
from scheduling.audit.actions import Change, record
from scheduling.audit.tables import audit, audit_head
from scheduling.audit.verify import verify_chain
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import current_version, head_version, migrate
from scheduling.store.transaction import Transaction

Rows = dict[str, list[dict[str, Any]]]

MIGRATIONS = ScriptDirectory(next(iter(scheduling.store.migrations.__path__)))
OLDER_VERSIONS = [each.revision for each in MIGRATIONS.walk_revisions() if not each.is_head]


def fill(tx: Transaction) -> None:
    """Put two rows into every table, each column filled, each reference leading to a row.

    The audit is filled by the one way into it; it has an end, and one only.
    """
    for table in SQLModel.metadata.sorted_tables:
        if table in {audit, audit_head}:
            continue
        for number in (1, 2):
            row = {column.name: value_for(column, number, tx.now) for column in table.columns}
            tx.execute(table.insert(), row)
    for number in (1, 2):
        values = {"day_hours": 8.0, "officer": number}
        record(tx, Change("person:1", "shift_claimed", "shift", number, values, values, reason="a test"))


def value_for(column: sa.Column[Any], number: int, now: datetime) -> Any:
    for reference in column.foreign_keys:
        of_its_own_table = reference.column.table is column.table
        return (number - 1 or None) if of_its_own_table else number
    values: dict[type, Any] = {
        str: f"{number}-{column.name}"[: getattr(column.type, "length", None)],
        bool: True,
        int: number,
        datetime: now,
        date: now.date(),
        bytes: b"kept",
        object: {"number": number},  # JSON
    }
    stored = column.type.impl_instance if isinstance(column.type, sa.TypeDecorator) else column.type
    return values[stored.python_type]


def all_rows(database: Database, *, only: set[str] | None = None) -> Rows:
    """Every row of the tables that the database has, by the columns that it has."""
    here = sa.MetaData()
    here.reflect(database.engine)
    with database.engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for name, table in here.tables.items()
            if name != "alembic_version" and (only is None or name in only)
        }


@pytest.fixture
def full(database: Database, now: datetime) -> Database:
    """A database of this release with rows in every table."""
    with database.begin(now) as tx:
        fill(tx)
    return database


def test_every_step_back_can_be_taken_forth_again_and_what_stands_in_the_tables_stays(
    full: Database, now: datetime
) -> None:
    for version in OLDER_VERSIONS:
        migrate(full, version)
        assert current_version(full) == version
        before = all_rows(full)
        assert all(before.values())
        migrate(full)
        assert current_version(full) == head_version()
        after = all_rows(full, only=set(before))
        assert {name: len(rows) for name, rows in after.items()} == {
            name: len(rows) for name, rows in before.items()
        }
        with full.read(now) as tx:
            assert verify_chain(tx).broken is None


def test_a_full_database_is_emptied_and_built_anew_as_the_tables_declare(
    full: Database, now: datetime
) -> None:
    migrate(full, "base")
    assert current_version(full) is None
    assert all_rows(full) == {}
    migrate(full)
    with full.begin(now) as tx:
        fill(tx)
    with full.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_audit_can_be_neither_changed_nor_replaced_nor_emptied_once_it_is_built_anew(
    full: Database, now: datetime
) -> None:
    migrate(full, "base")
    migrate(full)
    with full.begin(now) as tx:
        fill(tx)
    before = all_rows(full, only={"audit"})
    on_sqlite = full.engine.dialect.name == "sqlite"
    for statement in (
        "UPDATE audit SET reason = 'nothing happened'",
        "DELETE FROM audit",
        "REPLACE INTO audit SELECT * FROM audit" if on_sqlite else "TRUNCATE audit",
    ):
        with pytest.raises(DBAPIError, match="append-only"), full.begin(now) as tx:
            tx.execute(sa.text(statement))
    assert all_rows(full, only={"audit"}) == before


def test_a_migration_that_would_leave_a_row_pointing_nowhere_is_taken_back_on_sqlite(
    empty_sqlite: Path, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(f"sqlite:///{shutil.copyfile(empty_sqlite, tmp_path / 'muster.db')}")
    with database.begin(now) as tx:
        fill(tx)

    def forgetful(connection: sa.Connection, to: str) -> bool:
        connection.exec_driver_sql("DELETE FROM schools")
        return True

    monkeypatch.setattr("scheduling.store.schema._walk", forgetful)
    with pytest.raises(RuntimeError, match="point nowhere"):
        migrate(database)
    assert len(all_rows(database)["schools"]) == 2
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


def test_a_migration_may_take_its_time_between_two_statements(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.file is not None:
        pytest.skip("a file ends nobody's transaction")
    limits = list[str]()

    def look(connection: sa.Connection, _to: str) -> bool:
        limits.append(str(connection.scalar(sa.text("SHOW idle_in_transaction_session_timeout"))))
        return False

    monkeypatch.setattr("scheduling.store.schema._walk", look)
    migrate(database)
    assert limits == ["1min"]
