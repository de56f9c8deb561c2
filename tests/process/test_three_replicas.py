"""Three processes on one PostgreSQL: one dies, freezes, or leaves; everybody has every notice once."""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import func, select

from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.replicas.queries import list_duties, list_replicas
from scheduling.store.engine import Database
from tests.factories.roster import add_person
from tests.fakes.slack_api import SlackApi, listening
from tests.process.proxy import cable
from tests.process.replicas import present, replicas, right_now, until

PEOPLE = 60
NAMES = ("muster-1", "muster-2", "muster-3")


@pytest.fixture
def shared_url(database_url: str) -> str:
    """A database that several processes may serve."""
    if database_url.startswith("sqlite"):
        pytest.skip("a file belongs to one process")
    return database_url


def tell_everybody(database: Database, what: str) -> None:
    """One notice to each of so many people."""
    with database.begin(right_now()) as tx:
        told = {"notice": 1, "reason": "a test"}
        people = [add_person(tx, slack_team_id="T0MUSTER", slack_id=f"U{what}{n:03}") for n in range(PEOPLE)]
        enqueue(
            tx,
            [
                Notice("notice_undeliverable", to_person(person.id), f"{what}:{person.id}", told)
                for person in people
            ],
        )


def unsettled(database: Database) -> int:
    with database.read(right_now()) as tx:
        left: int = tx.execute(select(func.count()).where(notices.c.settled_at.is_(None))).scalar_one()
        return left


@contextmanager
def at_post(api: SlackApi, number: int, act: Callable[[], None]) -> Iterator[None]:
    """Act between the acceptance of a message and its answer: the worst moment there is."""
    posts = 0

    def count(method: str) -> None:
        nonlocal posts
        posts += method == "chat.postMessage"
        if method == "chat.postMessage" and posts == number:
            act()

    api.on_accepted = count
    yield
    api.on_accepted = lambda _method: None


def everybody_has_it_once(api: SlackApi, database: Database, times: int = 1) -> None:
    assert Counter(api.posted_keys().values()) == {1: times * PEOPLE}
    with database.read(right_now()) as tx:
        states = Counter(tx.execute(select(notices.c.state)).scalars())
    assert states == {NoticeState.SENT: times * PEOPLE}


def busy_one(database: Database) -> str:
    """The name of a replica that has something in hand."""
    with database.read(right_now()) as tx:
        leases = tx.execute(select(notices.c.lease).where(notices.c.state == NoticeState.LEASED)).scalars()
        names = {row.id: row.name for row in list_replicas(tx)}
        return next(names[lease.partition(":")[0]] for lease in leases)


def test_what_a_killed_replica_had_in_hand_is_sent_by_the_others_and_nothing_twice(
    database: Database, shared_url: str, tmp_path: Path
) -> None:
    api, killed = SlackApi(), list[str]()
    with listening(api) as slack, replicas(slack, shared_url, tmp_path, *NAMES) as running:

        def kill() -> None:
            killed.append(busy_one(database))
            running[killed[0]].process.kill()

        with at_post(api, 20, kill):
            tell_everybody(database, "A")
            until(lambda: killed, "one is killed")
            took = until(lambda: unsettled(database) == 0, "everything is settled")
        print(f"killed with notices in hand; the last of all was settled {took:.1f} s later")
        assert running[killed[0]].ends()[0] == -signal.SIGKILL
        until(lambda: {row.name for row in present(database)} == set(NAMES) - set(killed), "it is buried")
        everybody_has_it_once(api, database)


def test_a_replica_that_freezes_and_thaws_neither_loses_nor_doubles_anything(
    database: Database, shared_url: str, tmp_path: Path
) -> None:
    api, frozen = SlackApi(), list[str]()
    with listening(api) as slack, replicas(slack, shared_url, tmp_path, *NAMES) as running:
        ids = {row.name: row.id for row in present(database)}

        def freeze() -> None:
            frozen.append(busy_one(database))
            os.kill(running[frozen[0]].process.pid, signal.SIGSTOP)

        with at_post(api, 20, freeze):
            tell_everybody(database, "A")
            until(lambda: frozen, "one is frozen")
            took = until(lambda: unsettled(database) == 0, "the others finish")
        print(f"frozen with notices in hand; the last of all was settled {took:.1f} s later")
        first_id = ids[frozen[0]]
        until(lambda: first_id not in {row.id for row in present(database)}, "it is taken for dead")
        os.kill(running[frozen[0]].process.pid, signal.SIGCONT)
        until(lambda: len(present(database)) == 3, "it begins anew")
        assert first_id not in {row.id for row in present(database)}
        tell_everybody(database, "B")
        until(lambda: unsettled(database) == 0, "all three go on")
        everybody_has_it_once(api, database, times=2)


