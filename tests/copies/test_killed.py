"""kill -9 half-way through a backup, a restoration or a move: what stood there before still does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scheduling.copies.backups import back_up
from scheduling.copies.moves import move
from scheduling.copies.restores import restore
from scheduling.copies.sqlite_files import opened
from scheduling.store.engine import Database
from scheduling.store.schema import migrate
from tests.conftest import NOON
from tests.copies.state import ON_PURPOSE, sums
from tests.factories.roster import add_school

ROOT = Path(__file__).parents[2]
STAGES = ["copying", "checking"]


def killed(what: str, stage: str, source: object, target: object) -> None:
    """Have it begun in a process of its own, and end that without warning at the stage."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.copies.stopped_half_way", what, stage, str(source), str(target)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    with process, process.stdout:
        assert process.stdout.readline() == "half-way\n"
        process.kill()


def url_of(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_backup_leaves_the_last_one_and_the_next_one_clears_up(
    full: Database, tmp_path: Path, stage: str
) -> None:
    file = tmp_path / "away" / "muster.backup"
    file.parent.mkdir()
    file.write_text("last week's")
    killed("backup", stage, url_of(full), file)
    assert file.read_text() == "last week's"
    back_up(full, file, now=NOON, release="1.2.3", replace=True)
    assert [each.name for each in file.parent.iterdir()] == ["muster.backup"]
    with opened(file) as copy:
        assert sums(copy, without=("holds", "backup_label", "backup_contents")) == sums(
            full, without=("holds",)
        )


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_restoration_leaves_the_database_as_it_was_and_can_be_begun_again(
    full: Database, other: Database, tmp_path: Path, stage: str
) -> None:
    if stage == "copying" and other.engine.dialect.name == "sqlite":
        stage = "checking"  # a file is copied in one piece
    backup = tmp_path / "muster.backup"
    back_up(full, backup, now=NOON, release="1.2.3")
    migrate(other)
    with other.begin(NOON) as tx:
        add_school(tx, code="KEPT")
    before = sums(other)
    killed("restore", stage, backup, url_of(other))
    assert sums(other) == before
    aside = tmp_path / "aside again.db"
    restore(backup, other, now=NOON, release="1.2.3", aside=aside, replace=True)
    assert sums(other, without=ON_PURPOSE) == sums(full, without=ON_PURPOSE)


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_move_leaves_both_as_they_were_and_can_be_begun_again(
    full: Database, other: Database, stage: str
) -> None:
    migrate(other)
    before = sums(full), sums(other)
    killed("move", stage, url_of(full), url_of(other))
    assert (sums(full), sums(other)) == before
    move(full, other, now=NOON)
    assert sums(other) == before[0]
