"""Changing and cancelling meetings: who is told what, and what stands in the end."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from scheduling.ical.repeat import Every
from scheduling.meetings.facts import Answer, Invitation, OccurrenceChange, Plan, Said, Which
from scheduling.meetings.letters.telling import asked_post
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.meetings.plans.planning import Planned
from scheduling.meetings.queries import find_meeting, list_meetings
from scheduling.meetings.rows import read_attendees, said_values
from scheduling.meetings.tables import attendees
from scheduling.outbox.queries import find_post
from scheduling.outbox.tables import notices, posts
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.meetings import POLICY, days_of, found, phoenix_at, plan, planned, weekly
from tests.factories.told import list_recorded
from tests.people import Cast

LATER = timedelta(hours=1)


def edit(tx: Transaction, by: Person, of: Invitation, to: Plan, **told: object) -> Planned:
    return edit_meeting(tx, actor=by, meeting_id=of.meeting.id, plan=to, policy=POLICY, **told)  # type: ignore[arg-type]  # as named


def mails(tx: Transaction, since: datetime) -> list[tuple[int, str, int, bool]]:
    """(person, method, sequence, whole) of every mail put in at an instant, by person."""
    rows = tx.execute(
        select(notices.c.refs)
        .where(notices.c.kind == "meeting_invitation", notices.c.created_at == since)
        .order_by(notices.c.id)
    )
    refs = [row.refs for row in rows]
    return sorted((r["person"], r["method"], r["sequence"], "original_at" not in r) for r in refs)


def say(tx: Transaction, of: Invitation, who: Person, answer: Answer) -> None:
    tx.execute(
        attendees.update()
        .where(attendees.c.meeting_id == of.meeting.id, attendees.c.person_id == who.id)
        .values(**said_values(Said(answer, at=tx.now)))
    )


def answers(tx: Transaction, of: Invitation) -> dict[int, Answer]:
    return {each.person_id: each.said.answer for each in read_attendees(tx, of.meeting.id)}


def test_a_meeting_that_moves_is_sent_to_all_with_a_higher_sequence_and_asked_anew(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
        say(tx, drill, cast.ada, Answer.YES)
    with database.begin(now + LATER) as tx:
        moved = edit(tx, cast.sol, drill, replace(drill.meeting.plan, starts=time(10))).invitation
        assert mails(tx, tx.now) == [(cast.ada.id, "REQUEST", 1, True), (cast.ben.id, "REQUEST", 1, True)]
        assert found(tx, drill) == moved
        assert answers(tx, moved) == {cast.ada.id: Answer.NONE, cast.ben.id: Answer.NONE}
    assert (moved.meeting.uid, days_of(moved)) == (drill.meeting.uid, ["08-18 10:00"])
    assert (moved.meeting.sequence, moved.meeting.retimed_sequence) == (1, 1)


def test_other_words_are_sent_with_a_later_stamp_only_and_answers_stand(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        say(tx, drill, cast.ada, Answer.YES)
        reworded = edit(tx, cast.sol, drill, replace(drill.meeting.plan, title="Fire drill")).invitation
        assert mails(tx, now)[-1] == (cast.ada.id, "REQUEST", 0, True)
        assert answers(tx, drill) == {cast.ada.id: Answer.YES}
    assert reworded.meeting.sequence == 0
    assert reworded.meeting.revised_at == drill.meeting.revised_at + timedelta(seconds=1)


def test_who_is_added_or_taken_off_is_told_and_nobody_else(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
    to = replace(drill.meeting.plan, people=(cast.ada.id, cast.cleo.id))
    with database.begin(now + LATER) as tx:
        after = edit(tx, cast.sol, drill, to).invitation
        assert mails(tx, tx.now) == [(cast.ben.id, "CANCEL", 1, True), (cast.cleo.id, "REQUEST", 1, True)]
        assert after.people == {cast.ada.id, cast.cleo.id}
        assert found(tx, drill) == after


def test_who_is_asked_again_after_being_taken_off_gets_a_later_invitation(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
        both, alone = drill.meeting.plan, replace(drill.meeting.plan, people=(cast.ada.id,))
        off = edit(tx, cast.sol, drill, alone).invitation
        again = edit(tx, cast.sol, drill, both).invitation
    assert again.people == drill.people
    assert (again.meeting.sequence, again.meeting.revised_at) > (
        off.meeting.sequence,
        off.meeting.revised_at,
    )


def test_who_is_asked_again_is_asked_in_a_message_of_its_own_and_not_in_one_of_weeks_ago(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
        keys = {who.id: asked_post(drill.meeting.id, who.id) for who in (cast.ada, cast.ben)}
        for key in keys.values():
            tx.execute(posts.insert().values(key=key, slack_channel="D0DM", slack_ts="1.0", updated_at=now))
    with database.begin(now + LATER) as tx:
        edit(tx, cast.sol, drill, replace(drill.meeting.plan, people=(cast.ada.id,)))
        assert find_post(tx, keys[cast.ben.id]) is not None, "there he reads that he need not come"
    with database.begin(now + 2 * LATER) as tx:
        edit(tx, cast.sol, drill, drill.meeting.plan)
        assert find_post(tx, keys[cast.ben.id]) is None
        assert find_post(tx, keys[cast.ada.id]) is not None


def test_nothing_is_sent_where_nothing_changes(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    with database.begin(now + LATER) as tx:
        assert edit(tx, cast.sol, drill, drill.meeting.plan).invitation == drill
        assert mails(tx, tx.now) == []


def test_what_a_quorum_changes_is_in_nobodys_calendar(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    with database.begin(now + LATER) as tx:
        assert edit(tx, cast.sol, drill, replace(drill.meeting.plan, quorum=1)).invitation != drill
        assert mails(tx, tx.now) == []


def test_one_occurrence_that_moves_is_sent_by_itself_and_answered_anew(
    database: Database, now: datetime, cast: Cast
) -> None:
    change = OccurrenceChange(date(2026, 8, 26), time(14), timedelta(hours=2), "Hall", "")
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        say(tx, series, cast.ada, Answer.YES)
    second = phoenix_at(8, 25)
    with database.begin(now + LATER) as tx:
        after = edit_occurrence(
            tx, actor=cast.sol, meeting_id=series.meeting.id, occurrence=second, change=change, policy=POLICY
        ).invitation
        assert mails(tx, tx.now) == [(cast.ada.id, "REQUEST", 1, False)]
        (ada,) = read_attendees(tx, series.meeting.id)
        assert found(tx, series) == after
    assert days_of(after) == ["08-18 09:00", "08-26 14:00", "09-01 09:00", "09-08 09:00"]
    assert (ada.says(second), ada.says(phoenix_at(9, 1))) == (Answer.NONE, Answer.YES)


def test_one_occurrence_is_cancelled_with_its_reason(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
    with database.begin(now + LATER) as tx:
        after = cancel_occurrence(
            tx, actor=cast.sol, meeting_id=series.meeting.id, occurrence=phoenix_at(8, 25), reason="Holiday"
        ).invitation
        assert mails(tx, tx.now) == [(cast.ada.id, "CANCEL", 1, False)]
        assert (f"person:{cast.sol.id}", "meeting_cancelled") in list_recorded(tx)
    assert days_of(after) == ["08-18 09:00", "08-25 09:00 x", "09-01 09:00", "09-08 09:00"]
    with pytest.raises(Refused) as refused, database.begin(now + LATER) as tx:
        cancel_occurrence(
            tx, actor=cast.sol, meeting_id=series.meeting.id, occurrence=phoenix_at(8, 25), reason="Again"
        )
    assert refused.value.refusals[0].rule is Rule.MEETING_CANCELLED


def test_this_and_following_ends_the_series_and_starts_another_with_what_was_said(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada, cast.ben))
        say(tx, series, cast.ada, Answer.YES)
    third = phoenix_at(9, 1)
    to = replace(series.meeting.plan, place="Hall", people=(cast.ada.id,))
    with database.begin(now + LATER) as tx:
        rest = edit(tx, cast.sol, series, to, which=Which.FOLLOWING, occurrence=third).invitation
        ended = found(tx, series)
        assert answers(tx, rest) == {cast.ada.id: Answer.YES}
        assert mails(tx, tx.now) == [
            (cast.ada.id, "REQUEST", 0, True),
            (cast.ada.id, "REQUEST", 1, True),
            (cast.ben.id, "REQUEST", 1, True),
        ]
    assert days_of(ended) == ["08-18 09:00", "08-25 09:00"]
    assert days_of(rest) == ["09-01 09:00", "09-08 09:00"]
    assert rest.meeting.uid != ended.meeting.uid
    assert rest.meeting.series_id == ended.meeting.id


def test_the_rest_of_last_fridays_are_last_fridays(database: Database, now: datetime, cast: Cast) -> None:
    fridays = plan(cast.ada, day=date(2026, 10, 30), every=Every.MONTH, count=5)
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, fridays)
        to = replace(series.meeting.plan, title="Later")
        november = phoenix_at(11, 27)
        rest = edit(tx, cast.sol, series, to, which=Which.FOLLOWING, occurrence=november).invitation
    assert days_of(rest) == ["11-27 09:00", "12-25 09:00", "01-29 09:00", "02-26 09:00"]


def test_new_times_of_a_series_that_has_begun_leave_what_was_as_it_was(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
    with database.begin(now + timedelta(days=7)) as tx:
        to = replace(series.meeting.plan, starts=time(15))
        rest = edit(tx, cast.sol, series, to).invitation
        assert days_of(found(tx, series)) == ["08-18 09:00"]
    assert days_of(rest) == ["08-25 15:00", "09-01 15:00", "09-08 15:00"]


def test_a_cancelled_occurrence_stays_cancelled_when_the_hour_of_the_series_changes(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        cancel_occurrence(
            tx, actor=cast.sol, meeting_id=series.meeting.id, occurrence=phoenix_at(8, 25), reason="Holiday"
        )
        after = edit(tx, cast.sol, series, replace(series.meeting.plan, starts=time(11))).invitation
        assert found(tx, series) == after
    assert days_of(after) == ["08-18 11:00", "08-25 11:00 x", "09-01 11:00", "09-08 11:00"]


def test_a_meeting_is_cancelled_for_all_and_stays_with_why(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
    with database.begin(now + LATER) as tx:
        cancel_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, reason="  Snow ")
        assert mails(tx, tx.now) == [(cast.ada.id, "CANCEL", 1, True), (cast.ben.id, "CANCEL", 1, True)]
        after = find_meeting(tx, drill.meeting.id)
    assert after is not None
    assert (after.meeting.cancelled_at, after.meeting.cancel_reason) == (now + LATER, "Snow")
    with pytest.raises(Refused) as refused, database.begin(now + LATER) as tx:
        edit(tx, cast.sol, drill, replace(drill.meeting.plan, title="Back"))
    assert refused.value.refusals[0].rule is Rule.MEETING_CANCELLED


def test_a_series_that_has_begun_ends_rather_than_vanishes(
    database: Database, now: datetime, cast: Cast
) -> None:
    put_off = OccurrenceChange(date(2026, 8, 28), time(9), timedelta(hours=1), "Gym", "")
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada, day=date(2026, 8, 19)))
        edit_occurrence(
            tx, actor=cast.sol, meeting_id=series.meeting.id, occurrence=phoenix_at(8, 19), change=put_off,
            policy=POLICY,
        )  # fmt: skip
    with database.begin(phoenix_at(8, 27)) as tx:
        cancel_meeting(tx, actor=cast.sol, meeting_id=series.meeting.id, reason="Summer")
        after = found(tx, series)
        assert mails(tx, tx.now) == [(cast.ada.id, "REQUEST", 3, True)]
    assert days_of(after) == ["08-26 09:00", "08-28 09:00 x"]
    assert after.meeting.cancelled_at is None


def test_a_reason_is_needed(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    with pytest.raises(Refused) as refused, database.begin(now) as tx:
        cancel_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, reason=" ")
    assert refused.value.refusals[0].rule is Rule.REASON_MISSING


def test_only_who_answers_for_the_organiser_changes_a_meeting(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        asked = planned(tx, cast.cora, plan(cast.ada, cast.sol))
        drill = planned(tx, cast.cora, plan(cast.ada, title="Not for Sol to know of"))
    for of, rule in ((asked, Rule.NOT_ENTITLED), (drill, Rule.MEETING_GONE)):
        with pytest.raises(Refused) as refused, database.begin(now) as tx:
            cancel_meeting(tx, actor=cast.sol, meeting_id=of.meeting.id, reason="No")
        assert refused.value.refusals[0].rule is rule
    with database.begin(now) as tx:
        cancel_meeting(tx, actor=cast.cora, meeting_id=drill.meeting.id, reason="Snow")


def test_a_series_is_not_cut_before_what_has_taken_place(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
    cut = replace(series.meeting.plan, count=None, until=date(2026, 8, 20))
    with pytest.raises(Refused) as refused, database.begin(now + timedelta(days=14)) as tx:
        edit(tx, cast.sol, series, cut)
    assert refused.value.refusals[0].figures["why"] == "backwards"
    with database.begin(now + timedelta(days=14)) as tx:
        longer = replace(series.meeting.plan, count=5)
        assert len(days_of(edit(tx, cast.sol, series, longer).invitation)) == 5
        assert len(list_meetings(tx, since=now)) == 1
