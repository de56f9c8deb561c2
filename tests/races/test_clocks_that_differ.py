"""Replicas on machines whose clocks differ: one of them is wrong, and nobody reads anything twice for it."""

from datetime import timedelta

import pytest

from bot.clock import SystemClock
from bot.replicas.shared_clock import SharedClock
from scheduling.outbox.actions import SHIFTS_CHANNEL, Notice, enqueue
from scheduling.outbox.leases import lease_due
from scheduling.store.engine import Database
from tests.handlers.office import MovableClock

AHEAD = timedelta(minutes=3)


@pytest.fixture
def shared(database: Database) -> Database:
    """A database that several processes serve."""
    if database.engine.dialect.name == "sqlite":
        pytest.skip("a SQLite file belongs to one process")
    return database


def test_a_replica_whose_clock_is_ahead_does_not_take_what_another_is_sending(shared: Database) -> None:
    right = SharedClock(shared, SystemClock())
    wrong = SharedClock(shared, MovableClock(SystemClock().now() + AHEAD))
    right.look()
    wrong.look()
    with shared.begin(right.now()) as tx:
        enqueue(tx, [Notice("news", SHIFTS_CHANNEL, "n1")])
        assert len(lease_due(tx, replica="right")) == 1
    with shared.begin(wrong.now()) as tx:
        assert lease_due(tx, replica="wrong") == []


def test_a_machine_whose_clock_leaps_between_two_looks_goes_on_counting(shared: Database) -> None:
    own = MovableClock(SystemClock().now())
    clock = SharedClock(shared, own)
    clock.look()
    for leap in (timedelta(hours=1), timedelta(days=-365)):
        own.advance(leap)
        assert abs(clock.now() - SystemClock().now()) < AHEAD
        clock.look()
        assert abs(clock.now() - SystemClock().now()) < AHEAD
