"""Two who do something about one meeting at the same moment: one comes after the other, nothing is lost."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from scheduling.audit.queries import list_recorded
from scheduling.audit.verify import verify_chain
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, Attendee, Invitation
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_meeting
from scheduling.meetings.plans.planning import plan_meeting
from scheduling.meetings.queries import list_meetings
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.sweep import sweep_meetings
from scheduling.meetings.tables import meeting_steps
from scheduling.outbox.tables import notices
from scheduling.refusals import Rule
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.meetings import POLICY, found, phoenix_at, plan, planned, weekly
from tests.people import Cast
from tests.races.together import at_once

AGAIN = pytest.mark.parametrize("again", range(5))
LATER = timedelta(hours=1)


def rename(cast: Cast, of: Invitation, title: str, tx: Transaction) -> None:
    to = replace(of.meeting.plan, title=title)
    edit_meeting(tx, actor=cast.sol, meeting_id=of.meeting.id, plan=to, policy=POLICY, seen=of.meeting.seen)


def retime(cast: Cast, of: Invitation, tx: Transaction) -> None:
    to = replace(of.meeting.plan, starts=time(15))
    edit_meeting(tx, actor=cast.sol, meeting_id=of.meeting.id, plan=to, policy=POLICY)


def ask_only(cast: Cast, of: Invitation, people: Iterable[int], tx: Transaction) -> None:
    to = replace(of.meeting.plan, people=tuple(people))
    edit_meeting(tx, actor=cast.sol, meeting_id=of.meeting.id, plan=to, policy=POLICY)


def cancel(cast: Cast, of: Invitation, tx: Transaction) -> None:
    cancel_meeting(tx, actor=cast.sol, meeting_id=of.meeting.id, reason="Snow")


def says_yes(cast: Cast, of: Invitation, tx: Transaction) -> None:
    answer(tx, person=cast.ada, meeting_id=of.meeting.id, said=Answer.YES)


def ada_of(tx: Transaction, cast: Cast, of: Invitation) -> Attendee | None:
    asked = read_attendees(tx, of.meeting.id)
    return next((each for each in asked if each.person_id == cast.ada.id), None)


def told(tx: Transaction, kind: str) -> list[dict[str, Any]]:
    return list(tx.execute(select(notices.c.refs).where(notices.c.kind == kind)).scalars())


def list_verbs(tx: Transaction, of: Invitation) -> list[str]:
    rows = list_recorded(tx, limit=100, subject="meeting", subject_id=of.meeting.id)
    return [row.verb for row in rows]


@AGAIN
def test_of_two_editors_who_have_read_the_same_one_is_told_that_the_other_was_first(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    titles = ["Fire drill", "Storm drill"]
    came = at_once(database, now + LATER, *(partial(rename, cast, drill, title) for title in titles))
    assert sorted(came, key=str) == [None, Rule.MEETING_CHANGED]
    with database.read(now + LATER) as tx:
        assert found(tx, drill).meeting.plan.title == titles[came.index(None)]
        assert len(told(tx, "meeting_changed")) == 1


@AGAIN
def test_a_yes_while_the_time_changes_is_never_a_yes_to_the_new_time_unless_given_to_it(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    """Whichever came first, the answer that stands is one that the audit has after the change."""
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    came = at_once(database, now + LATER, partial(says_yes, cast, drill), partial(retime, cast, drill))
    assert came == [None, None]
    with database.read(now + LATER) as tx:
        ada = ada_of(tx, cast, drill)
        assert ada is not None
        verbs = list_verbs(tx, drill)
        answered_last = verbs[-1] == "meeting_answered"
        assert ada.said.answer is (Answer.YES if answered_last else Answer.NONE)
        assert sorted(verbs) == ["meeting_answered", "meeting_changed", "meeting_planned"]


@AGAIN
def test_an_answer_to_what_is_being_cancelled_is_taken_before_it_or_refused(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    said, cancelled = at_once(
        database, now + LATER, partial(says_yes, cast, drill), partial(cancel, cast, drill)
    )
    assert cancelled is None
    with database.read(now + LATER) as tx:
        verbs = list_verbs(tx, drill)
        assert verbs[-1] == "meeting_cancelled"
        assert said is (None if "meeting_answered" in verbs else Rule.MEETING_CANCELLED)


@AGAIN
def test_who_answers_while_being_taken_off_is_off_and_told_so(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
    said, edited = at_once(
        database, now + LATER, partial(says_yes, cast, drill), partial(ask_only, cast, drill, [cast.ben.id])
    )
    assert edited is None
    assert said in {None, Rule.MEETING_NOT_ASKED}
    with database.read(now + LATER) as tx:
        assert ada_of(tx, cast, drill) is None
        assert [refs["person"] for refs in told(tx, "meeting_cancelled")] == [cast.ada.id]


@AGAIN
def test_two_sweeps_and_an_edit_remind_everybody_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada, cast.ben))
    day_before = phoenix_at(8, 17)

    def sweep(tx: Transaction) -> None:
        sweep_meetings(tx, POLICY)

    came = at_once(database, day_before, sweep, sweep, partial(ask_only, cast, series, [cast.ada.id]), sweep)
    assert came == [None] * 4
    with database.begin(day_before) as tx:
        while sweep_meetings(tx, POLICY):
            pass
        to = [refs["person"] for refs in told(tx, "meeting_reminder")]
        assert to.count(cast.ada.id) <= 1
        assert to.count(cast.ben.id) <= 1
        steps = select(meeting_steps.c.original_at, meeting_steps.c.step)
        done = [tuple(row) for row in tx.execute(steps)]
        assert len(done) == len(set(done))


@AGAIN
def test_many_sweeps_at_once_leave_nobody_out_and_tell_nobody_twice(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        for number in range(5):
            planned(tx, cast.sol, plan(cast.ada, cast.ben, title=f"Drill {number}"))
    at = phoenix_at(8, 15)

    def sweep(tx: Transaction) -> None:
        sweep_meetings(tx, POLICY)

    assert at_once(database, at, *[sweep] * 4) == [None] * 4
    with database.begin(at) as tx:
        while sweep_meetings(tx, POLICY):
            pass
        reminders = told(tx, "meeting_reminder")
        counted = [(each["person"], *due) for each in reminders for due in each["due"]]
        assert len(counted) == len(set(counted)) == 10


@AGAIN
def test_what_is_sent_twice_is_planned_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    """The form is delivered a second time while the first is still being worked on."""
    deed = partial(plan_meeting, actor=cast.sol, plan=plan(cast.ada), policy=POLICY)
    came = at_once(database, now, deed, deed, deed)
    assert sorted(came, key=str) == [None, Rule.MEETING_TWICE, Rule.MEETING_TWICE]
    with database.read(now) as tx:
        (drill,) = list_meetings(tx, since=now)
        assert len(told(tx, "meeting_asked")) == 1
        assert drill.people == {cast.ada.id}


@AGAIN
def test_occurrences_that_two_people_cancel_at_once_are_both_gone(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))

    def cancel_one(actor: Person, at: datetime, tx: Transaction) -> None:
        cancel_occurrence(tx, actor=actor, meeting_id=series.meeting.id, occurrence=at, reason="Snow")

    came = at_once(
        database,
        now + LATER,
        partial(cancel_one, cast.sol, phoenix_at(8, 18)),
        partial(cancel_one, cast.cora, phoenix_at(8, 25)),
    )
    assert came == [None, None]
    with database.read(now + LATER) as tx:
        after = found(tx, series)
        assert [each.cancelled for each in after.differences] == [True, True]
        assert after.meeting.sequence == 2
        assert verify_chain(tx).broken is None
        sent = select(func.count(func.distinct(notices.c.dedupe_key))).where(
            notices.c.kind == "meeting_invitation"
        )
        assert tx.execute(sent).scalar_one() == 3
