"""Quiet hours, absences and stand-ins, as they are stored and read."""

from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from scheduling.audit.tables import audit
from scheduling.outbox.tables import notices
from scheduling.presence.actions import come_back, go_away, set_days_off, set_quiet
from scheduling.presence.facts import Habits, Presence
from scheduling.presence.queries import list_absences, read_habits, read_presence
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from tests.factories.roster import add_person, change_person
from tests.people import Cast

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _refused(database: Database, now: datetime, **said: object) -> tuple[Rule, object]:
    with pytest.raises(Refused) as refused, database.begin(now) as tx:
        go_away(tx, **said)  # type: ignore[arg-type]  # each test names what it says
    [first, *_] = refused.value.refusals
    return first.rule, first.figures.get("why")


def _presence(database: Database, at: datetime, person: Person) -> Presence:
    with database.read(at) as tx:
        return read_presence(tx, [person])[person.id]


def _told(database: Database, now: datetime) -> list[tuple[str, str]]:
    with database.read(now) as tx:
        rows = tx.execute(sa.select(notices.c.kind, notices.c.addressee).order_by(notices.c.id))
        return [(row.kind, row.addressee) for row in rows]


def test_who_said_nothing_is_here_and_may_be_told(database: Database, cast: Cast, now: datetime) -> None:
    assert _presence(database, now, cast.sol) == Presence()


