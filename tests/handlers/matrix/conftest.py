"""The stage is set once; every cell begins with a copy of it."""

import shutil
from pathlib import Path

import pytest

from scheduling.store.engine import open_database
from tests.conftest import NOON
from tests.handlers.matrix.stage import Stage, set_stage


@pytest.fixture(scope="session")
def set_once(tmp_path_factory: pytest.TempPathFactory, empty_sqlite: Path) -> tuple[Path, Stage]:
    """A SQLite file with the stage in it, and the numbers on it."""
    path = tmp_path_factory.mktemp("stage") / "stage.db"
    shutil.copyfile(empty_sqlite, path)
    database = open_database(f"sqlite:///{path}")
    stage = set_stage(database, NOON)
    database.close()
    return path, stage