def test_a_replica_that_is_cut_off_from_the_database_neither_loses_nor_doubles_anything(
    database: Database, shared_url: str, tmp_path: Path
) -> None:
    api, cut = SlackApi(), list[str]()
    with (
        cable(shared_url) as wire,
        listening(api) as slack,
        replicas(slack, shared_url, tmp_path, *NAMES, far=wire.url),
    ):
        first_id = next(row.id for row in present(database) if row.name == NAMES[0])

        def look() -> None:
            if not cut and busy_one(database) == NAMES[0]:
                cut.append(NAMES[0])
                wire.cut()

        api.on_accepted = lambda method: look() if method == "chat.postMessage" else None
        tell_everybody(database, "A")
        until(lambda: cut or unsettled(database) == 0, "it is cut off")
        wire.cut()
        took = until(lambda: unsettled(database) == 0, "the others finish")
        print(f"cut off; the last of all was settled {took:.1f} s later")
        until(lambda: first_id not in {row.id for row in present(database)}, "it is taken for dead")
        wire.mend()
        until(lambda: len(present(database)) == 3, "it begins anew")
        tell_everybody(database, "B")
        until(lambda: unsettled(database) == 0, "all three go on")
        everybody_has_it_once(api, database, times=2)


def test_a_replica_that_is_told_to_stop_leaves_nothing_behind(
    database: Database, shared_url: str, tmp_path: Path
) -> None:
    api = SlackApi()
    with listening(api) as slack, replicas(slack, shared_url, tmp_path, *NAMES) as running:
        stopped_at = 0.0

        def stop() -> None:
            nonlocal stopped_at
            stopped_at = monotonic()
            running[NAMES[2]].process.send_signal(signal.SIGTERM)

        with at_post(api, 20, stop):
            tell_everybody(database, "A")
            until(lambda: len(present(database)) == 2, "it has signed off")
            print(f"told to stop; it had signed off {monotonic() - stopped_at:.1f} s later")
            until(lambda: unsettled(database) == 0, "everything is settled")
            print(f"told to stop; the last notice was settled {monotonic() - stopped_at:.1f} s later")
        assert running[NAMES[2]].ends()[0] == 0
        everybody_has_it_once(api, database)


def test_shared_tasks_go_on_when_the_one_who_was_at_them_dies(
    database: Database, shared_url: str, tmp_path: Path
) -> None:
    with listening(SlackApi()) as slack, replicas(slack, shared_url, tmp_path, *NAMES[:2]) as running:
        until(lambda: done_at(database, "shifts"), "the shifts were looked after once")
        first = done_at(database, "shifts")
        running[NAMES[0]].process.kill()
        assert running[NAMES[0]].ends()[0] == -signal.SIGKILL
        took = until(lambda: done_at(database, "shifts") != first, "they are looked after again")
        print(f"one of two killed; the shared task ran again after {took:.1f} s (it is due every 15 s)")


def done_at(database: Database, duty: str) -> object:
    with database.read(right_now()) as tx:
        return next((row.done_at for row in list_duties(tx) if row.name == duty), None)


def test_a_load_balancer_is_told_when_a_replica_is_ready_and_by_what_name(
    database: Database, shared_url: str, tmp_path: Path
) -> None:
    with listening(SlackApi()) as slack, replicas(slack, shared_url, tmp_path, "muster-1") as running:
        one = running["muster-1"]
        assert one.http.get("/readyz").status_code == 200
        seen = one.http.get("/healthz").json()["replica"]
        assert (seen["name"], seen["id"]) == ("muster-1", present(database)[0].id)
        one.process.send_signal(signal.SIGTERM)
        assert one.ends()[0] == 0
        assert present(database) == []
