"""The stage is set once; every cell begins with a copy of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduling.store.engine import Database, open_database
from tests.conftest import NOON
from tests.handlers.matrix.stage import Stage, set_stage
from tests.handlers.matrix.training import POLICY
from tests.handlers.office import Office, keep_calls, open_office


@pytest.fixture(scope="session")
def set_once(tmp_path_factory: pytest.TempPathFactory, empty_sqlite: Path) -> tuple[Path, Stage]:
    """A SQLite file with the stage in it, and the numbers on it."""
    path = tmp_path_factory.mktemp("stage") / "stage.db"
    shutil.copyfile(empty_sqlite, path)
    database = open_database(f"sqlite:///{path}")
    stage = set_stage(database, NOON)
    database.close()
    return path, stage


@pytest.fixture
def stage(set_once: tuple[Path, Stage]) -> Stage:
    """The numbers on it."""
    return set_once[1]


@pytest.fixture
def staged(set_once: tuple[Path, Stage], tmp_path: Path) -> Iterator[Database]:
    """A database of the test's own with the stage in it; on SQLite, for what is asked is read and judged long
    before the database matters.
    """
    shutil.copyfile(set_once[0], tmp_path / "stage.db")
    opened = open_database(f"sqlite:///{tmp_path / 'stage.db'}")
    yield opened
    opened.close()


@pytest.fixture
def office(staged: Database, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The app over it, at noon."""
    opened = open_office(staged, NOON, POLICY)
    keep_calls(opened, monkeypatch)
    return opened
