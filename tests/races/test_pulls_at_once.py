"""Several processes may pull the same feed in the same second: the schedule changes once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier, Thread
from time import monotonic, sleep

import pytest
from sqlalchemy import func, select, text

from scheduling.escalations.tables import escalations
from scheduling.feed import actions as feed_actions
from scheduling.feed.facts import PullReport, PullState
from scheduling.feed.queries import find_held
from scheduling.roster.tables import people
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.attendance.clock_ins import ClockNews, note_clock_ins
from scheduling.shifts.tables import shifts
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.feed import POLICY, pull, row, rows
from tests.people import Cast, hire

PULLERS = 6
SOON = timedelta(minutes=30)
TODAY = {"starts": "2026-08-12T13:00", "ends": "2026-08-12T21:00"}


def _pull_at_once(database: Database, now: datetime, count: int) -> list[PullReport]:
    start = Barrier(PULLERS)

    def one(_number: int) -> PullReport:
        start.wait(timeout=30)
        with database.begin(now) as tx:
            return pull(tx, *rows(count))

    with ThreadPoolExecutor(PULLERS) as pool:
        return list(pool.map(one, range(PULLERS)))


def test_six_pullers_of_one_delivery_add_each_shift_once(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        hire(tx)

    reports = _pull_at_once(database, now, 20)

    with database.read(now) as tx:
        there = tx.execute(select(func.count()).select_from(shifts)).scalar_one()
    assert there == 20
    assert sorted(report.new for report in reports) == [0, 0, 0, 0, 0, 20]


def test_six_pullers_of_a_delivery_that_must_be_held_hold_it_once(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        hire(tx)
        pull(tx, *rows(20))

    reports = _pull_at_once(database, now, 2)

    with database.read(now) as tx:
        held = find_held(tx)
        escalated = tx.execute(select(escalations.c.subject)).scalars().all()
    assert held is not None
    assert {(report.state, report.pull_id) for report in reports} == {(PullState.HELD, held.id)}
    assert escalated == ["feed:held"]


def test_an_officers_claim_as_the_clock_notes_them_and_their_shift_moves_waits_and_is_done(
    database: Database, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever claims holds the person and then the shift. A delivery that held the shift for its clock, and
    only then the person for a change, would wait for them for ever, and they for it.
    """
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time: no two wait for each other")
    shift_id = held_by_ada(database, cast, now)
    claimed: list[bool] = []

    def claim() -> None:
        with database.begin(now + SOON) as tx:
            tx.lock(people, [cast.ada.id])
            tx.lock(shifts, [shift_id])
            claimed.append(True)

    claiming = Thread(target=claim)

    def note_as_somebody_claims(tx: Transaction, clock: ClockNews) -> None:
        note_clock_ins(tx, clock)
        claiming.start()
        wait_until_one_waits(database)

    monkeypatch.setattr(feed_actions, "note_clock_ins", note_as_somebody_claims)
    with database.begin(now + SOON) as tx:
        clock = [{"officer": cast.ada.email, "in": "2026-08-12T12:20"}]
        report = pull(tx, row(**TODAY | {"post": "Back gate"}, clock=clock))
    claiming.join(timeout=60)
    assert (report.changed, claimed) == (1, [True])


def held_by_ada(database: Database, cast: Cast, now: datetime) -> int:
    """A shift of the feed that begins in an hour, by its number."""
    with database.begin(now) as tx:
        number = pull(tx, row(**TODAY)).differences[0].number
        assert number is not None
        claim_shift(tx, actor=cast.ada, shift_id=number, policy=POLICY)
    return number


def wait_until_one_waits(database: Database) -> None:
    """Return once a transaction waits for what another one holds."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    until = monotonic() + 20
    while monotonic() < until:
        with database.engine.connect() as connection:
            if connection.execute(waiting).scalar_one():
                return
        sleep(0.01)
    raise TimeoutError("nobody came to wait for the delivery")
