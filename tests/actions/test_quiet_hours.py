"""Quiet hours and days off, as they are said and kept; on both databases."""

from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from scheduling.audit.tables import audit
from scheduling.presence.actions import set_days_off, set_quiet
from scheduling.presence.facts import Habits, Presence
from scheduling.presence.notices import load_quiet_set
from scheduling.presence.queries import read_habits
from scheduling.refusals import Refused
from scheduling.store.engine import Database
from tests.factories.presence import presence_at
from tests.factories.told import list_told
from tests.people import Cast

NIGHT = (time(22), time(6))


def test_who_said_nothing_is_here_and_may_be_told(database: Database, cast: Cast, now: datetime) -> None:
    assert presence_at(database, now, cast.sol) == Presence()


def test_quiet_hours_and_days_off_are_kept_side_by_side(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        set_quiet(tx, actor=cast.sol, person=cast.sol, hours=NIGHT)
    with database.begin(now) as tx:
        set_days_off(tx, actor=cast.sol, person=cast.sol, days=frozenset({5, 6}))
    with database.read(now) as tx:
        assert read_habits(tx, [cast.sol.id]) == {cast.sol.id: Habits(*NIGHT, frozenset({5, 6}))}
    at_ten = now + timedelta(hours=10)
    assert presence_at(database, at_ten, cast.sol).quiet_until == datetime(2026, 8, 13, 13, tzinfo=UTC)
    with database.begin(now) as tx:
        set_quiet(tx, actor=cast.sol, person=cast.sol, hours=None)
    assert presence_at(database, at_ten, cast.sol).quiet_until is None


def test_saying_the_same_again_is_written_down_once(database: Database, cast: Cast, now: datetime) -> None:
    for _ in range(2):
        with database.begin(now) as tx:
            set_quiet(tx, actor=cast.sol, person=cast.sol, hours=NIGHT)

    with database.read(now) as tx:
        rows = tx.execute(sa.select(audit).where(audit.c.verb == "quiet_set")).all()
    assert [row.after for row in rows] == [{"quiet": "22:00–06:00", "days_off": []}]


def test_nobody_is_quiet_for_most_of_a_day_or_off_all_week(
    database: Database, cast: Cast, now: datetime
) -> None:
    for hours in ((time(6), time(6)), (time(6), time(5))):
        with pytest.raises(Refused, match="quiet_hours"), database.begin(now) as tx:
            set_quiet(tx, actor=cast.sol, person=cast.sol, hours=hours)
    with pytest.raises(Refused, match="days_off"), database.begin(now) as tx:
        set_days_off(tx, actor=cast.sol, person=cast.sol, days=frozenset(range(7)))


def test_a_supervisor_sets_quiet_hours_for_an_officer_who_is_told_why(
    database: Database, cast: Cast, now: datetime
) -> None:
    with pytest.raises(Refused, match="reason_missing"), database.begin(now) as tx:
        set_quiet(tx, actor=cast.sol, person=cast.ada, hours=NIGHT)
    with pytest.raises(Refused, match="not_entitled"), database.begin(now) as tx:
        set_days_off(tx, actor=cast.ben, person=cast.ada, days=frozenset({6}), why="rest")
    with database.begin(now) as tx:
        set_quiet(tx, actor=cast.sol, person=cast.ada, hours=NIGHT, why="nights on patrol")
        set_quiet(tx, actor=cast.sol, person=cast.ada, hours=NIGHT, why="said twice")
        set_quiet(tx, actor=cast.ben, person=cast.ben, hours=NIGHT)

    with database.read(now) as tx:
        assert list_told(tx) == [("quiet_set", f"person:{cast.ada.id}")]
        told = load_quiet_set(tx, {"person": cast.ada.id, "by": cast.sol.id, "why": "nights on patrol"})
        rows = tx.execute(sa.select(audit).where(audit.c.verb == "quiet_set").order_by(audit.c.id)).all()
    assert (told.habits, told.said_by.id) == (Habits(*NIGHT), cast.sol.id)
    assert [row.reason for row in rows] == ["nights on patrol", ""]
