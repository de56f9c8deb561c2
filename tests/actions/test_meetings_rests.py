"""This and following, of series in which occurrences were moved, answered and held already."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from scheduling.ical.repeat import Every
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, Invitation, OccurrenceChange, Plan, Which
from scheduling.meetings.notice_facts import MeetingCancelled
from scheduling.meetings.notices.slack import load_meeting_cancelled
from scheduling.meetings.plans.cancelling import cancel_meeting
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence, preview_edit
from scheduling.meetings.queries import list_meetings
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.rules.times import occurrences_of
from scheduling.outbox.tables import notices
from scheduling.refusals import Refused, Rule
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.meetings import POLICY, days_of, found, phoenix_at, planned, weekly
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_told
from tests.people import Cast

HOUR = timedelta(hours=1)
SECOND, THIRD = phoenix_at(8, 25), phoenix_at(9, 1)


def follow(tx: Transaction, cast: Cast, of: Invitation, start: datetime, to: Plan) -> Invitation:
    return edit_meeting(
        tx, actor=cast.sol, meeting_id=of.meeting.id, plan=to, policy=POLICY, which=Which.FOLLOWING,
        occurrence=start,
    ).invitation  # fmt: skip


def move(tx: Transaction, cast: Cast, of: Invitation, occurrence: datetime, to: datetime) -> None:
    local = to - timedelta(hours=7)
    change = OccurrenceChange(local.date(), local.time(), HOUR, "Gym", "")
    edit_occurrence(
        tx, actor=cast.sol, meeting_id=of.meeting.id, occurrence=occurrence, change=change, policy=POLICY
    )


def test_what_was_moved_before_an_earlier_one_and_has_been_is_not_cut_off(
    database: Database, now: datetime, cast: Cast
) -> None:
    """The third was held on the Thursday before the second: “the second and following” would undo it."""
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        move(tx, cast, series, THIRD, phoenix_at(8, 20))
    afterwards = phoenix_at(8, 21)
    to = replace(series.meeting.plan, starts=time(11))
    for refuse in (
        lambda tx: follow(tx, cast, series, SECOND, to),
        lambda tx: cancel_meeting(
            tx, actor=cast.sol, meeting_id=series.meeting.id, reason="Snow", which=Which.FOLLOWING,
            occurrence=SECOND,
        ),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused, database.begin(afterwards) as tx:
            refuse(tx)
        (refusal,) = refused.value.refusals
        assert (refusal.rule, refusal.figures["begun_at"]) == (Rule.MEETING_OVER, phoenix_at(8, 20))
    with database.begin(afterwards) as tx:
        cancel_meeting(tx, actor=cast.sol, meeting_id=series.meeting.id, reason="Snow")
        assert days_of(found(tx, series)) == ["08-18 09:00", "08-20 09:00", "08-25 09:00 x"]


def test_the_rest_of_second_tuesdays_on_third_tuesdays_is_asked_anew(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        monthly = weekly(cast.ada, day=date(2026, 9, 8), every=Every.MONTH)
        series = planned(tx, cast.sol, monthly)
        answer(tx, person=cast.ada, meeting_id=series.meeting.id, said=Answer.YES)
        to = replace(series.meeting.plan, day=date(2026, 10, 20), count=3)
        rest = follow(tx, cast, series, phoenix_at(10, 13), to)
        (ada,) = read_attendees(tx, rest.meeting.id)
        assert days_of(rest) == ["10-20 09:00", "11-17 09:00", "12-15 09:00"]
        assert ada.said.answer is Answer.NONE


def test_who_is_not_asked_to_the_rest_is_told_from_when_on(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada, cast.ben))
    with database.begin(now + HOUR) as tx:
        rest = follow(tx, cast, series, SECOND, replace(series.meeting.plan, people=(cast.ada.id,)))
        told = [each for each in list_told(tx) if each[1] == f"person:{cast.ben.id}"]
        assert told[-3:] == [
            ("meeting_invitation", f"person:{cast.ben.id}"),
            ("meeting_cancelled", f"person:{cast.ben.id}"),
            ("meeting_stands", f"person:{cast.ben.id}"),
        ]
        refs = tx.execute(select(notices.c.refs).where(notices.c.kind == "meeting_cancelled")).scalar_one()
        facts = load_meeting_cancelled(tx, refs)
        assert isinstance(facts, MeetingCancelled)
        assert (facts.off, facts.rest, facts.invitation.meeting.id) == (True, True, series.meeting.id)
        assert rest.people == {cast.ada.id}


def test_a_series_that_has_begun_needs_an_end_as_well(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
    endless = replace(series.meeting.plan, starts=time(11), count=None)
    with pytest.raises(Refused) as refused, database.begin(phoenix_at(8, 19)) as tx:
        edit_meeting(tx, actor=cast.sol, meeting_id=series.meeting.id, plan=endless, policy=POLICY)
    (refusal,) = refused.value.refusals
    assert (refusal.rule, refusal.figures["why"]) == (Rule.MEETING_REPEAT, "endless")


def test_an_edit_is_looked_at_before_it_is_sent_and_changes_nothing(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada, cast.ben))
        shift = add_shift(tx, cast.quartz, phoenix_at(8, 25, 11))
        give(tx, shift, cast.ada)
    later = phoenix_at(8, 19)
    wanted = replace(series.meeting.plan, starts=time(11), people=(cast.ada.id,))
    with database.read(later) as tx:
        seen = preview_edit(
            tx, actor=cast.sol, meeting_id=series.meeting.id, plan=wanted, policy=POLICY,
            seen=series.meeting.seen,
        )  # fmt: skip
        assert days_of(seen.draft) == ["08-25 11:00", "09-01 11:00", "09-08 11:00"]
        assert set(seen.asked.by) == {cast.ada.id}
        assert [(clash.name, clash.shift.id) for clash in seen.clashes] == [(cast.ada.name, shift.id)]
        assert [each.meeting.id for each in list_meetings(tx, since=later)] == [series.meeting.id]
    with database.begin(later) as tx:
        done = edit_meeting(tx, actor=cast.sol, meeting_id=series.meeting.id, plan=wanted, policy=POLICY)
        assert done.clashes == seen.clashes
        assert occurrences_of(done.invitation)[0].starts_at == occurrences_of(seen.draft)[0].starts_at


def test_of_one_occurrence_that_moves_only_its_own_clashes_are_shown(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        for day in (26, 18):
            give(tx, add_shift(tx, cast.quartz, phoenix_at(8, day)), cast.ada)
        change = OccurrenceChange(date(2026, 8, 26), time(9), HOUR, "Gym", "")
        done = edit_occurrence(
            tx, actor=cast.sol, meeting_id=series.meeting.id, occurrence=SECOND, change=change, policy=POLICY
        )
        assert [clash.starts_at for clash in done.clashes] == [phoenix_at(8, 26)]
