"""Who proposes another time by mail, or sends somebody else, is answered; nobody is answered without end."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from handlers.mail.calendar_kinds import render_calendar_mail
from handlers.mail.calendar_mail import CalendarMail
from scheduling.ical.replies import read_reply
from scheduling.meetings.facts import Answer, Invitation
from scheduling.meetings.mail.facts import Received, ReplyOutcome
from scheduling.meetings.mail.letters import MOST_ANSWERS
from scheduling.meetings.mail.replies import receive_reply
from scheduling.meetings.plans.cancelling import cancel_meeting
from scheduling.meetings.rows import read_attendees
from scheduling.outbox.facts import Obsolete
from scheduling.outbox.tables import notices
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.answers import answer_to, as_machine, calendar_of
from tests.factories.meetings import plan, planned, weekly
from tests.factories.roster import change_person
from tests.people import Cast

LATER = "DTSTART:20260818T200000Z"
FROM = "muster@example.org"


def receive(tx: Transaction, mail: bytes) -> Received:
    return receive_reply(tx, mail, read_reply(mail))


def propose(of: Invitation, who: Person, at: datetime, *, minute: int = 0, **more: str | None) -> bytes:
    lines: dict[str, Any] = {"start": LATER, **more}
    return answer_to(of, who, "TENTATIVE", at=at + timedelta(minutes=minute), method="COUNTER", **lines)


def waiting(tx: Transaction, kind: str) -> list[tuple[str, str, dict[str, object]]]:
    """Addressee, route and refs of the notices of a kind."""
    rows = tx.execute(notices.select().where(notices.c.kind == kind).order_by(notices.c.id))
    return [(row.addressee, row.route, row.refs) for row in rows]


def mail_for(tx: Transaction) -> CalendarMail:
    """The one answer that is on its way, as it would be sent now."""
    ((_, route, refs),) = waiting(tx, "meeting_not_taken")
    assert route == "email"
    mail = render_calendar_mail(tx, "meeting_not_taken", refs, mail_from=FROM)
    assert isinstance(mail, CalendarMail)
    return mail


def test_an_officer_who_proposes_another_time_reads_that_it_is_kept_and_who_was_told(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        assert receive(tx, propose(drill, cast.ada, now)).outcome is ReplyOutcome.COUNTER
        ((to, _, refs),) = waiting(tx, "meeting_proposed")
        mail = mail_for(tx)
        (ada,) = read_attendees(tx, drill.meeting.id)
    assert (to, refs["proposed"]) == (f"person:{cast.sol.id}", "2026-08-18T20:00:00+00:00")
    assert ada.said.answer is Answer.NONE
    assert (mail.method, mail.subject) == ("DECLINECOUNTER", "Time kept: Lockdown drill")
    assert "Tue Aug 18, 13:00" in mail.sheet.news
    assert "Sergeant Sol Sequoia has been told" in mail.sheet.news
    lines = mail.calendar.replace(b"\r\n ", b"").decode().split("\r\n")
    assert "METHOD:DECLINECOUNTER" in lines
    assert f"UID:{drill.meeting.uid}" in lines
    named = [line.partition(":")[0].partition(";")[0] for line in lines[lines.index("BEGIN:VEVENT") + 1 :]]
    assert set(named) == {"DTSTAMP", "UID", "ORGANIZER", "END", ""}, "RFC 5546, 3.2.8: nothing else"


def test_a_proposal_for_one_occurrence_is_declined_for_that_one(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        one: dict[str, Any] = {
            "recurrence": "RECURRENCE-ID:20260825T160000Z",
            "start": "DTSTART:20260825T200000Z",
        }
        assert receive(tx, propose(series, cast.ada, now, **one)).outcome is ReplyOutcome.COUNTER
        lines = mail_for(tx).calendar.decode().split("\r\n")
    assert "RECURRENCE-ID;TZID=America/Phoenix:20260825T090000" in lines
    assert not [line for line in lines if line.startswith(("RRULE", "DTEND", "SUMMARY"))]


def test_who_sends_somebody_else_gets_the_invitation_once_more(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        other = f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{cast.ben.email}"
        assert receive(tx, answer_to(drill, cast.ada, "DELEGATED", at=now, other=other)).outcome is (
            ReplyOutcome.DELEGATED
        )
        mail = mail_for(tx)
        assert [each.person_id for each in read_attendees(tx, drill.meeting.id)] == [cast.ada.id]
    assert (mail.method, mail.subject) == ("REQUEST", "Still asked: Lockdown drill")
    assert "Nobody is sent in your place by mail" in mail.sheet.news


def test_who_asks_for_the_invitation_gets_it_once_more(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        mail = answer_to(drill, cast.ada, "", at=now, method="REFRESH")
        assert receive(tx, mail).outcome is ReplyOutcome.REFRESHED
        sent = waiting(tx, "meeting_invitation")
    assert [(to, refs["method"]) for to, _, refs in sent] == [(f"person:{cast.ada.id}", "REQUEST")] * 2


def test_an_answer_to_a_proposal_is_not_sent_once_the_meeting_is_off(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        receive(tx, propose(drill, cast.ada, now))
        cancel_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, reason="Snow")
        ((_, _, refs),) = waiting(tx, "meeting_not_taken")
        assert isinstance(render_calendar_mail(tx, "meeting_not_taken", refs, mail_from=FROM), Obsolete)


def test_one_proposal_that_came_by_two_ways_is_told_once(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        mail = propose(drill, cast.ada, now)
        receive(tx, mail)
        receive(tx, b"Received: by mx.example.org; Wed, 12 Aug 2026 19:00:00 +0000\r\n" + mail)
        assert len(waiting(tx, "meeting_proposed")) == len(waiting(tx, "meeting_not_taken")) == 1


@pytest.mark.parametrize(
    "header",
    ["Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated; x=y", "Precedence: Bulk",
     "Return-Path: <>"],
)  # fmt: skip
def test_a_machine_is_told_nothing_by_mail_and_the_people_are(
    database: Database, now: datetime, cast: Cast, header: str
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
        change_person(tx, cast.ben, slack_id=None)
        receive(tx, as_machine(propose(drill, cast.ada, now), header))
        receive(tx, as_machine(propose(drill, cast.ben, now), header))
        receive(tx, as_machine(answer_to(drill, cast.ada, "", at=now, method="REFRESH"), header))
        assert [route for _, route, _ in waiting(tx, "meeting_not_taken")] == ["slack"]
        assert len(waiting(tx, "meeting_proposed")) == 2
        assert len(waiting(tx, "meeting_invitation")) == 2  # those of the plan itself


@pytest.mark.parametrize(
    "header",
    ["Auto-Submitted: no", "Auto-Submitted: No; x=y", "Precedence: normal", "Return-Path: <ada@example.org>"],
)
def test_what_a_person_wrote_is_answered_by_mail(
    database: Database, now: datetime, cast: Cast, header: str
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        receive(tx, as_machine(propose(drill, cast.ada, now), header))
        assert [route for _, route, _ in waiting(tx, "meeting_not_taken")] == ["email"]


def test_an_answer_that_a_machine_sends_for_somebody_counts(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        mail = as_machine(answer_to(drill, cast.ada, "ACCEPTED", at=now), "Auto-Submitted: auto-generated")
        assert receive(tx, mail).outcome is ReplyOutcome.APPLIED


def test_two_programs_that_answer_each_other_stop(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
        for minute in range(2 * MOST_ANSWERS):
            receive(tx, propose(drill, cast.ada, now, minute=minute))
            receive(tx, answer_to(drill, cast.ada, "", at=now, method="REFRESH", x=f"X-NO:{minute}"))
        again = len(waiting(tx, "meeting_invitation")) - len(drill.people)
        assert again + len(waiting(tx, "meeting_not_taken")) == MOST_ANSWERS
        receive(tx, propose(drill, cast.ben, now))
        assert waiting(tx, "meeting_not_taken")[-1][0] == f"person:{cast.ben.id}"
    with database.begin(now + timedelta(days=1, hours=1)) as tx:
        before = len(waiting(tx, "meeting_not_taken"))
        receive(tx, propose(drill, cast.ada, now, minute=25 * 60))
        assert len(waiting(tx, "meeting_not_taken")) == before + 1


def test_an_organiser_is_not_flooded_by_strangers(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        for number in range(2 * MOST_ANSWERS):
            stranger = f"stranger{number}@elsewhere.example"
            line = f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{stranger}"
            mail = answer_to(drill, cast.ada, "", at=now, sender=stranger, attendee=line)
            assert receive(tx, mail).outcome is ReplyOutcome.FOREIGN
        assert len(waiting(tx, "meeting_proposed")) == MOST_ANSWERS
        other = planned(tx, cast.sol, plan(cast.ada, title="Another drill"))
        line = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:guest@elsewhere.example"
        receive(tx, answer_to(other, cast.ada, "", at=now, sender="guest@elsewhere.example", attendee=line))
        assert len(waiting(tx, "meeting_proposed")) == MOST_ANSWERS + 1, "of another meeting they hear"


def test_nobody_asks_in_the_name_of_muster_itself() -> None:
    """What Muster sent comes back: it is no answer."""
    mail = EmailMessage()
    mail["From"] = FROM
    mail.set_content("x")
    mail.add_alternative(calendar_of(method="DECLINECOUNTER").encode(), "text", "calendar")
    assert "METHOD is DECLINECOUNTER" in getattr(read_reply(mail.as_bytes()), "why", "")