def test_quiet_hours_and_days_off_are_kept_side_by_side(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        set_quiet(tx, actor=cast.sol, person=cast.sol, hours=(time(22), time(6)))
    with database.begin(now) as tx:
        set_days_off(tx, actor=cast.sol, person=cast.sol, days=frozenset({5, 6}))
    with database.read(now) as tx:
        assert read_habits(tx, [cast.sol.id]) == {cast.sol.id: Habits(time(22), time(6), frozenset({5, 6}))}
    at_ten = now + 10 * HOUR
    assert _presence(database, at_ten, cast.sol).quiet_until == datetime(2026, 8, 13, 13, tzinfo=UTC)
    with database.begin(now) as tx:
        set_quiet(tx, actor=cast.sol, person=cast.sol, hours=None)
    assert _presence(database, at_ten, cast.sol).quiet_until is None


def test_saying_the_same_again_is_written_down_once(database: Database, cast: Cast, now: datetime) -> None:
    for _ in range(2):
        with database.begin(now) as tx:
            set_quiet(tx, actor=cast.sol, person=cast.sol, hours=(time(22), time(6)))

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


def test_who_is_away_has_a_stand_in_until_they_are_back(
    database: Database, cast: Cast, now: datetime
) -> None:
    until = now + 3 * DAY
    with database.begin(now) as tx:
        go_away(
            tx, actor=cast.sol, person=cast.sol, since=now + DAY, until=until, stand_in=cast.cora, why="rest"
        )

    assert _presence(database, now, cast.sol) == Presence()
    assert _presence(database, now + DAY, cast.sol) == Presence(None, until, cast.cora.id)
    assert _presence(database, until, cast.sol) == Presence()
    assert _told(database, now) == [("stand_in", f"person:{cast.cora.id}")]


def test_absences_that_follow_each_other_are_one(database: Database, cast: Cast, now: datetime) -> None:
    for days in (0, 1):
        with database.begin(now) as tx:
            since = now + days * DAY
            go_away(tx, actor=cast.sol, person=cast.sol, since=since, until=since + DAY)

    assert _presence(database, now, cast.sol).away_until == now + 2 * DAY


def test_the_last_word_about_a_time_holds(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        go_away(tx, actor=cast.sol, person=cast.sol, since=now, until=now + 9 * DAY, stand_in=cast.cora)
    with database.begin(now + HOUR) as tx:
        went = go_away(tx, actor=cast.sol, person=cast.sol, since=now + DAY, until=now + 2 * DAY)

    assert [each.until for each in went.instead_of] == [now + 9 * DAY]
    assert _presence(database, now + HOUR, cast.sol).away_until == now + 2 * DAY
    assert _presence(database, now + 3 * DAY, cast.sol) == Presence()
    assert _told(database, now) == [("stand_in", f"person:{cast.cora.id}")] * 2


def test_a_supervisor_says_it_for_an_officer_and_gives_a_reason(
    database: Database, cast: Cast, now: datetime
) -> None:
    said = {"actor": cast.sol, "person": cast.ada, "since": now, "until": now + DAY}

    assert _refused(database, now, **said) == (Rule.REASON_MISSING, None)
    with database.begin(now) as tx:
        went = go_away(tx, **said, why="  in\nhospital ")  # type: ignore[arg-type]  # as above
    assert went.absence.why == "in hospital"
    assert _told(database, now) == [("away_set", f"person:{cast.ada.id}")]
    with database.read(now) as tx:
        [row] = tx.execute(sa.select(audit).where(audit.c.verb == "absence_set"))
    assert (row.actor, row.subject_id, row.reason) == (f"person:{cast.sol.id}", cast.ada.id, "in hospital")


def test_nobody_says_it_for_somebody_they_do_not_answer_for(
    database: Database, cast: Cast, now: datetime
) -> None:
    until = now + DAY
    for actor, person in ((cast.ada, cast.ben), (cast.sol, cast.cleo), (cast.sol, cast.cora)):
        rule, _ = _refused(database, now, actor=actor, person=person, since=now, until=until, why="ill")
        assert rule is Rule.NOT_ENTITLED


def test_an_absence_lies_ahead_and_ends(database: Database, cast: Cast, now: datetime) -> None:
    def refused(since: datetime, until: datetime) -> tuple[Rule, object]:
        return _refused(database, now, actor=cast.sol, person=cast.sol, since=since, until=until)

    assert refused(now + DAY, now + DAY) == (Rule.ABSENCE_TIME, "backwards")
    assert refused(now - 2 * DAY, now - DAY) == (Rule.ABSENCE_TIME, "past")
    assert refused(now, now + 400 * DAY) == (Rule.ABSENCE_TIME, "too_long")
    assert refused(now + 400 * DAY, now + 401 * DAY) == (Rule.ABSENCE_TIME, "far")


def test_who_stands_in_is_another_is_here_and_may_act(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        rae = add_person(tx, name="Rae Rowan", agency=cast.sol.agency, role="supervisor", slack_id="U0RAE")
        gone = change_person(tx, add_person(tx, role="coordinator", slack_id="U0GONE"), deactivated_at=now)
    with database.begin(now) as tx:
        go_away(tx, actor=rae, person=rae, since=now + DAY, until=now + 2 * DAY)

    def refused(stand_in: Person, until: datetime) -> tuple[Rule, object]:
        return _refused(
            database, now, actor=cast.sol, person=cast.sol, since=now, until=until, stand_in=stand_in
        )

    assert refused(cast.sol, now + DAY) == (Rule.STAND_IN, "self")
    assert refused(gone, now + DAY) == (Rule.STAND_IN, "gone")
    assert refused(cast.ada, now + DAY) == (Rule.STAND_IN, "may_not")
    assert refused(rae, now + DAY + HOUR) == (Rule.STAND_IN, "away")
    with database.begin(now) as tx:
        go_away(tx, actor=cast.sol, person=cast.sol, since=now, until=now + DAY, stand_in=rae)


def test_whoever_goes_away_is_shown_for_whom_they_were_to_stand_in(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        go_away(tx, actor=cast.sol, person=cast.sol, since=now, until=now + DAY, stand_in=cast.cora)
    with database.begin(now) as tx:
        went = go_away(tx, actor=cast.cora, person=cast.cora, since=now, until=now + DAY)

    assert [each.person_id for each in went.leaves] == [cast.sol.id]


def test_who_is_back_early_is_back(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        go_away(tx, actor=cast.sol, person=cast.sol, since=now, until=now + 9 * DAY, stand_in=cast.cora)
        go_away(tx, actor=cast.sol, person=cast.sol, since=now + 20 * DAY, until=now + 21 * DAY)
    with database.begin(now + HOUR) as tx:
        back = come_back(tx, actor=cast.sol, person=cast.sol)

    assert back.ended is not None
    assert back.ended.until == now + 9 * DAY
    assert [each.since for each in back.planned] == [now + 20 * DAY]
    assert _presence(database, now + HOUR, cast.sol) == Presence()
    assert _told(database, now)[-1] == ("stand_in", f"person:{cast.cora.id}")


def test_the_only_absence_that_is_planned_is_called_off_by_coming_back(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        go_away(tx, actor=cast.sol, person=cast.sol, since=now + DAY, until=now + 2 * DAY)
    with database.begin(now) as tx:
        come_back(tx, actor=cast.sol, person=cast.sol)

    with database.read(now) as tx:
        assert list_absences(tx, [cast.sol.id]) == {cast.sol.id: []}


def test_of_several_plans_the_one_that_is_named_is_called_off(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        for days in (5, 9):
            go_away(tx, actor=cast.sol, person=cast.sol, since=now + days * DAY, until=now + (days + 1) * DAY)
    with database.begin(now) as tx:
        assert come_back(tx, actor=cast.sol, person=cast.sol).ended is None
        named = now + 9 * DAY, now + 9 * DAY + HOUR
        back = come_back(tx, actor=cast.sol, person=cast.sol, during=named)

    assert back.ended is not None
    assert back.ended.since == now + 9 * DAY
    assert [each.since for each in back.planned] == [now + 5 * DAY]
