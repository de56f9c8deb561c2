"""An officer answers from whatever calendar program they have, and it counts; from odd addresses too."""

from datetime import datetime, timedelta

import pytest

from scheduling.ical.replies import read_reply
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, Invitation, Via
from scheduling.meetings.mail.facts import Received, ReplyOutcome
from scheduling.meetings.mail.replies import receive_reply
from scheduling.meetings.rows import read_attendees
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.calendar_programs import PROGRAMS, write_as
from tests.factories.meetings import phoenix_at, plan, planned, weekly
from tests.factories.roster import add_person, change_person
from tests.people import Cast

SAID = {"ACCEPTED": Answer.YES, "DECLINED": Answer.NO, "TENTATIVE": Answer.MAYBE}


def receive(tx: Transaction, mail: bytes) -> Received:
    return receive_reply(tx, mail, read_reply(mail))


def answer_of(tx: Transaction, of: Invitation, who: Person) -> Answer:
    return next(each.said.answer for each in read_attendees(tx, of.meeting.id) if each.person_id == who.id)


@pytest.mark.parametrize("lines", ["\r\n", "\n"], ids=["CRLF", "LF"])
@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("program", PROGRAMS)
def test_an_answer_counts_whichever_program_sent_it(
    database: Database, now: datetime, cast: Cast, program: str, said: str, lines: str
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        received = receive(tx, write_as(program, drill, cast.ada, said, now, lines=lines))
        (ada,) = read_attendees(tx, drill.meeting.id)
    assert (received.outcome, received.why) == (ReplyOutcome.APPLIED, "")
    assert (ada.said.answer, ada.said.via) == (SAID[said], Via.MAIL)


@pytest.mark.parametrize(
    "named",
    [
        "RECURRENCE-ID:20260825T160000Z",
        "RECURRENCE-ID;TZID=America/Phoenix:20260825T090000",
        "RECURRENCE-ID;TZID=US Mountain Standard Time:20260825T090000",
        'RECURRENCE-ID;TZID="US Mountain Standard Time":20260825T090000',
        "RECURRENCE-ID;TZID=America/Los_Angeles:20260825T090000",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260825T160000Z",
        "RECURRENCE-ID:20260825T090000",
        "RECURRENCE-ID;VALUE=DATE:20260825",
        "RECURRENCE-ID;TZID=Customized Time Zone 1:20260825T090000",
    ],
)
@pytest.mark.parametrize("program", ["Gmail", "Outlook.com", "Apple Mail"])
def test_an_answer_for_one_occurrence_is_for_that_one(
    database: Database, now: datetime, cast: Cast, program: str, named: str
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        received = receive(tx, write_as(program, series, cast.ada, "DECLINED", now, more=named))
        (ada,) = read_attendees(tx, series.meeting.id)
    assert received.outcome is ReplyOutcome.APPLIED
    assert ada.says(phoenix_at(8, 25)) is Answer.NO
    assert ada.says(phoenix_at(8, 18)) is Answer.NONE


@pytest.mark.parametrize(
    ("invited", "writes_from"),
    [
        ("ada@example.org", "Ada@Example.ORG"),
        ("ada@example.org", "ada+calendar@example.org"),
        ("ada+muster@example.org", "ada@example.org"),
        ("ada+muster@example.org", "ADA+Muster@example.org"),
    ],
)
@pytest.mark.parametrize("program", ["Gmail", "Exchange"])
def test_an_officer_who_writes_from_a_tagged_address_is_known(
    database: Database, now: datetime, cast: Cast, program: str, invited: str, writes_from: str
) -> None:
    with database.begin(now) as tx:
        ada = change_person(tx, cast.ada, email=invited)
        drill = planned(tx, cast.sol, plan(ada))
        assert receive(tx, write_as(program, drill, ada, "ACCEPTED", now, address=writes_from)).outcome is (
            ReplyOutcome.APPLIED
        )
        assert answer_of(tx, drill, ada) is Answer.YES


def test_of_two_rows_of_the_roster_the_one_that_was_asked_answers(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        second = add_person(tx, name="Ada Alder", email="ada+second@example.org")
        drill = planned(tx, cast.sol, plan(second))
        assert (
            receive(tx, write_as("Gmail", drill, cast.ada, "ACCEPTED", now)).outcome is ReplyOutcome.APPLIED
        )
        assert answer_of(tx, drill, second) is Answer.YES


def test_of_two_rows_that_were_both_asked_the_one_that_is_named_answers(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        second = add_person(tx, name="Ada Alder", email="ada+second@example.org")
        drill = planned(tx, cast.sol, plan(cast.ada, second))
        receive(tx, write_as("Gmail", drill, second, "DECLINED", now))
        third = "ada+third@example.org"  # which of the two that is, nobody can say
        unclear = receive(tx, write_as("Gmail", drill, cast.ada, "ACCEPTED", now, address=third))
        assert unclear.outcome is ReplyOutcome.FOREIGN
        assert [answer_of(tx, drill, each) for each in (cast.ada, second)] == [Answer.NONE, Answer.NO]


def test_a_late_mail_does_not_undo_what_was_pressed_in_slack_meanwhile(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    with database.begin(now + timedelta(minutes=5)) as tx:
        answer(tx, person=cast.ada, meeting_id=drill.meeting.id, said=Answer.NO)
    with database.begin(now + timedelta(hours=1)) as tx:
        early = write_as("Gmail", drill, cast.ada, "ACCEPTED", now + timedelta(minutes=2))
        assert receive(tx, early).outcome is ReplyOutcome.STALE
        later = write_as("Gmail", drill, cast.ada, "TENTATIVE", now + timedelta(minutes=30))
        assert receive(tx, later).outcome is ReplyOutcome.APPLIED
        assert answer_of(tx, drill, cast.ada) is Answer.MAYBE


def test_what_is_pressed_in_the_second_of_the_mail_does_not_make_it_late(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now + timedelta(milliseconds=300)) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        answer(tx, person=cast.ada, meeting_id=drill.meeting.id, said=Answer.NO)
        assert receive(tx, write_as("Gmail", drill, cast.ada, "ACCEPTED", now)).outcome is (
            ReplyOutcome.APPLIED
        )


def test_a_clock_that_is_days_ahead_does_not_keep_the_last_word_for_ever(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        ahead = write_as("Outlook.com", drill, cast.ada, "ACCEPTED", now + timedelta(days=400))
        assert receive(tx, ahead).outcome is ReplyOutcome.MALFORMED
        right = write_as("Outlook.com", drill, cast.ada, "DECLINED", now)
        assert receive(tx, right).outcome is ReplyOutcome.APPLIED
        assert answer_of(tx, drill, cast.ada) is Answer.NO
