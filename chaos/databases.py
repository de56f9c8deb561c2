"""Where the promises are measured: SQLite in a folder of its own, and a throwaway PostgreSQL."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import psycopg

from scheduling.store.engine import open_database
from scheduling.store.schema import migrate
from tests.postgres import running_server

SQLITE: Final = "SQLite"
POSTGRESQL: Final = "PostgreSQL"


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of database to measure on.

    Attributes:
        name: SQLITE or POSTGRESQL.
        empty: a context with the URL of a new, migrated, empty database, which is gone afterwards.
    """

    name: str
    empty: Callable[[], AbstractContextManager[str]]


@contextmanager
def places() -> Iterator[list[Place]]:
    """SQLite, and PostgreSQL where this machine has it (`MUSTER_TEST_POSTGRES`, see tests/postgres.py)."""
    with running_server() as server:
        found = [Place(SQLITE, _sqlite_file)]
        if server is not None:
            found.append(Place(POSTGRESQL, lambda: _postgresql_database(server)))
        yield found


@contextmanager
def _sqlite_file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="muster-chaos-") as folder:
        yield _migrated(f"sqlite:///{Path(folder, 'muster.db')}")


@contextmanager
def _postgresql_database(server: str) -> Iterator[str]:
    name = f"chaos_{uuid4().hex[:12]}"
    with psycopg.connect(f"{server.replace('+psycopg', '')}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield _migrated(f"{server}/{name}")
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _migrated(url: str) -> str:
    database = open_database(url)
    migrate(database)
    database.close()
    return url
