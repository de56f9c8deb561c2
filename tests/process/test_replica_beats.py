"""A process among several: seen while it beats, buried when it stands still, silent before that."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.clock import SystemClock
from bot.replicas.beats import ReplicaBeats
from scheduling.replicas.actions import bury, register
from scheduling.replicas.duties import take_duty
from scheduling.replicas.queries import list_duties
from scheduling.replicas.rules import DEAD_SECONDS
from scheduling.store.engine import Database
from scheduling.store.schema import head_version
from scheduling.store.transaction import Transaction
from tests.process.proxy import cable
from tests.process.replicas import present, right_now, until


@pytest.fixture
def shared_url(database_url: str) -> str:
    """A database that several processes may serve."""
    if database_url.startswith("sqlite"):
        pytest.skip("a file belongs to one process")
    return database_url


@contextmanager
def replica(url: str, name: str = "muster-1", outdated: list[str] | None = None) -> Iterator[ReplicaBeats]:
    """One that beats in a thread of its own until the end."""
    heard = outdated if outdated is not None else []
    beats = ReplicaBeats(make_url(url), SystemClock(), name=name, release="0.1.0", outdated=heard.append)
    beats.start()
    try:
        yield beats
    finally:
        beats.stop()


def test_a_replica_is_seen_while_it_runs_and_gone_when_it_has_stopped(
    database: Database, shared_url: str
) -> None:
    with replica(shared_url) as one:
        until(one.fresh, "it beats")
        until(lambda: one.still_ours(f"{one.id}:some-lease"), "its lease is its own")
        assert not one.still_ours("somebody:else")
        (row,) = present(database)
        assert (row.id, row.name, row.schema_version) == (one.id, "muster-1", head_version())
        until(lambda: present(database)[0].beat > row.beat, "the counter moves")
    assert not one.fresh()
    assert present(database) == []


def test_a_replica_whose_first_words_take_too_long_says_them_again(
    database: Database, shared_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = list[str]()

    def slow_at_first(tx: Transaction, *, replica_id: str, **told: Any) -> None:
        tried.append(replica_id)
        register(tx, replica_id=replica_id, **told)
        if len(tried) == 1:
            tx.execute(text("SET LOCAL statement_timeout = 20"))
            tx.execute(text("SELECT pg_sleep(60)"))

    monkeypatch.setattr("bot.replicas.beats.register", slow_at_first)
    with replica(shared_url) as one:
        assert [row.id for row in present(database)] == [one.id] == tried[1:]


def test_a_replica_that_stands_still_is_buried_and_its_duty_is_free(
    database: Database, shared_url: str
) -> None:
    still = ReplicaBeats(
        make_url(shared_url), SystemClock(), name="still", release="0.1.0", outdated=lambda _: None
    )
    still._register()
    with database.begin(right_now()) as tx:
        take_duty(tx, duty="feed", replica_id=still.id, first_due_at=tx.now, longest=tx.now - tx.now)
    with replica(shared_url, "alive") as alive:
        took = until(lambda: [row.id for row in present(database)] == [alive.id], "the dead one is buried")
        print(f"buried after {took:.1f} s; the rule says {DEAD_SECONDS:g} s")
        with database.read(right_now()) as tx:
            assert [duty.replica for duty in list_duties(tx)] == [None]
        assert not still.fresh()
        old_id = still.id

        def thaws() -> bool:
            still.round()
            return still.fresh() and still.still_ours(f"{still.id}:lease")

        until(thaws, "it begins anew")
        assert still.id != old_id
        assert not still.still_ours(f"{old_id}:lease"), "what was leased before the burial is others' now"
    still.stop()


def test_a_replica_that_is_cut_off_is_silent_before_others_act_and_comes_back_by_itself(
    database: Database, shared_url: str
) -> None:
    with cable(shared_url) as wire, replica(wire.url, "far") as far, replica(shared_url, "near") as near:
        first_id = far.id
        wire.cut()
        until(lambda: [row.name for row in present(database)] == ["near"], "it is buried")
        assert not far.fresh()
        assert not far.still_ours(f"{first_id}:lease")
        until(near.fresh, "the other goes on")
        wire.mend()
        until(far.fresh, "it beats again")
        assert far.id != first_id
        until(lambda: {row.name for row in present(database)} == {"near", "far"}, "both are there")


def test_a_database_that_is_away_for_a_while_kills_nobody(database: Database, shared_url: str) -> None:
    with replica(shared_url, "one") as one, replica(shared_url, "two") as two:
        ids = {one.id, two.id}
        with database.begin(right_now()) as tx:
            tx.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                    "application_name = 'muster-beat' AND datname = current_database()"
                )
            )
        beats = {row.id: row.beat for row in present(database)}
        until(lambda: all(row.beat > beats[row.id] + 2 for row in present(database)), "both beat again")
        assert {row.id for row in present(database)} == ids


def test_a_replica_hears_once_that_a_newer_release_has_migrated(database: Database, shared_url: str) -> None:
    heard = list[str]()
    with replica(shared_url, outdated=heard) as one:
        with database.begin(right_now()) as tx:
            tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        until(lambda: heard, "it hears of it")
        assert not one.fresh()
        one.round()
        assert len(heard) == 1
        assert "schema version 9999" in heard[0]
    assert present(database) == []


def test_two_who_see_the_same_dead_replica_bury_it_once(database: Database, shared_url: str) -> None:
    with replica(shared_url, "one"):
        (row,) = present(database)
        with database.begin(right_now()) as tx:
            burials = [bury(tx, row), bury(tx, row)]
            assert burials[1] is None


def test_a_server_that_is_not_there_is_told_at_the_start() -> None:
    with pytest.raises(DBAPIError), replica("postgresql+psycopg://muster@127.0.0.1:9/none"):
        pass
