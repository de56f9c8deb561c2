"""What every test may ask for: a migrated, empty database on SQLite and on PostgreSQL, and an instant."""

import logging
import os
import shutil
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import psycopg
import pytest
import structlog

from scheduling.store import engine
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from tests.fakes.parsers.programs import Programs, running_programs
from tests.people import Cast, hire
from tests.postgres import running_server

NOON = datetime(2026, 8, 12, 19, 0, tzinfo=UTC)
"""Wednesday, 12 August 2026, noon in Phoenix."""

# The same cases each time, so that a change is judged by itself; `--hypothesis-profile explore` goes further.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", max_examples=2_000, deadline=None, print_blob=True)
hypothesis.settings.load_profile("same")

# On a busy machine a test may stand still for longer than a process in earnest may, which is stuck then. Bots
# in processes of their own keep the limits that are in earnest.
engine.POSTGRES_SESSION = (
    "-c statement_timeout=60000 -c lock_timeout=30000 -c idle_in_transaction_session_timeout=60000 "
    "-c timezone=UTC"
)

_SERVER = "MUSTER_TEST_POSTGRES_RUNNING"
_TEMPLATE = "muster_template"
_open = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once for all workers."""
    if hasattr(config, "workerinput"):
        return
    url = _open.enter_context(running_server())
    os.environ[_SERVER] = url or ""
    if url is not None:
        _make_template(url)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    if not hasattr(config, "workerinput"):
        _open.close()


def pytest_report_header() -> str:
    """Say which databases are tested."""
    return (
        "databases: SQLite and PostgreSQL"
        if os.environ[_SERVER]
        else "databases: SQLite (no PostgreSQL here)"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that asks for `database_url` on every database there is."""
    if "database_url" in metafunc.fixturenames:
        kinds = ["sqlite", "postgresql"] if os.environ[_SERVER] else ["sqlite"]
        metafunc.parametrize("database_url", kinds, indirect=True)


def _make_template(url: str) -> None:
    with psycopg.connect(_plain(url, "postgres"), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {_TEMPLATE}")
        admin.execute(f"CREATE DATABASE {_TEMPLATE}")
    database = open_database(f"{url}/{_TEMPLATE}")
    migrate(database)
    database.close()


def _plain(url: str, name: str) -> str:
    return f"{url.replace('+psycopg', '')}/{name}"


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    return path


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path, empty_sqlite: Path) -> Iterator[str]:
    """The URL of a migrated, empty database of the test's own."""
    if request.param == "sqlite":
        shutil.copyfile(empty_sqlite, tmp_path / "muster.db")
        yield f"sqlite:///{tmp_path / 'muster.db'}"
        return
    with empty_postgres() as url:
        yield url


@contextmanager
def empty_postgres() -> Iterator[str]:
    """The URL of a migrated, empty database on the PostgreSQL server of the tests, gone afterwards."""
    server = os.environ[_SERVER]
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(_plain(server, "postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, opened."""
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def now() -> datetime:
    """Wednesday, 12 August 2026, noon in Phoenix."""
    return NOON


@pytest.fixture
def cast(database: Database, now: datetime) -> Cast:
    """The cast of `tests/people.py`, on the roster of the test's database."""
    with database.begin(now) as tx:
        return hire(tx)


@pytest.fixture(scope="session")
def programs() -> Iterator[Programs]:
    """The calendar programs that read what Muster writes."""
    with running_programs() as programs:
        yield programs


@pytest.fixture
def logging_restored() -> Iterator[None]:
    """For a test that sets logging up: afterwards it is as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = threading.excepthook, sys.unraisablehook
    yield
    threading.excepthook, sys.unraisablehook = hooks
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
