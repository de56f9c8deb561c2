"""A backup is made while others write, is complete, is of one instant, and says so itself."""

import sqlite3
import stat
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select

from scheduling.copies.backups import Backup, back_up
from scheduling.copies.errors import CopyError
from scheduling.copies.restores import restore
from scheduling.copies.sqlite_files import opened
from scheduling.outbox.holds import find_hold
from scheduling.roster.tables import schools
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from tests.actions.test_migrations import OLDER_VERSIONS
from tests.conftest import NOON
from tests.copies.state import ON_PURPOSE, sums
from tests.factories.roster import add_school

WITHOUT_HOLD = ("holds", "backup_label", "backup_contents")


def backed_up(database: Database, file: Path, *, replace: bool = False) -> Backup:
    return back_up(database, file, now=NOON, release="1.2.3", replace=replace)


def test_a_backup_holds_every_row_of_either_database_in_one_file_that_only_its_owner_may_read(
    full: Database, tmp_path: Path
) -> None:
    file = tmp_path / "away" / "muster.backup"
    file.parent.mkdir()
    done = backed_up(full, file)
    with opened(file) as copy:
        assert sums(copy, without=WITHOUT_HOLD) == sums(full, without=WITHOUT_HOLD)
    assert done.rows == sum(each.rows for each in sums(full)) + 1
    assert done.size == file.stat().st_size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["muster.backup"]


def test_a_backup_that_comes_to_stand_as_a_database_by_hand_still_sends_nothing(
    full: Database, tmp_path: Path
) -> None:
    backed_up(full, tmp_path / "muster.backup")
    with opened(tmp_path / "muster.backup") as copy, copy.read(NOON) as tx:
        hold = find_hold(tx)
    assert hold is not None
    assert hold.since == NOON
    with full.read(NOON) as tx:
        assert find_hold(tx) is None, "the database itself goes on sending"


def test_a_backup_is_of_one_instant_and_ends_however_busily_others_write(
    database: Database, tmp_path: Path
) -> None:
    """Each writer's transaction adds two schools: an odd number in the backup would be half of one."""
    file, over, written = tmp_path / "muster.backup", Event(), Event()

    def write() -> None:
        while not over.is_set():
            with database.begin(NOON) as tx:
                add_school(tx)
                add_school(tx)
            written.set()

    writer = Thread(target=write)
    writer.start()
    try:
        assert written.wait(30)
        for _ in range(5):
            written.clear()
            backed_up(database, file, replace=True)
            assert written.wait(30), "a backup holds nobody up"
            with opened(file) as copy, copy.read(NOON) as tx:
                assert len(tx.execute(select(schools.c.id)).all()) % 2 == 0
    finally:
        over.set()
        writer.join()


def test_a_file_that_is_there_already_is_replaced_only_when_told_so(full: Database, tmp_path: Path) -> None:
    file = tmp_path / "muster.backup"
    file.write_text("last week's")
    with pytest.raises(CopyError, match="--force"):
        backed_up(full, file)
    assert file.read_text() == "last week's"
    backed_up(full, file, replace=True)
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_the_database_is_never_replaced_by_its_own_backup(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'muster.db'}")
    migrate(database)
    (tmp_path / "also.db").symlink_to(tmp_path / "muster.db")
    with pytest.raises(CopyError, match="the database itself"):
        backed_up(database, tmp_path / "also.db", replace=True)
    database.close()


def test_a_backup_that_breaks_off_leaves_nothing_and_what_stood_there_before(
    full: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "away" / "muster.backup"
    file.parent.mkdir()
    file.write_text("last week's")

    def interrupted(what: str, done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(full, file, now=NOON, release="1.2.3", replace=True, watch=interrupted)
    assert [each.name for each in file.parent.iterdir()] == ["muster.backup"]
    assert file.read_text() == "last week's"


def test_a_copy_that_is_not_what_was_read_is_not_kept(
    full: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(database: Database, file: Path) -> None:
        with sqlite3.connect(file) as alone:
            alone.execute("DELETE FROM claims WHERE id = 1")

    monkeypatch.setattr("scheduling.copies.backups.check_pages", forgetful)
    with pytest.raises(CopyError, match="claims"):
        backed_up(full, tmp_path / "muster.backup")
    assert not (tmp_path / "muster.backup").exists()


@pytest.mark.parametrize("version", OLDER_VERSIONS)
def test_a_database_that_the_last_release_left_is_backed_up_as_it_stands_and_restored_to_this_one(
    full: Database, other: Database, tmp_path: Path, version: str
) -> None:
    migrate(full, version)
    done = backed_up(full, tmp_path / "muster.backup")
    assert done.label.schema_version == version
    restore(tmp_path / "muster.backup", other, now=NOON, release="1.2.3", aside=tmp_path / "aside")
    migrate(full)
    assert sums(other, without=ON_PURPOSE) == sums(full, without=ON_PURPOSE)
    with other.read(NOON) as tx:
        assert find_hold(tx) is not None


def test_an_empty_database_is_not_backed_up(other: Database, tmp_path: Path) -> None:
    with pytest.raises(CopyError, match="nothing to back up"):
        backed_up(other, tmp_path / "muster.backup")
    assert not list(tmp_path.glob("muster*"))


def test_two_backups_to_one_file_at_once_do_not_mix(full: Database, tmp_path: Path) -> None:
    file = tmp_path / "muster.backup"
    told: list[str] = []

    def meanwhile(what: str, done: int, of: int) -> None:
        if not told:
            told.append("once")
            with pytest.raises(CopyError, match="another command"):
                backed_up(full, file)

    back_up(full, file, now=NOON, release="1.2.3", watch=meanwhile)
    assert told
    assert file.exists()
