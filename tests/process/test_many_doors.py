"""Several replicas behind one address: a request that one of them let in is let in by no other."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.clock import SystemClock
from bot.database.watch import DatabaseWatch
from bot.slack.seen_requests import SeenRequests
from scheduling.outbox.forget import forget_requests
from scheduling.store.engine import Database, open_database
from tests.handlers.office import MovableClock
from tests.process.outside import Outside

Door = Callable[[], Outside]


@pytest.fixture
def another_door(database: Database) -> Door:
    """One more replica on the same database, at the machine's own time."""
    clock = MovableClock(SystemClock().now())

    def opened() -> Outside:
        watch = DatabaseWatch(database, clock)
        return Outside(clock, SeenRequests(database, clock, watch).is_first)

    return opened


def test_a_request_that_one_replica_let_in_is_turned_away_by_the_next(another_door: Door) -> None:
    first, second = another_door(), another_door()
    assert [first.send(), second.send()] == [200, 401]
    assert (first.asked, second.asked) == (["claim 412"], [])


def test_a_request_is_not_let_in_again_after_a_restart(another_door: Door) -> None:
    assert another_door().send() == 200
    assert another_door().send() == 401


def test_a_request_that_was_turned_away_is_not_remembered(another_door: Door) -> None:
    outside = another_door()
    assert outside.send(secret="another secret") == 401
    assert another_door().send() == 200


def test_what_was_let_in_is_forgotten_long_after_nobody_could_send_it_again(
    database: Database, now: datetime
) -> None:
    clock = MovableClock(now)
    seen = SeenRequests(database, clock, DatabaseWatch(database, clock))
    assert [seen.is_first("v0=1"), seen.is_first("v0=1"), seen.is_first("v0=2")] == [True, False, True]
    clock.advance(timedelta(hours=25))
    with database.begin(clock.now()) as tx:
        assert forget_requests(tx) == 2


def test_a_database_that_is_away_keeps_nobody_from_reading_the_sentence_about_it(now: datetime) -> None:
    clock = MovableClock(now)
    away = open_database("postgresql+psycopg://muster@127.0.0.1:1/muster")
    watch = DatabaseWatch(away, clock)
    assert SeenRequests(away, clock, watch).is_first("v0=1")
    assert watch.trouble
