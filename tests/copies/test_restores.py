"""A backup becomes a database again, whole or not at all, and sends nothing until it is reconciled."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scheduling.audit.actions import COMMAND_LINE, Change, record
from scheduling.audit.verify import verify_chain
from scheduling.copies.backups import back_up
from scheduling.copies.errors import CopyError
from scheduling.copies.restores import Restored, restore
from scheduling.copies.sqlite_files import opened
from scheduling.copies.tables import find_tables
from scheduling.outbox.holds import find_hold
from scheduling.outbox.leases import lease_due
from scheduling.roster.tables import schools
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from tests.conftest import NOON
from tests.copies.state import ON_PURPOSE, RESTATED, sums
from tests.factories.roster import add_person, add_school


@pytest.fixture
def backup(full: Database, tmp_path: Path) -> Path:
    file = tmp_path / "muster.backup"
    back_up(full, file, now=NOON, release="1.2.3")
    return file


def restored(backup: Path, target: Database, *, replace: bool = False) -> Restored:
    aside = backup.with_name("aside.db")
    return restore(backup, target, now=NOON, release="1.2.3", aside=aside, replace=replace)


def _as_backed_up(database: Database) -> dict[str, list[dict[str, Any]]]:
    """The rows of which a part is stated anew, without that part."""
    with database.read(NOON) as tx:
        tables = find_tables(tx.connection, only=set(RESTATED)).tables
        every = {
            name: tx.execute(select(*(each for each in tables[name].c if each.name not in anew)))
            for name, anew in RESTATED.items()
        }
        return {name: sorted(map(dict, rows.mappings()), key=str) for name, rows in every.items()}


def test_what_was_backed_up_is_what_is_restored_on_either_database(
    full: Database, other: Database, backup: Path
) -> None:
    before = backup.read_bytes()
    done = restored(backup, other)
    assert sums(other, without=ON_PURPOSE) == sums(full, without=ON_PURPOSE)
    assert _as_backed_up(other) == _as_backed_up(full)
    assert done.aside is None
    assert backup.read_bytes() == before


def test_a_restored_copy_leases_nothing_and_says_of_which_instant_it_is(
    other: Database, backup: Path
) -> None:
    restored(backup, other)
    with other.begin(NOON) as tx:
        hold = find_hold(tx)
        assert lease_due(tx) == []
    assert hold is not None
    assert hold.since == NOON
    assert "restored" in hold.reason


def test_new_rows_are_numbered_behind_those_that_were_restored(other: Database, backup: Path) -> None:
    restored(backup, other)
    with other.begin(NOON) as tx:
        assert add_school(tx).id == 3


def test_the_audit_of_a_restored_copy_can_be_neither_changed_nor_is_its_chain_broken(
    database: Database, other: Database, tmp_path: Path
) -> None:
    with database.begin(NOON) as tx:
        add_person(tx)
    _record_something(database)
    back_up(database, tmp_path / "muster.backup", now=NOON, release="1.2.3")
    restored(tmp_path / "muster.backup", other)
    _record_something(other)
    with other.read(NOON) as tx:
        verdict = verify_chain(tx)
    assert verdict.broken is None
    assert verdict.rows == 2
    for statement in ("UPDATE audit SET reason = 'nothing happened'", "DELETE FROM audit"):
        with pytest.raises(Exception, match="append-only"), other.begin(NOON) as tx:
            tx.connection.exec_driver_sql(statement)


def test_a_database_with_rows_is_replaced_only_when_told_so_and_kept_aside(
    other: Database, backup: Path
) -> None:
    migrate(other)
    with other.begin(NOON) as tx:
        add_school(tx, code="KEPT")
    before = sums(other)
    with pytest.raises(CopyError, match="--replace"):
        restored(backup, other)
    assert sums(other) == before
    done = restored(backup, other, replace=True)
    assert done.aside is not None
    with opened(done.aside) as former, former.read(NOON) as tx:
        assert tx.execute(select(schools.c.code)).scalars().all() == ["KEPT"]
    with other.read(NOON) as tx:
        assert "KEPT" not in tx.execute(select(schools.c.code)).scalars().all()


def test_a_restoration_that_breaks_off_leaves_the_database_as_it_was(
    other: Database, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(other)
    with other.begin(NOON) as tx:
        add_school(tx, code="KEPT")
    before, files = sums(other), set(backup.parent.iterdir())
    monkeypatch.setattr("scheduling.copies.restores.back_up", lambda *_told, **_named: None)

    def interrupted(what: str, done: int, of: int) -> None:
        if what == "copying" or other.engine.dialect.name == "sqlite":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(
            backup, other, now=NOON, release="1.2.3", aside=backup.with_name("aside.db"), replace=True,
            watch=interrupted,
        )  # fmt: skip
    assert sums(other) == before
    assert set(backup.parent.iterdir()) == files


def test_a_file_that_lost_a_row_since_it_was_made_is_refused_by_name(other: Database, backup: Path) -> None:
    with sqlite3.connect(backup) as alone:
        lost = alone.execute("DELETE FROM check_ins")  # to which no other row points
    assert lost.rowcount
    with pytest.raises(CopyError, match=r"does not hold what it says \(check_ins\)"):
        restored(backup, other)


def test_a_damaged_file_is_refused(other: Database, backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[len(content) // 2 :] = b"\0" * (len(content) - len(content) // 2)
    backup.write_bytes(content)
    with pytest.raises(CopyError, match="another backup"):
        restored(backup, other)


def test_what_is_no_backup_is_refused_with_what_to_do(
    other: Database, tmp_path: Path, empty_sqlite: Path
) -> None:
    (tmp_path / "letter.txt").write_text("Dear coordinator, the backup is in the other folder. " * 50)
    with pytest.raises(CopyError, match="another backup"):
        restored(tmp_path / "letter.txt", other)
    with pytest.raises(CopyError, match="back it up first"):
        restored(empty_sqlite, other)
    with pytest.raises(CopyError, match="name a backup that is there"):
        restored(tmp_path / "nowhere", other)


def test_a_backup_of_a_newer_release_is_refused_with_its_name(other: Database, backup: Path) -> None:
    with sqlite3.connect(backup) as alone:
        alone.execute("UPDATE backup_label SET schema_version = '9999', release = '9.9'")
    with pytest.raises(CopyError, match=r"Muster 9\.9"):
        restored(backup, other)


def test_a_database_too_broken_to_be_opened_is_what_backups_are_for(backup: Path, tmp_path: Path) -> None:
    live = tmp_path / "broken.db"
    live.write_bytes(b"a fire, then a flood" * 1_000)
    target = open_database(f"sqlite:///{live}")
    restored(backup, target, replace=True)
    with target.read(NOON) as tx:
        assert find_hold(tx) is not None
    target.close()
    assert (tmp_path / "aside.db").read_bytes().startswith(b"a fire")


def _record_something(database: Database) -> None:
    with database.begin(NOON) as tx:
        record(tx, Change(COMMAND_LINE, "tried", "person", 1, after={"hours": 8.0, "at": NOON}))
