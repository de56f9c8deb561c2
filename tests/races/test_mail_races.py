"""Answers by mail beside each other and beside buttons, at the same moment: each counts once, in some order.

Each story is told several times over, since no single run meets every order of events.
"""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from scheduling.ical.replies import read_reply
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, Invitation
from scheduling.meetings.mail.facts import ReplyOutcome
from scheduling.meetings.mail.replies import receive_reply
from scheduling.meetings.plans.cancelling import cancel_meeting
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.tables import meeting_replies, meetings
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database
from tests.factories.answers import answer_to
from tests.factories.meetings import plan, planned
from tests.people import Cast
from tests.races.together import Deed, at_once

AGAIN = pytest.mark.parametrize("again", range(3))


@pytest.fixture
def drill(database: Database, cast: Cast, now: datetime) -> Invitation:
    with database.begin(now) as tx:
        return planned(tx, cast.sol, plan(cast.ada, cast.ben))


def receiving(mail: bytes) -> Deed:
    return partial(receive_reply, mail=mail, reply=read_reply(mail))


def outcomes(database: Database, now: datetime) -> list[str]:
    with database.read(now) as tx:
        return sorted(tx.execute(select(meeting_replies.c.outcome)).scalars())


def answers(database: Database, now: datetime, of: Invitation) -> list[Answer]:
    with database.read(now) as tx:
        return [each.said.answer for each in read_attendees(tx, of.meeting.id)]


@AGAIN
def test_one_mail_that_is_delivered_many_times_at_once_counts_once(
    database: Database, cast: Cast, now: datetime, drill: Invitation, again: int
) -> None:
    mail = answer_to(drill, cast.ada, "TENTATIVE", at=now, method="COUNTER")
    assert at_once(database, now, *[receiving(mail)] * 6) == [None] * 6
    assert outcomes(database, now) == ["counter"]
    with database.read(now) as tx:
        told = select(func.count()).select_from(notices).where(notices.c.kind == "meeting_proposed")
        assert tx.execute(told).scalar_one() == 1


@AGAIN
def test_rubbish_that_is_delivered_many_times_at_once_is_written_down_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    assert at_once(database, now, *[receiving(b"rubbish")] * 6) == [None] * 6
    assert outcomes(database, now) == ["malformed"]


@AGAIN
def test_a_button_and_a_mail_at_once_leave_one_of_the_two_answers(
    database: Database, cast: Cast, now: datetime, drill: Invitation, again: int
) -> None:
    later = now + timedelta(seconds=5)
    mail = answer_to(drill, cast.ada, "DECLINED", at=later)
    press = partial(answer, person=cast.ada, meeting_id=drill.meeting.id, said=Answer.YES)
    assert at_once(database, later, receiving(mail), press) == [None, None]
    ada, ben = answers(database, now, drill)
    assert ada in {Answer.YES, Answer.NO}
    assert ben is Answer.NONE
    assert outcomes(database, now) == [ReplyOutcome.APPLIED.value]


@AGAIN
def test_of_many_mails_of_one_officer_at_once_the_latest_stands(
    database: Database, cast: Cast, now: datetime, drill: Invitation, again: int
) -> None:
    said = ["ACCEPTED", "DECLINED", "TENTATIVE", "DECLINED", "ACCEPTED"]
    mails = [
        answer_to(drill, cast.ada, each, at=now + timedelta(seconds=second))
        for second, each in enumerate(said)
    ]
    at_once(database, now + timedelta(minutes=1), *map(receiving, mails))
    assert answers(database, now, drill)[0] is Answer.YES
    assert set(outcomes(database, now)) <= {"applied", "stale"}
    assert len(outcomes(database, now)) == len(said)


def test_nobody_changes_a_meeting_while_an_answer_to_it_is_judged(
    database: Database, cast: Cast, now: datetime, drill: Invitation
) -> None:
    if database.file is not None:
        pytest.skip("whoever writes to a file writes alone")
    row = select(meetings.c.id).where(meetings.c.id == drill.meeting.id)
    mail = answer_to(drill, cast.ada, "ACCEPTED", at=now, recurrence="RECURRENCE-ID:20300101T000000Z")
    with database.engine.connect() as other, database.begin(now) as tx:
        held = row.with_for_update(nowait=True, key_share=True)
        other.execute(held)
        other.rollback()
        receive_reply(tx, mail, read_reply(mail))
        with pytest.raises(OperationalError, match="could not obtain lock"):
            other.execute(held)


@AGAIN
def test_an_answer_and_the_cancellation_at_once_end_in_a_cancelled_meeting(
    database: Database, cast: Cast, now: datetime, drill: Invitation, again: int
) -> None:
    off = partial(cancel_meeting, actor=cast.sol, meeting_id=drill.meeting.id, reason="Snow")
    mail = answer_to(drill, cast.ada, "ACCEPTED", at=now)
    assert at_once(database, now, receiving(mail), off) == [None, None]
    (outcome,) = outcomes(database, now)
    ada = answers(database, now, drill)[0]
    assert (outcome, ada) in {("applied", Answer.YES), ("stale", Answer.NONE)}
