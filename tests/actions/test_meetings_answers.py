"""What people say to an invitation, in Slack and by mail."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from scheduling.ical.replies import read_reply
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, Invitation, OccurrenceChange, RequiredRole, Via
from scheduling.meetings.mail.facts import Received, ReplyOutcome
from scheduling.meetings.mail.replies import receive_reply
from scheduling.meetings.notice_facts import MeetingMail
from scheduling.meetings.notices.slack import load_meeting_mail
from scheduling.meetings.plans.cancelling import cancel_meeting
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.tables import meeting_replies
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.conftest import NOON
from tests.factories import answers as mails
from tests.factories.meetings import POLICY, phoenix_at, plan, planned, weekly
from tests.factories.roster import change_person
from tests.factories.told import list_told
from tests.people import Cast

SECOND = phoenix_at(8, 25)
PARTSTATS = {Answer.YES: "ACCEPTED", Answer.NO: "DECLINED", Answer.MAYBE: "TENTATIVE"}


def says(tx: Transaction, of: Invitation, who: Person) -> Answer:
    return next(each.said.answer for each in read_attendees(tx, of.meeting.id) if each.person_id == who.id)


def write(
    of: Invitation, who: Person, said: str, *, sequence: int = 0, minute: int = 0, **told: Any
) -> bytes:
    """An answer by mail, given so many minutes after noon."""
    lines: dict[str, Any] = {
        "attendee": f"ATTENDEE;PARTSTAT={said}:mailto:{who.email}",
        "uid": f"UID:{of.meeting.uid}",
        "sequence": f"SEQUENCE:{sequence}",
        "stamp": f"DTSTAMP:20260812T19{minute:02}00Z",
        "start": "DTSTART:20260818T160000Z",
        **told,
    }
    sender = lines.pop("sender", None) or who.email
    method = lines.pop("method", None) or "REPLY"
    return mails.answer(sender=sender, method=method, **lines)


def receive(tx: Transaction, mail: bytes) -> Received:
    return receive_reply(tx, mail, read_reply(mail))


def test_an_officer_says_yes_in_slack_and_the_organiser_sees_it(
    database: Database, now: datetime, cast: Cast
) -> None:
    roles = (RequiredRole("principal", (cast.ben.id,)),)
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben, quorum=2, required_roles=roles))
        answered = answer(tx, person=cast.ada, meeting_id=drill.meeting.id, said=Answer.YES)
        assert list_told(tx)[-1] == ("meeting_tally", f"person:{cast.sol.id}")
        assert says(tx, drill, cast.ada) is Answer.YES
    tally = answered.tally
    assert tally is not None
    assert (tally.yes, tally.silent) == ((cast.ada.id,), (cast.ben.id,))
    assert (tally.short_by, tally.missing_roles, tally.is_enough) == (1, ("principal",), False)


def test_an_answer_for_one_occurrence_leaves_the_others(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        number = series.meeting.id
        answer(tx, person=cast.ada, meeting_id=number, said=Answer.YES)
        answer(tx, person=cast.ada, meeting_id=number, said=Answer.NO, occurrence=SECOND)
        answer(tx, person=cast.ada, meeting_id=number, said=Answer.MAYBE)
        (ada,) = read_attendees(tx, number)
    assert (ada.says(SECOND), ada.says(phoenix_at(9, 1))) == (Answer.NO, Answer.MAYBE)


def test_a_fresh_yes_to_all_holds_for_what_was_moved(database: Database, now: datetime, cast: Cast) -> None:
    change = OccurrenceChange(date(2026, 8, 26), time(9), timedelta(hours=1), "Gym", "")
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        number = series.meeting.id
        answer(tx, person=cast.ada, meeting_id=number, said=Answer.YES)
        edit_occurrence(
            tx, actor=cast.sol, meeting_id=number, occurrence=SECOND, change=change, policy=POLICY
        )
        assert read_attendees(tx, number)[0].says(SECOND) is Answer.NONE
        answer(tx, person=cast.ada, meeting_id=number, said=Answer.YES)
        assert read_attendees(tx, number)[0].says(SECOND) is Answer.YES


def test_a_mail_from_before_an_occurrence_moved_says_nothing_of_its_new_time(
    database: Database, now: datetime, cast: Cast
) -> None:
    change = OccurrenceChange(date(2026, 8, 26), time(9), timedelta(hours=1), "Gym", "")
    of_second: dict[str, Any] = {
        "occurrence": "RECURRENCE-ID:20260825T160000Z",
        "start": "DTSTART:20260825T160000Z",
    }
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        number = series.meeting.id
        edit_occurrence(
            tx, actor=cast.sol, meeting_id=number, occurrence=SECOND, change=change, policy=POLICY
        )
    with database.begin(now + timedelta(hours=1)) as tx:
        assert receive(tx, write(series, cast.ada, "ACCEPTED")).outcome is ReplyOutcome.APPLIED
        (ada,) = read_attendees(tx, number)
        assert (ada.says(SECOND), ada.says(phoenix_at(9, 1))) == (Answer.NONE, Answer.YES)
        late = receive(tx, write(series, cast.ada, "ACCEPTED", minute=1, **of_second))
        assert late.outcome is ReplyOutcome.STALE
        anew = receive(tx, write(series, cast.ada, "DECLINED", sequence=1, minute=2, **of_second))
        assert anew.outcome is ReplyOutcome.APPLIED
        (ada,) = read_attendees(tx, number)
        assert (ada.says(SECOND), ada.says(phoenix_at(9, 1))) == (Answer.NO, Answer.YES)


def test_who_is_not_asked_and_what_is_off_or_over_is_refused(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        gone = planned(tx, cast.sol, plan(cast.ada, title="Debriefing"))
        cancel_meeting(tx, actor=cast.sol, meeting_id=gone.meeting.id, reason="Snow")
    for who, number, at, rule in [
        (cast.ben, drill.meeting.id, now, Rule.MEETING_GONE),
        (cast.sol, drill.meeting.id, now, Rule.MEETING_NOT_ASKED),
        (cast.ada, gone.meeting.id, now, Rule.MEETING_CANCELLED),
        (cast.ada, drill.meeting.id, now + timedelta(days=9), Rule.MEETING_OVER),
        (cast.ada, 999, now, Rule.MEETING_GONE),
    ]:
        with pytest.raises(Refused) as refused, database.begin(at) as tx:
            answer(tx, person=who, meeting_id=number, said=Answer.YES)
        assert refused.value.refusals[0].rule is rule


@pytest.mark.parametrize("said", list(PARTSTATS))
def test_an_answer_by_mail_counts_like_one_in_slack(
    database: Database, now: datetime, cast: Cast, said: Answer
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        received = receive(tx, write(drill, cast.ada, PARTSTATS[said]))
        (ada,) = read_attendees(tx, drill.meeting.id)
    assert received.outcome is ReplyOutcome.APPLIED
    assert (ada.said.answer, ada.said.via, ada.said.sequence) == (said, Via.MAIL, 0)


def test_an_answer_to_a_revision_that_was_never_made_does_not_outlast_the_next_one(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        ahead = receive(tx, write(drill, cast.ada, "DECLINED", sequence=999_999_999))
        honest = receive(tx, write(drill, cast.ada, "ACCEPTED", minute=1))
        (ada,) = read_attendees(tx, drill.meeting.id)
    assert (ahead.outcome, honest.outcome) == (ReplyOutcome.APPLIED, ReplyOutcome.APPLIED)
    assert ada.said.answer is Answer.YES


def test_a_mail_for_one_occurrence_is_of_that_one(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        mail = write(series, cast.ada, "DECLINED", start="RECURRENCE-ID:20260825T160000Z")
        assert receive(tx, mail).outcome is ReplyOutcome.APPLIED
        (ada,) = read_attendees(tx, series.meeting.id)
    assert (ada.says(SECOND), ada.says(phoenix_at(9, 1))) == (Answer.NO, Answer.NONE)


def test_a_mail_that_comes_twice_is_written_down_once(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        mail = write(drill, cast.ada, "ACCEPTED")
        first, second = receive(tx, mail), receive(tx, mail)
        count = tx.execute(select(func.count()).select_from(meeting_replies)).scalar_one()
    assert (first.again, second.again, count) == (False, True, 1)
    assert (second.number, second.outcome) == (first.number, ReplyOutcome.APPLIED)


def test_of_two_mails_the_later_answer_counts_whichever_comes_first(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        assert receive(tx, write(drill, cast.ada, "DECLINED", minute=9)).outcome is ReplyOutcome.APPLIED
        assert receive(tx, write(drill, cast.ada, "ACCEPTED", minute=3)).outcome is ReplyOutcome.STALE
        assert says(tx, drill, cast.ada) is Answer.NO


def test_a_yes_to_the_former_time_is_no_yes(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        to = replace(drill.meeting.plan, starts=time(15))
        edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=to, policy=POLICY)
        assert receive(tx, write(drill, cast.ada, "ACCEPTED", minute=5)).outcome is ReplyOutcome.STALE
        assert says(tx, drill, cast.ada) is Answer.NONE
        again = write(drill, cast.ada, "ACCEPTED", sequence=1, minute=6)
        assert receive(tx, again).outcome is ReplyOutcome.APPLIED


@pytest.mark.parametrize(
    ("told", "outcome", "heard"),
    [
        ({"sender": "cleo@example.org"}, ReplyOutcome.SPOOFED, []),
        ({"uid": "UID:somebody-elses@example.org"}, ReplyOutcome.FOREIGN, []),
        ({"start": "RECURRENCE-ID:20260819T160000Z"}, ReplyOutcome.FOREIGN, ["meeting_proposed"]),
        ({"stamp": "DTSTAMP:yesterday"}, ReplyOutcome.MALFORMED, []),
        ({"method": "COUNTER"}, ReplyOutcome.COUNTER, ["meeting_proposed", "meeting_not_taken"]),
    ],
)
def test_a_mail_that_does_not_count_changes_nothing_and_is_written_down(
    database: Database, now: datetime, cast: Cast, told: dict[str, Any], outcome: ReplyOutcome,
    heard: list[str],
) -> None:  # fmt: skip
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada, cast.cleo))
        before, sent = read_attendees(tx, series.meeting.id), len(list_told(tx))
        assert receive(tx, write(series, cast.ada, "ACCEPTED", **told)).outcome is outcome
        assert read_attendees(tx, series.meeting.id) == before
        assert [kind for kind, _ in list_told(tx)[sent:]] == heard
        row = tx.execute(meeting_replies.select()).one()
    assert row.outcome == outcome.value
    assert row.why


def test_somebody_who_was_not_asked_is_told_to_the_organiser_and_not_added(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        assert receive(tx, write(drill, cast.ben, "ACCEPTED")).outcome is ReplyOutcome.FOREIGN
        assert list_told(tx)[-1] == ("meeting_proposed", f"person:{cast.sol.id}")
        assert [each.person_id for each in read_attendees(tx, drill.meeting.id)] == [cast.ada.id]


@pytest.mark.parametrize("left", [{"active": False}, {"deactivated_at": NOON}])
def test_a_mail_from_somebody_who_has_left_counts_as_little_as_a_button_would(
    database: Database, now: datetime, cast: Cast, left: dict[str, Any]
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        change_person(tx, cast.ada, **left)
        assert receive(tx, write(drill, cast.ada, "ACCEPTED")).outcome is ReplyOutcome.STALE
        assert says(tx, drill, cast.ada) is Answer.NONE


def test_a_delegate_is_not_added_and_both_are_told(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        received = receive(tx, write(drill, cast.ada, "DELEGATED"))
        facts = load_meeting_mail(tx, {"reply": received.number})
        assert list_told(tx)[-2:] == [
            ("meeting_proposed", f"person:{cast.sol.id}"),
            ("meeting_not_taken", f"person:{cast.ada.id}"),
        ]
        assert says(tx, drill, cast.ada) is Answer.NONE
    assert isinstance(facts, MeetingMail)
    assert (facts.person, facts.organiser) == (cast.ada, cast.sol)
    assert facts.outcome == received.outcome == ReplyOutcome.DELEGATED
