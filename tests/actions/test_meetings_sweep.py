"""What time alone brings about for meetings: who is reminded, once each, and who hears that too few come."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from scheduling.escalations.facts import EscalationKind
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, OccurrenceChange
from scheduling.meetings.notices.slack import (
    load_meeting_attendance,
    load_meeting_reminder,
    load_meeting_short,
)
from scheduling.meetings.plans.cancelling import cancel_meeting
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.meetings.sweep import is_meeting_due, sweep_meetings
from scheduling.outbox.facts import Obsolete
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.escalated import Escalated, list_escalated
from tests.factories.meetings import POLICY, phoenix_at, plan, planned, weekly
from tests.factories.swept import told_of
from tests.people import Cast


def sweep(database: Database, *moments: datetime) -> None:
    for now in moments:
        while True:
            with database.begin(now) as tx:
                if not sweep_meetings(tx, POLICY):
                    break
        with database.read(now) as tx:
            assert not is_meeting_due(tx)


def hours(since: datetime, until: datetime) -> list[datetime]:
    """Every quarter of an hour."""
    count = int((until - since) / timedelta(minutes=15))
    return [since + timedelta(minutes=15) * each for each in range(count)]


def escalated(tx: Transaction) -> list[Escalated]:
    return list_escalated(tx, EscalationKind.MEETING_SHORT)


def reminded(database: Database, now: datetime) -> list[tuple[str, int]]:
    """(addressee, how many occurrences) of every reminder."""
    with database.read(now) as tx:
        notices: list[dict[str, Any]] = told_of(tx, "meeting_reminder")
    return [(each["addressee"], len(each["refs"]["due"])) for each in notices]


def test_the_silent_are_chased_and_all_who_may_come_are_reminded_once_each(
    database: Database, now: datetime, cast: Cast
) -> None:
    ada, ben, cleo = (f"person:{each.id}" for each in (cast.ada, cast.ben, cast.cleo))
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben, cast.cleo))
        answer(tx, person=cast.ada, meeting_id=drill.meeting.id, said=Answer.YES)
        answer(tx, person=cast.cleo, meeting_id=drill.meeting.id, said=Answer.NO)
    sweep(database, now, phoenix_at(8, 15, 8))
    assert reminded(database, now) == []
    sweep(database, phoenix_at(8, 15, 9), phoenix_at(8, 15, 10))
    assert reminded(database, now) == [(ben, 1)]
    sweep(database, phoenix_at(8, 17, 9), phoenix_at(8, 17, 12))
    assert reminded(database, now)[1:] == [(ada, 1), (ben, 1)]
    sweep(database, phoenix_at(8, 18, 8), phoenix_at(8, 18, 9))
    assert reminded(database, now)[3:] == [(ada, 1), (ben, 1)]
    assert cleo not in dict(reminded(database, now))


def test_what_falls_due_together_is_one_reminder(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        planned(tx, cast.sol, plan(cast.ada))
        planned(tx, cast.sol, plan(cast.ada, title="Debriefing", starts=time(9, 30)))
    sweep(database, phoenix_at(8, 17, 12))
    assert reminded(database, now) == [(f"person:{cast.ada.id}", 2)]
    with database.read(phoenix_at(8, 17, 12)) as tx:
        facts = load_meeting_reminder(tx, told_of(tx, "meeting_reminder")[0]["refs"])
    assert not isinstance(facts, Obsolete)
    assert [each.invitation.meeting.plan.title for each in facts] == ["Lockdown drill", "Debriefing"]


def test_too_few_a_day_before_is_told_to_the_organiser_and_escalated_until_enough_will_come(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben, quorum=2))
        answer(tx, person=cast.ada, meeting_id=drill.meeting.id, said=Answer.YES)
        enough = planned(tx, cast.sol, plan(cast.ada, quorum=1, title="Debriefing"))
        answer(tx, person=cast.ada, meeting_id=enough.meeting.id, said=Answer.YES)
    day_before = phoenix_at(8, 17, 9)
    sweep(database, day_before, day_before + timedelta(hours=1))
    with database.begin(day_before) as tx:
        told = told_of(tx, "meeting_short")
        assert [each["addressee"] for each in told] == [f"person:{cast.sol.id}"]
        assert escalated(tx) == [(f"meeting:{drill.meeting.id}", 0, "")]
        assert {each["refs"]["meeting"] for each in told} == {drill.meeting.id}
        assert not isinstance(load_meeting_short(tx, told[0]["refs"]), Obsolete)
        answer(tx, person=cast.ben, meeting_id=drill.meeting.id, said=Answer.YES)
        assert isinstance(load_meeting_short(tx, told[0]["refs"]), Obsolete)
        assert [each.ending for each in escalated(tx)] == ["enough"]


def test_who_takes_a_yes_back_on_the_last_day_has_it_escalated_after_all(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, quorum=1))
        answer(tx, person=cast.ada, meeting_id=drill.meeting.id, said=Answer.YES)
    last_day = phoenix_at(8, 17, 12)
    sweep(database, last_day)
    with database.begin(last_day) as tx:
        assert escalated(tx) == []
        answer(tx, person=cast.ada, meeting_id=drill.meeting.id, said=Answer.NO)
    sweep(database, last_day)
    with database.read(last_day) as tx:
        assert escalated(tx) == [(f"meeting:{drill.meeting.id}", 0, "")]
        assert [each["addressee"] for each in told_of(tx, "meeting_short")] == [f"person:{cast.sol.id}"]


@pytest.mark.parametrize("what", ["moved", "cancelled", "fewer"])
def test_what_is_escalated_of_a_meeting_is_over_once_it_is_moved_cancelled_or_asks_for_fewer(
    database: Database, now: datetime, cast: Cast, what: str
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, replace(weekly(cast.ada), quorum=1))
    last_day, number = phoenix_at(8, 17, 12), series.meeting.id
    sweep(database, last_day)
    with database.begin(last_day) as tx:
        assert [each.ending for each in escalated(tx)] == [""]
        if what == "moved":
            later = OccurrenceChange(date(2026, 8, 21), time(9), timedelta(hours=1), "Gym", "")
            edit_occurrence(
                tx, actor=cast.sol, meeting_id=number, occurrence=phoenix_at(8, 18), change=later,
                policy=POLICY,
            )  # fmt: skip
        elif what == "cancelled":
            cancel_meeting(tx, actor=cast.sol, meeting_id=number, reason="rain")
        else:
            fewer = replace(series.meeting.plan, quorum=0)
            edit_meeting(tx, actor=cast.sol, meeting_id=number, plan=fewer, policy=POLICY)
        ending = "enough" if what == "fewer" else what
        assert [each.ending for each in escalated(tx)] == [ending]


def test_of_an_occurrence_that_was_put_off_everybody_is_reminded_anew(
    database: Database, now: datetime, cast: Cast
) -> None:
    ada, first = f"person:{cast.ada.id}", phoenix_at(8, 18)
    later = OccurrenceChange(date(2026, 8, 21), time(9), timedelta(hours=1), "Gym", "")
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
    sweep(database, phoenix_at(8, 17, 12))
    assert reminded(database, now) == [(ada, 1)]
    with database.begin(phoenix_at(8, 17, 13)) as tx:
        edit_occurrence(
            tx, actor=cast.sol, meeting_id=series.meeting.id, occurrence=first, change=later, policy=POLICY
        )
    sweep(database, phoenix_at(8, 17, 13), phoenix_at(8, 18, 9), phoenix_at(8, 20, 10))
    assert reminded(database, now)[1:] == [(ada, 1), (ada, 1)]


def test_the_organiser_is_asked_who_came(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        planned(tx, cast.sol, weekly(cast.ada))
    sweep(database, phoenix_at(8, 18, 9), phoenix_at(8, 18, 10), phoenix_at(8, 18, 11))
    with database.read(phoenix_at(8, 18, 11)) as tx:
        (told,) = told_of(tx, "meeting_attendance")
        assert told["addressee"] == f"person:{cast.sol.id}"
        assert not isinstance(load_meeting_attendance(tx, told["refs"]), Obsolete)


def test_nobody_is_reminded_of_what_they_were_just_told_or_of_what_is_cancelled(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(phoenix_at(8, 17, 20)) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        gone = planned(tx, cast.sol, plan(cast.ada, starts=time(7)))
        cancel_meeting(tx, actor=cast.sol, meeting_id=gone.meeting.id, reason="Snow")
    sweep(database, phoenix_at(8, 17, 20), phoenix_at(8, 18, 7))
    assert reminded(database, now) == []
    with database.begin(phoenix_at(8, 18, 7)) as tx:
        to = replace(drill.meeting.plan, starts=time(12))
        edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=to, policy=POLICY)
    sweep(database, *hours(phoenix_at(8, 18, 7), phoenix_at(8, 18, 12)))
    assert reminded(database, now) == [(f"person:{cast.ada.id}", 1)]


def test_after_an_outage_only_what_is_still_of_use_is_said(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        planned(tx, cast.sol, weekly(cast.ada))
    sweep(database, phoenix_at(9, 7, 12))
    assert reminded(database, now) == [(f"person:{cast.ada.id}", 1)]
    with database.read(now) as tx:
        assert told_of(tx, "meeting_attendance") == []
