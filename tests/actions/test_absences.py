"""Absences and stand-ins, as they are said and kept; on both databases."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from scheduling.audit.tables import audit
from scheduling.outbox.facts import Obsolete
from scheduling.outbox.tables import notices
from scheduling.presence.actions import WentAway, come_back, go_away, set_quiet
from scheduling.presence.facts import Presence
from scheduling.presence.notices import load_stand_in
from scheduling.presence.queries import list_absences
from scheduling.presence.stand_ins import decline_stand_in
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.presence import presence_at
from tests.factories.roster import add_person, change_person
from tests.factories.told import list_told
from tests.people import Cast

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _goes(tx: Transaction, who: Person, **said: Any) -> WentAway:
    """Somebody says of themselves that they are away."""
    return go_away(tx, actor=who, person=who, **said)


def _told(database: Database, now: datetime) -> list[tuple[str, str]]:
    with database.read(now) as tx:
        return list_told(tx)


def _refused(database: Database, now: datetime, **said: Any) -> tuple[Rule, object]:
    with pytest.raises(Refused) as refused, database.begin(now) as tx:
        go_away(tx, **said)
    [first, *_] = refused.value.refusals
    return first.rule, first.figures.get("why")


def test_who_is_away_has_a_stand_in_until_they_are_back(
    database: Database, cast: Cast, now: datetime
) -> None:
    until = now + 3 * DAY
    with database.begin(now) as tx:
        _goes(tx, cast.sol, since=now + DAY, until=until, stand_in=cast.cora, why="rest")

    assert presence_at(database, now, cast.sol) == Presence()
    assert presence_at(database, now + DAY, cast.sol) == Presence(None, until, cast.cora.id)
    assert presence_at(database, until, cast.sol) == Presence()
    assert _told(database, now) == [("stand_in", f"person:{cast.cora.id}")]


def _due(database: Database, now: datetime, kind: str) -> list[datetime]:
    with database.read(now) as tx:
        rows = sa.select(notices.c.due_at).where(notices.c.kind == kind).order_by(notices.c.due_at)
        return list(tx.execute(rows).scalars())


def test_who_is_named_weeks_ahead_is_told_after_their_quiet_hours_and_once_more_on_the_evening_before(
    database: Database, cast: Cast, now: datetime
) -> None:
    since = datetime(2026, 9, 1, 7, tzinfo=UTC)  # midnight in Phoenix
    asleep = datetime(2026, 8, 13, 7, tzinfo=UTC)
    with database.begin(now) as tx:
        set_quiet(tx, actor=cast.cora, person=cast.cora, hours=(time(22), time(6)))
    with database.begin(asleep) as tx:
        went = _goes(tx, cast.sol, since=since, until=since + DAY, stand_in=cast.cora)

    assert went.stand_in_told_at == datetime(2026, 8, 13, 13, tzinfo=UTC)
    assert _due(database, now, "stand_in") == [went.stand_in_told_at, since - 6 * HOUR]


def test_who_cannot_stand_in_says_so_and_who_is_away_is_told_and_whoever_said_so(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        went = go_away(
            tx, actor=cast.cora, person=cast.ada, since=now, until=now + DAY, stand_in=cast.sol, why="ill"
        )
    refs = {"absence": went.absence.id, "changed": False, "to": cast.sol.id}
    with database.begin(now + HOUR) as tx:
        assert not isinstance(load_stand_in(tx, refs), Obsolete)
        assert decline_stand_in(tx, actor=cast.ben).declined is None, "Ben was not asked to"
        assert decline_stand_in(tx, actor=cast.sol, absence_id=went.absence.id).declined == went.absence
        assert isinstance(load_stand_in(tx, refs), Obsolete), "what waits to be sent is of no use any more"
        again = decline_stand_in(tx, actor=cast.sol, absence_id=went.absence.id)

    assert (again.declined, again.others) == (None, ())
    assert presence_at(database, now + HOUR, cast.ada) == Presence(None, now + DAY, None)
    assert sorted(_told(database, now)[2:]) == sorted(
        ("stand_in_missing", f"person:{each.id}") for each in (cast.ada, cast.cora)
    )
    with database.read(now) as tx:
        [row] = tx.execute(sa.select(audit).where(audit.c.verb == "stand_in_declined"))
    assert (row.actor, row.subject_id) == (f"person:{cast.sol.id}", cast.ada.id)


def test_of_several_in_which_they_stand_in_the_one_that_they_mean_is_asked_for(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        went = [
            _goes(tx, each, since=now, until=now + DAY, stand_in=cast.cora).absence
            for each in (cast.sol, cast.cleo)
        ]
        unclear = decline_stand_in(tx, actor=cast.cora)
        assert (unclear.declined, {each.id for each in unclear.others}) == (None, {each.id for each in went})
        down = decline_stand_in(tx, actor=cast.cora, absence_id=went[1].id)

    assert (down.declined, down.others) == (went[1], (went[0],))


def test_who_loses_their_stand_in_to_a_holiday_is_told_unless_somebody_stands_in_for_both(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        rae = add_person(tx, name="Rae Rowan", agency=cast.sol.agency, role="supervisor", slack_id="U0RAE")
        _goes(tx, cast.sol, since=now, until=now + DAY, stand_in=cast.cora)
        _goes(tx, cast.cora, since=now, until=now + DAY, stand_in=rae)
    assert "stand_in_missing" not in dict(_told(database, now))
    with database.begin(now + HOUR) as tx:
        _goes(tx, rae, since=now + HOUR, until=now + DAY)
    assert _told(database, now)[-1] == ("stand_in_missing", f"person:{cast.cora.id}")


def test_absences_that_follow_each_other_are_one(database: Database, cast: Cast, now: datetime) -> None:
    for days in (0, 1):
        with database.begin(now) as tx:
            since = now + days * DAY
            _goes(tx, cast.sol, since=since, until=since + DAY)

    assert presence_at(database, now, cast.sol).away_until == now + 2 * DAY


def test_the_last_word_about_a_time_holds(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        _goes(tx, cast.sol, since=now, until=now + 9 * DAY, stand_in=cast.cora)
    with database.begin(now + HOUR) as tx:
        went = _goes(tx, cast.sol, since=now + DAY, until=now + 2 * DAY)

    assert [each.until for each in went.instead_of] == [now + 9 * DAY]
    assert presence_at(database, now + HOUR, cast.sol).away_until == now + 2 * DAY
    assert presence_at(database, now + 3 * DAY, cast.sol) == Presence()
    assert _told(database, now) == [("stand_in", f"person:{cast.cora.id}")] * 2


def test_a_supervisor_says_it_for_an_officer_and_gives_a_reason(
    database: Database, cast: Cast, now: datetime
) -> None:
    said: dict[str, Any] = {"actor": cast.sol, "person": cast.ada, "since": now, "until": now + DAY}

    assert _refused(database, now, **said) == (Rule.REASON_MISSING, None)
    with database.begin(now) as tx:
        went = go_away(tx, **said, why="  in\nhospital ")
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
        _goes(tx, rae, since=now + DAY, until=now + 2 * DAY)

    def refused(stand_in: Person, until: datetime) -> tuple[Rule, object]:
        return _refused(
            database, now, actor=cast.sol, person=cast.sol, since=now, until=until, stand_in=stand_in
        )

    assert refused(cast.sol, now + DAY) == (Rule.STAND_IN, "self")
    assert refused(gone, now + DAY) == (Rule.STAND_IN, "gone")
    assert refused(cast.ada, now + DAY) == (Rule.STAND_IN, "may_not")
    assert refused(rae, now + DAY + HOUR) == (Rule.STAND_IN, "away")
    with database.begin(now) as tx:
        _goes(tx, cast.sol, since=now, until=now + DAY, stand_in=rae)


def test_whoever_goes_away_is_shown_for_whom_they_were_to_stand_in(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        _goes(tx, cast.sol, since=now, until=now + DAY, stand_in=cast.cora)
    with database.begin(now) as tx:
        went = _goes(tx, cast.cora, since=now, until=now + DAY)

    assert [each.person_id for each in went.leaves] == [cast.sol.id]


def test_who_is_back_early_is_back(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        _goes(tx, cast.sol, since=now, until=now + 9 * DAY, stand_in=cast.cora)
        _goes(tx, cast.sol, since=now + 20 * DAY, until=now + 21 * DAY)
    with database.begin(now + HOUR) as tx:
        back = come_back(tx, actor=cast.sol, person=cast.sol)

    assert back.ended is not None
    assert back.ended.until == now + 9 * DAY
    assert [each.since for each in back.planned] == [now + 20 * DAY]
    assert presence_at(database, now + HOUR, cast.sol) == Presence()
    assert _told(database, now)[-1] == ("stand_in", f"person:{cast.cora.id}")


def test_the_only_absence_that_is_planned_is_called_off_by_coming_back(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        _goes(tx, cast.sol, since=now + DAY, until=now + 2 * DAY)
    with database.begin(now) as tx:
        come_back(tx, actor=cast.sol, person=cast.sol)

    with database.read(now) as tx:
        assert list_absences(tx, [cast.sol.id]) == {cast.sol.id: []}


def test_of_several_plans_the_one_that_is_named_is_called_off(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        for days in (5, 9):
            _goes(tx, cast.sol, since=now + days * DAY, until=now + (days + 1) * DAY)
    with database.begin(now) as tx:
        assert come_back(tx, actor=cast.sol, person=cast.sol).ended is None
        named = now + 9 * DAY, now + 9 * DAY + HOUR
        back = come_back(tx, actor=cast.sol, person=cast.sol, during=named)

    assert back.ended is not None
    assert back.ended.since == now + 9 * DAY
    assert [each.since for each in back.planned] == [now + 5 * DAY]
