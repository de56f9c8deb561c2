"""An invitation that does not arrive is noted, and the organiser hears of it once; nobody can make it up."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from bot.tasks.mail_intake import take_in_mail
from scheduling.ical.bounces import read_bounce
from scheduling.meetings.mail.facts import ReplyOutcome
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database
from tests.factories.bounces import report_of
from tests.factories.mailed import MailedMeetings, mailed_meetings
from tests.factories.meetings import plan, planned


@pytest.fixture
def post(database: Database, now: datetime) -> Iterator[MailedMeetings]:
    with mailed_meetings(database, now) as (opened, _slack):
        yield opened


def letter_to_cleo(post: MailedMeetings, title: str = "Lockdown drill") -> EmailMessage:
    """The invitation that has gone out to her."""
    with post.begin() as tx:
        planned(tx, post.cast.sol, plan(post.cast.ada, post.cast.cleo, title=title))
    return next(mail.letter for mail in post.delivers() if mail.to == post.cast.cleo.email)


def outcome_of(post: MailedMeetings, mail: bytes) -> ReplyOutcome:
    return take_in_mail(post.database, post.clock, mail, authority="").outcome


def told(post: MailedMeetings) -> list[str]:
    """Who is told that somebody's mail does not arrive, or wants anything else."""
    with post.begin() as tx:
        of_mails = select(notices.c.addressee).where(notices.c.kind == "meeting_proposed")
        return list(tx.execute(of_mails).scalars())


@pytest.mark.parametrize("headers_alone", [False, True], ids=["the mail itself", "its headers"])
def test_the_organiser_hears_once_that_an_address_takes_no_mail(
    post: MailedMeetings, headers_alone: bool
) -> None:
    letter = letter_to_cleo(post)
    for again in ("", "\r\n"):
        mail = report_of(letter, to="Cleo@Example.org", headers_alone=headers_alone) + again.encode()
        assert outcome_of(post, mail) is ReplyOutcome.BOUNCED
    assert told(post) == [f"person:{post.cast.sol.id}"]


def test_of_another_meeting_the_organiser_hears_as_well(post: MailedMeetings) -> None:
    for title in ("Lockdown drill", "Another drill"):
        outcome_of(post, report_of(letter_to_cleo(post, title), to=post.cast.cleo.email))
    assert len(told(post)) == 2


def test_a_mail_that_is_only_late_is_told_to_nobody(post: MailedMeetings) -> None:
    mail = report_of(letter_to_cleo(post), to=post.cast.cleo.email, action="delayed")
    assert outcome_of(post, mail) is ReplyOutcome.MALFORMED
    assert told(post) == []


@pytest.mark.parametrize("to", ["ada@example.org", "nobody@elsewhere.example"])
def test_a_report_about_somebody_to_whom_that_mail_did_not_go_is_not_believed(
    post: MailedMeetings, to: str
) -> None:
    assert outcome_of(post, report_of(letter_to_cleo(post), to=to)) is ReplyOutcome.FOREIGN
    assert told(post) == []


def test_a_report_about_a_mail_that_is_not_ours_is_not_believed(post: MailedMeetings) -> None:
    letter = letter_to_cleo(post)
    letter.replace_header("Message-ID", "<0123456789abcdef01234567@district.example.org>")
    assert outcome_of(post, report_of(letter, to=post.cast.cleo.email)) is ReplyOutcome.FOREIGN
    assert told(post) == []


def test_a_report_counts_for_as_long_as_the_notice_is_kept(post: MailedMeetings) -> None:
    letter = letter_to_cleo(post)
    post.clock.advance(timedelta(days=5))
    assert outcome_of(post, report_of(letter, to=post.cast.cleo.email)) is ReplyOutcome.BOUNCED


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"From: a@b.example\r\nContent-Type: multipart/report; boundary=b\r\n\r\n",
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n--b--",
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n",
        b"x" * 2_000_000,
    ],
    ids=["nothing", "no parts", "an empty mail", "an empty status", "too large"],
)
def test_a_broken_report_is_none(mail: bytes) -> None:
    assert read_bounce(mail) is None
