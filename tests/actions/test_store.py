"""What the store promises to everything above it, on both databases."""

import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from scheduling.audit.actions import COMMAND_LINE, Change, record
from scheduling.audit.tables import audit
from scheduling.feed.tables import quarantine
from scheduling.outbox.tables import requests
from scheduling.store.conflict import insert_unless_there
from scheduling.store.engine import Database, DatabaseBusyError, open_database
from scheduling.store.transaction import Transaction

MINUS_SEVEN = timezone(timedelta(hours=-7))


def test_an_instant_comes_back_as_aware_utc_whatever_zone_it_went_in_with(
    database: Database, now: datetime
) -> None:
    with database.begin(now) as tx:
        tx.execute(requests.insert(), {"key": "one", "at": now.astimezone(MINUS_SEVEN)})
    with database.read(now) as tx:
        at = tx.execute(sa.select(requests.c.at)).scalar_one()
    assert at == now
    assert at.tzinfo is UTC


def test_a_naive_instant_is_refused_before_it_is_stored(database: Database, now: datetime) -> None:
    with pytest.raises(sa.exc.StatementError, match="naive datetime"), database.begin(now) as tx:
        tx.execute(requests.insert(), {"key": "one", "at": now.replace(tzinfo=None)})


def test_a_transaction_that_fails_leaves_nothing_behind(database: Database, now: datetime) -> None:
    with pytest.raises(ZeroDivisionError), database.begin(now) as tx:
        tx.execute(requests.insert(), {"key": "one", "at": now})
        _ = 1 / 0
    with database.read(now) as tx:
        assert tx.execute(sa.select(requests.c.key)).all() == []


def test_a_commit_that_fails_leaves_nothing_behind_and_the_next_change_goes_through(
    empty_sqlite: Path, tmp_path: Path, now: datetime
) -> None:
    opened = open_database(f"sqlite:///{shutil.copyfile(empty_sqlite, tmp_path / 'muster.db')}")
    quarantined = {"pull_id": 404, "row": 1, "external_id": "", "reason": "", "raw": {}}  # points nowhere
    with pytest.raises(IntegrityError), opened.begin(now) as tx:
        tx.execute(sa.text("PRAGMA defer_foreign_keys=ON"))
        tx.execute(quarantine.insert(), quarantined)
    with opened.begin(now) as tx:
        assert tx.execute(sa.select(quarantine)).all() == []
        tx.execute(requests.insert(), {"key": "one", "at": now})
    opened.close()


def test_what_is_put_off_is_done_once_before_the_commit_with_all_that_was_put_off_for_it(
    database: Database, now: datetime
) -> None:
    done: list[list[str]] = []

    def finish(tx: Transaction, keys: list[str]) -> None:
        done.append(keys)
        tx.execute(requests.insert(), [{"key": key, "at": now} for key in keys])
        if "one" in keys:
            tx.defer(finish, "put off while finishing")

    with database.begin(now) as tx:
        tx.defer(finish, "one")
        tx.defer(finish, "two", "three")
        assert done == []
    assert done == [["one", "two", "three"], ["put off while finishing"]]
    with pytest.raises(ZeroDivisionError), database.begin(now) as tx:
        tx.defer(finish, "four")
        _ = 1 / 0
    with database.read(now) as tx:
        assert tx.execute(sa.select(sa.func.count()).select_from(requests)).scalar_one() == 4


def test_of_two_inserts_of_the_same_key_the_second_answers_with_no_row(
    database: Database, now: datetime
) -> None:
    def insert(tx_now: datetime) -> list[object]:
        with database.begin(tx_now) as tx:
            statement = insert_unless_there(tx, requests, unique=["key"]).returning(requests.c.key)
            return list(tx.execute(statement, {"key": "one", "at": tx_now}).scalars())

    assert insert(now) == ["one"]
    assert insert(now) == []


def test_nobody_changes_the_audit_afterwards(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        record(tx, Change(COMMAND_LINE, "tried", "shift", 1, before={"on": now.date()}, reason="a test"))
    for statement in (audit.update().values(reason="nothing happened"), audit.delete()):
        with pytest.raises(DBAPIError, match="append-only"), database.begin(now) as tx:
            tx.execute(statement)
    with database.read(now) as tx:
        row = tx.execute(sa.select(audit)).one()
    assert (row.actor, row.verb, row.before, row.after, row.reason) == (
        "command-line", "tried", {"on": "2026-08-12"}, None, "a test",
    )  # fmt: skip


def test_who_waits_for_an_answer_does_not_wait_behind_a_long_change(
    empty_sqlite: Path, now: datetime
) -> None:
    here, elsewhere = (open_database(f"sqlite:///{empty_sqlite}") for _ in range(2))
    soon = timedelta(milliseconds=20)
    with here.begin(now):
        with pytest.raises(DatabaseBusyError), here.begin(now, patience=soon):
            pass
        with pytest.raises(DBAPIError, match="locked"), elsewhere.begin(now, patience=soon):
            pass
    with here.begin(now, patience=soon) as tx:
        assert tx.execute(sa.select(requests.c.key)).all() == []
    here.close()
    elsewhere.close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [("mysql://somewhere/muster", "SQLite or PostgreSQL"), ("sqlite://", "needs a file")],
)
def test_a_database_that_muster_cannot_use_is_refused_in_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        open_database(url)
