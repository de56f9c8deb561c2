"""Several processes may pull the same feed in the same second: the schedule changes once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

from sqlalchemy import func, select

from scheduling.escalations.tables import escalations
from scheduling.feed.facts import PullReport, PullState
from scheduling.feed.queries import find_held
from scheduling.shifts.tables import shifts
from scheduling.store.engine import Database
from tests.factories.feed import pull, rows
from tests.people import hire

PULLERS = 6


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
