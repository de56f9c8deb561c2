"""Who came, where the minutes are, and the training that it served."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from scheduling.meetings.answers.attendance import (
    Attendance,
    Covered,
    find_minutes,
    list_who_came,
    record_attendance,
)
from scheduling.meetings.answers.who_came import read_who_came
from scheduling.meetings.plans.editing import edit_meeting
from scheduling.meetings.plans.planning import plan_meeting
from scheduling.policy.schema import Policy
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.queries import list_records
from tests.factories.countdowns import FIREARMS, HOURS
from tests.factories.meetings import POLICY, phoenix_at, plan, planned, weekly
from tests.factories.owing import packs
from tests.factories.roster import change_person
from tests.people import Cast

AFTER = phoenix_at(8, 18, 10)
AT = phoenix_at(8, 18)


def test_who_came_and_the_minutes_are_noted_and_may_be_put_right(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        number = planned(tx, cast.sol, plan(cast.ada, cast.ben)).meeting.id
    for came, link, kept in [
        ((cast.ada.id, cast.cleo.id), "https://minutes.example.org/1", (cast.ada.id,)),
        ((cast.ben.id,), "", (cast.ben.id,)),
    ]:
        with database.begin(AFTER) as tx:
            noted = record_attendance(
                tx, actor=cast.sol, meeting_id=number, occurrence=AT, came=came, policy=POLICY,
                minutes_link=link,
            )  # fmt: skip
            assert noted.came == kept
            assert list_who_came(tx, number, AT) == list(kept)
            assert find_minutes(tx, number, AT) == "https://minutes.example.org/1"


def test_nobody_has_come_to_what_is_still_ahead(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        number = planned(tx, cast.sol, plan(cast.ada)).meeting.id
    with pytest.raises(Refused) as refused, database.begin(now) as tx:
        record_attendance(tx, actor=cast.sol, meeting_id=number, occurrence=AT, came=(), policy=POLICY)
    assert refused.value.refusals[0].rule is Rule.MEETING_AHEAD


def test_training_that_it_served_is_logged_once_for_those_who_came(
    database: Database, now: datetime, cast: Cast
) -> None:
    policy = packs(HOURS)
    wanted = replace(plan(cast.ada, cast.ben, cast.cleo), requirement=HOURS.key)
    with database.begin(now) as tx:
        number = plan_meeting(tx, actor=cast.sol, plan=wanted, policy=policy).invitation.meeting.id
    with database.begin(AFTER) as tx:
        came = (cast.ada.id, cast.cleo.id)
        first = record_attendance(
            tx, actor=cast.sol, meeting_id=number, occurrence=AT, came=came, policy=policy,
            covered=Covered(topics=("Active shooter",)),
        )  # fmt: skip
        second = record_attendance(
            tx, actor=cast.sol, meeting_id=number, occurrence=AT, came=came, policy=policy,
            covered=Covered(topics=("Active shooter",)),
        )  # fmt: skip
        (logged,) = list_records(tx, cast.ada.id)
        assert list_records(tx, cast.ben.id) == []
    assert (first.logged, second.logged) == ((cast.ada.id,), ())
    assert first.not_logged[cast.cleo.id][0].rule is Rule.NOT_ENTITLED
    assert (logged.requirement, logged.minutes, logged.starts_at) == (HOURS.key, 60, AT)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "minutes", "file:///etc/passwd", "https://", "https://x.org/a|b>"]
)
def test_minutes_are_at_a_web_address(database: Database, now: datetime, cast: Cast, link: str) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    with pytest.raises(Refused) as refused, database.begin(phoenix_at(8, 19)) as tx:
        record_attendance(
            tx, actor=cast.sol, meeting_id=drill.meeting.id, occurrence=phoenix_at(8, 18),
            came=[cast.ada.id], policy=POLICY, minutes_link=link,
        )  # fmt: skip
    (refusal,) = refused.value.refusals
    assert (refusal.rule, refusal.figures["why"]) == (Rule.MEETING_TEXT, "link")
    with database.read(now) as tx:
        assert list_who_came(tx, drill.meeting.id, phoenix_at(8, 18)) == []


def test_who_came_and_was_taken_off_the_series_afterwards_came_all_the_same(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada, cast.ben))
    with database.begin(phoenix_at(8, 19)) as tx:
        to = replace(series.meeting.plan, people=(cast.ben.id,))
        edit_meeting(tx, actor=cast.sol, meeting_id=series.meeting.id, plan=to, policy=POLICY)
    with database.begin(phoenix_at(8, 20)) as tx:
        of: Any = {"actor": cast.sol, "meeting_id": series.meeting.id}
        shown = read_who_came(tx, **of, original_at=phoenix_at(8, 18))
        assert [each.name for each in shown.people] == [cast.ada.name, cast.ben.name]
        noted = record_attendance(tx, **of, occurrence=phoenix_at(8, 18), came=[cast.ada.id], policy=POLICY)
        assert noted.came == (cast.ada.id,)


SERVES = packs(HOURS)
"""A policy with the yearly hours."""


def serving(tx: Transaction, cast: Cast, **told: Any) -> int:
    """The number of a drill of Ada's and Ben's that counts for the yearly hours."""
    wanted = plan(cast.ada, cast.ben, requirement=HOURS.key, **told)
    return plan_meeting(tx, actor=cast.sol, plan=wanted, policy=SERVES).invitation.meeting.id


def note(
    tx: Transaction, cast: Cast, number: int, *came: Person, policy: Policy = SERVES, of: datetime = AT
) -> Attendance:
    return record_attendance(
        tx, actor=cast.sol, meeting_id=number, occurrence=of, came=[each.id for each in came], policy=policy,
        covered=Covered(topics=("Active shooter",)),
    )  # fmt: skip


def test_who_is_added_later_is_logged_then_and_nobody_twice(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        number = serving(tx, cast)
    with database.begin(AFTER) as tx:
        assert note(tx, cast, number, cast.ada).logged == (cast.ada.id,)
    with database.begin(AFTER + timedelta(days=1)) as tx:
        later = note(tx, cast, number, cast.ada, cast.ben)
        assert (later.came, later.logged) == ((cast.ada.id, cast.ben.id), (cast.ben.id,))
        assert later.not_logged == {}
        assert [len(list_records(tx, each.id)) for each in (cast.ada, cast.ben)] == [1, 1]


def test_who_turns_out_not_to_have_come_keeps_the_record_and_gets_no_second_one(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        number = serving(tx, cast)
    with database.begin(AFTER) as tx:
        note(tx, cast, number, cast.ada, cast.ben)
    with database.begin(AFTER + timedelta(hours=1)) as tx:
        note(tx, cast, number, cast.ben)
        assert list_who_came(tx, number, AT) == [cast.ben.id]
        assert len(list_records(tx, cast.ada.id)) == 1
    with database.begin(AFTER + timedelta(hours=2)) as tx:
        again = note(tx, cast, number, cast.ada, cast.ben)
        assert (again.came, again.logged) == ((cast.ada.id, cast.ben.id), ())
        assert len(list_records(tx, cast.ada.id)) == 1


def test_nothing_is_logged_while_it_lasts_and_all_of_it_afterwards(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        number = serving(tx, cast)
    with database.begin(AT + timedelta(minutes=30)) as tx:
        during = note(tx, cast, number, cast.ada)
        assert (during.logged, during.not_logged) == ((), {})
        assert list_who_came(tx, number, AT) == [cast.ada.id]
    with database.begin(AFTER) as tx:
        assert note(tx, cast, number, cast.ada).logged == (cast.ada.id,)


def test_where_the_requirement_has_left_the_policy_who_came_is_noted_and_why_nothing_is_logged_is_said(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        number = serving(tx, cast)
    with database.begin(AFTER) as tx:
        noted = note(tx, cast, number, cast.ada, policy=packs(FIREARMS))
        assert (noted.came, noted.logged) == ((cast.ada.id,), ())
        (refusal,) = noted.not_logged[cast.ada.id]
        assert (refusal.rule, refusal.figures) == (Rule.TRAINING_UNKNOWN, {"requirement": HOURS.key})
        assert list_who_came(tx, number, AT) == [cast.ada.id]
        assert list_records(tx, cast.ada.id) == []
    with database.begin(AFTER + timedelta(days=1)) as tx:  # it is back
        assert note(tx, cast, number, cast.ada).logged == (cast.ada.id,)


def test_training_late_in_the_evening_is_of_each_officers_own_day(
    database: Database, now: datetime, cast: Cast
) -> None:
    late = phoenix_at(8, 18, 23)
    with database.begin(now) as tx:
        change_person(tx, cast.ada, zone="America/New_York")
        number = serving(tx, cast, starts=time(23))
    with database.begin(late + timedelta(hours=1)) as tx:
        note(tx, cast, number, cast.ada, cast.ben, of=late)
        days = [record.done_on for each in (cast.ada, cast.ben) for record in list_records(tx, each.id)]
        assert days == [date(2026, 8, 19), date(2026, 8, 18)]


def test_who_has_left_the_roster_since_came_all_the_same(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        number = serving(tx, cast)
    with database.begin(AFTER) as tx:
        change_person(tx, cast.ben, active=False)
        noted = note(tx, cast, number, cast.ada, cast.ben)
        assert noted.came == (cast.ada.id, cast.ben.id)
        assert set(noted.logged) | set(noted.not_logged) == {cast.ada.id, cast.ben.id}
