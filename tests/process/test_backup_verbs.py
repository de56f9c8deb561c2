"""`muster backup`, `restore`, `copy-to` and `outbox reconcile`, as a person types them."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.clock import SystemClock
from bot.database.sole_owner import SoleOwner
from bot.database.standstill import MovedAwayError, StillServedError, at_a_standstill, refuse_moved
from bot.settings import EXAMPLES
from scheduling.outbox.actions import Notice, enqueue
from scheduling.outbox.holds import SERVING, find_hold
from scheduling.replicas.actions import beat, register
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import head_version, migrate
from tests.conftest import NOON
from tests.factories.roster import add_person


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, in which muster.db is the database."""
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def office(home: Path) -> Path:
    """With one person on the roster, and one notice that waits."""
    with_rows(home / "muster.db")
    return home


def with_rows(file: Path) -> None:
    database = open_database(f"sqlite:///{file}")
    migrate(database)
    with database.begin(NOON) as tx:
        person = add_person(tx)
        enqueue(tx, [Notice("shift_claimed", f"person:{person.id}", "first")])
    database.close()


class Beating:
    """A clock by which a replica's heart beats whenever somebody asks for the time."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def now(self) -> datetime:
        with self.database.begin(NOON) as tx:
            assert beat(tx, "r1")
        return NOON


def run(*words: str) -> Result:
    """Type a command."""
    return CliRunner().invoke(app, list(words))


def said(result: Result) -> str:
    """What was printed, or the sentence that `muster` would print."""
    return result.output + str(result.exception or "")


def test_a_backup_is_written_restored_and_reconciled(office: Path) -> None:
    backed_up = run("backup", "monday.backup")
    assert backed_up.exit_code == 0
    assert "read them again" in backed_up.output
    checksum = backed_up.output.rsplit("checksum ", 1)[1].strip()
    assert "--replace" in said(run("restore", "monday.backup"))
    restored = run("restore", "monday.backup", "--replace")
    assert restored.exit_code == 0
    assert checksum in restored.output
    assert "It sends nothing yet" in restored.output
    assert len(list(office.glob("muster.db.replaced-*"))) == 1
    assert "sends nothing" in run("check").output
    shown = run("outbox", "reconcile")
    assert shown.exit_code == 1, "nobody was there to agree"
    assert "shift_claimed" in shown.output
    assert "Nothing was changed" in shown.output
    done = run("outbox", "reconcile", "--drop-older-than", "1h", "--yes")
    assert done.exit_code == 0
    assert "1 were dropped" in done.output
    assert "nothing to reconcile" in run("outbox", "reconcile", "--yes").output


def test_a_move_prints_both_sides_and_the_old_database_is_refused_from_then_on(office: Path) -> None:
    moved = run("copy-to", "sqlite:///new.db")
    assert moved.exit_code == 0
    assert "people" in moved.output
    assert "DIFFERS" not in moved.output
    old, new = open_database("sqlite:///muster.db"), open_database("sqlite:///new.db")
    with pytest.raises(MovedAwayError, match=r"new\.db"):
        refuse_moved(old, SystemClock())
    refuse_moved(new, SystemClock())
    with new.read(NOON) as tx:
        assert find_hold(tx) is None
    old.close()
    new.close()
    assert "moved to" in run("check").output


@pytest.mark.parametrize(
    "words", [("restore", "monday.backup", "--replace"), ("copy-to", "sqlite:///new.db")]
)
def test_a_file_that_a_bot_serves_is_neither_replaced_nor_moved(office: Path, words: tuple[str, ...]) -> None:
    run("backup", "monday.backup")
    owner = SoleOwner("sqlite:///muster.db")
    owner.take()
    try:
        assert "Another Muster serves muster.db" in said(run(*words))
    finally:
        owner.give_back()
    assert run(*words).exit_code == 0


def test_a_backup_is_made_while_the_bot_holds_the_file(office: Path) -> None:
    owner = SoleOwner("sqlite:///muster.db")
    owner.take()
    try:
        assert run("backup", "monday.backup").exit_code == 0
    finally:
        owner.give_back()


def test_what_is_not_there_is_said_in_a_sentence_and_nothing_is_made(home: Path) -> None:
    assert "There is no database muster.db" in said(run("backup", "monday.backup"))
    assert "cannot be read" in said(run("restore", "monday.backup"))
    assert "There is no database muster.db" in said(run("copy-to", "sqlite:///new.db"))
    assert not list(home.glob("*.db"))
    assert not list(home.glob("*.backup*"))


def test_a_target_that_is_no_address_is_told_without_its_password(office: Path) -> None:
    told = said(run("copy-to", "mysql://muster:secret@host/muster"))
    assert "SQLite or PostgreSQL" in told
    assert "secret" not in told


def test_a_target_that_is_not_there_is_not_blamed_on_the_setting(office: Path) -> None:
    told = said(run("copy-to", "sqlite:////no/such/folder/new.db"))
    assert "The target cannot be used" in told
    assert "MUSTER_DATABASE_URL" not in told
    with open_database("sqlite:///muster.db").read(NOON) as tx:
        assert find_hold(tx, SERVING) is None


def test_a_replica_whose_heart_beats_keeps_its_database_and_a_dead_one_does_not(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no replicas: its file has a lock")
    with database.begin(NOON) as tx:
        register(tx, replica_id="r1", name="muster-1", release="1.2.3", schema_version=head_version())
    monkeypatch.setattr("bot.database.standstill._LOOK_EVERY", 0.1)
    monkeypatch.setattr("bot.database.standstill.DEAD_SECONDS", 0.3)
    with at_a_standstill(database, SystemClock()):
        pass

    with pytest.raises(StillServedError, match="muster-1"), at_a_standstill(database, Beating(database)):
        pass


def test_a_backup_that_is_told_to_end_says_so_and_leaves_nothing(office: Path) -> None:
    """SIGTERM, as systemd sends it, right when the draft appears."""
    script = (
        "import os, signal, sys\n"
        "from scheduling.copies import backups\n"
        "from bot.__main__ import main\n"
        "backups.check_pages = lambda *_: os.kill(os.getpid(), signal.SIGTERM)\n"
        "sys.argv = ['muster', 'backup', 'monday.backup']\n"
        "main()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 128 + signal.SIGINT
    assert ended.stderr.startswith("Interrupted: ")
    assert not list(office.glob("monday*"))
