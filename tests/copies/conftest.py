"""A database with rows in every table, and others beside it that are empty."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from scheduling.store.engine import Database, open_database
from tests.actions.test_migrations import fill
from tests.conftest import NOON


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that asks for `other` with every kind of database there is."""
    if "other" in metafunc.fixturenames:
        kinds = (
            ["to_sqlite", "to_postgresql"] if os.environ["MUSTER_TEST_POSTGRES_RUNNING"] else ["to_sqlite"]
        )
        metafunc.parametrize("other", kinds, indirect=True)


@pytest.fixture
def full(database: Database) -> Database:
    """A database of this release with rows in every table."""
    with database.begin(NOON) as tx:
        fill(tx)
    return database


@pytest.fixture
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Another database that is not even migrated; a file is not there yet."""
    if request.param == "to_sqlite":
        opened = open_database(f"sqlite:///{tmp_path / 'other.db'}")
        yield opened
        opened.close()
        return
    server = os.environ["MUSTER_TEST_POSTGRES_RUNNING"]
    name = f"other_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server.replace('+psycopg', '')}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        opened = open_database(f"{server}/{name}")
        yield opened
        opened.close()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
