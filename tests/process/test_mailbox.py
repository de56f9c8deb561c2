"""Answers in a mailbox are taken in once each, whatever breaks in between; a real server keeps it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.clock import PracticeClock
from bot.ending import BrokenOffError
from bot.gateways.imap import Mailbox, MailboxUnreadError, Session
from bot.tasks import mailbox as task
from bot.tasks.mail_intake import take_in_mail
from bot.tasks.mailbox import MailboxPolls
from scheduling.meetings.facts import Answer, Invitation
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.tables import meeting_replies
from scheduling.store.engine import Database
from tests.certificates import certificate
from tests.factories.answers import answer_to
from tests.factories.meetings import plan, planned
from tests.fakes.imap_server import KeptMailbox, keeping_mail
from tests.people import Cast
from tests.ports import refusing_port


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Callable[[], KeptMailbox]]:
    with keeping_mail() as running:
        yield running


@pytest.fixture
def server(dovecot: Callable[[], KeptMailbox]) -> KeptMailbox:
    """An empty mailbox."""
    return dovecot()


@pytest.fixture
def drill(database: Database, cast: Cast, now: datetime) -> Invitation:
    """A drill to which Ada and Ben are asked."""
    with database.begin(now) as tx:
        return planned(tx, cast.sol, plan(cast.ada, cast.ben))


@pytest.fixture
def polls(server: KeptMailbox, database: Database, now: datetime) -> MailboxPolls:
    return MailboxPolls(Mailbox(server.url), database, PracticeClock(now), "")


def said(database: Database, now: datetime, of: Invitation) -> list[Answer]:
    with database.read(now) as tx:
        return [each.said.answer for each in read_attendees(tx, of.meeting.id)]


def outcomes(database: Database, now: datetime) -> list[str]:
    with database.read(now) as tx:
        return list(tx.execute(select(meeting_replies.c.outcome).order_by(meeting_replies.c.id)).scalars())


def test_what_is_unread_is_taken_in_and_marked_and_nothing_else_is_touched(
    server: KeptMailbox, polls: MailboxPolls, database: Database, now: datetime, cast: Cast,
    drill: Invitation,
) -> None:  # fmt: skip
    server.deliver(b"From: old@example.org\r\n\r\nread already\r\n", b"From: bin@example.org\r\n\r\nx\r\n")
    with server.opened() as box:
        box.client.uid("STORE", "1:2", "+FLAGS.SILENT", r"(\Seen)")
        box.client.uid("STORE", "2", "+FLAGS.SILENT", r"(\Deleted)")
    server.deliver(answer_to(drill, cast.ada, "ACCEPTED", at=now), b"From: a@b.example\r\n\r\nHello?\r\n")
    assert polls.poll() == 2
    assert said(database, now, drill) == [Answer.YES, Answer.NONE]
    assert outcomes(database, now) == ["applied", "malformed"]
    assert server.unread() == []
    assert polls.poll() == 0
    with server.opened() as box:
        assert len(box.uids("ALL")) == 4  # the bin is not ours to empty


def test_a_process_that_ends_before_the_mark_reads_the_mail_again_and_does_nothing(
    server: KeptMailbox, polls: MailboxPolls, database: Database, now: datetime, cast: Cast,
    drill: Invitation, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    server.deliver(answer_to(drill, cast.ada, "ACCEPTED", at=now))
    with monkeypatch.context() as broken:
        broken.setattr(Session, "mark_seen", lambda *_: (_ for _ in ()).throw(BrokenOffError))
        with pytest.raises(BrokenOffError):
            polls.poll()
    assert (outcomes(database, now), len(server.unread())) == (["applied"], 1)
    assert polls.poll() == 1
    assert (outcomes(database, now), server.unread()) == (["applied"], [])


def test_a_mail_that_muster_stumbles_over_stays_unread_and_stops_no_other(
    server: KeptMailbox, polls: MailboxPolls, database: Database, now: datetime, cast: Cast,
    drill: Invitation, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def stumble(database: Database, clock: PracticeClock, mail: bytes, *, authority: str) -> object:
        if b"poison" in mail:
            raise ZeroDivisionError("what the mail said")
        return take_in_mail(database, clock, mail, authority=authority)

    monkeypatch.setattr(task, "take_in_mail", stumble)
    monkeypatch.setattr(task, "MOST", 2)
    server.deliver(*[b"From: p@b.example\r\n\r\npoison %d\r\n" % number for number in range(2)])
    server.deliver(answer_to(drill, cast.ada, "ACCEPTED", at=now))
    with capture_logs() as logged:
        counts = [polls.poll() for _ in range(3)]
    assert counts == [0, 1, 0]  # the second look begins with what is fresh
    assert said(database, now, drill)[0] is Answer.YES
    assert (server.unread(), polls.left_unread) == (["1", "2"], 2)
    assert [line["error"] for line in logged if line["log_level"] == "error"] == ["ZeroDivisionError"] * 2
    assert "what the mail said" not in str(logged)


def test_while_the_database_is_away_mails_stay_unread(
    server: KeptMailbox, polls: MailboxPolls, database: Database, now: datetime, cast: Cast,
    drill: Invitation, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    server.deliver(answer_to(drill, cast.ada, "ACCEPTED", at=now))

    def away(*_: object, **__: object) -> None:
        raise OperationalError("begin", {}, Exception("away"))

    with monkeypatch.context() as broken:
        broken.setattr(task, "take_in_mail", away)
        with pytest.raises(OperationalError):
            polls.poll()
    assert (server.unread(), polls.left_unread) == (["1"], 0)
    assert polls.poll() == 1
    assert said(database, now, drill)[0] is Answer.YES


def test_a_mail_of_twenty_megabytes_is_written_down_and_not_fetched(
    server: KeptMailbox, polls: MailboxPolls, database: Database, now: datetime, drill: Invitation
) -> None:
    server.deliver(b"From: big@example.org\r\n\r\n" + b"x" * 70 + b"\r\n" + b"y" * 20_000_000)
    server.deliver(b"From: small@example.org\r\n\r\nx\r\n")
    assert polls.poll() == 2
    assert outcomes(database, now) == ["malformed"] * 2
    assert server.unread() == []


def test_a_mail_that_somebody_deletes_meanwhile_is_nobodys(
    server: KeptMailbox, polls: MailboxPolls, monkeypatch: pytest.MonkeyPatch, drill: Invitation
) -> None:
    monkeypatch.setattr(Session, "list_unseen", lambda _: ["41"])
    assert polls.poll() == 0


def test_a_process_that_ends_leaves_the_rest_for_the_next(
    server: KeptMailbox, polls: MailboxPolls, database: Database, now: datetime, drill: Invitation
) -> None:
    server.deliver(b"From: a@b.example\r\n\r\nx\r\n")
    polls.stop()
    with pytest.raises(BrokenOffError):
        polls.poll()
    assert (server.unread(), outcomes(database, now)) == (["1"], [])


@pytest.mark.parametrize("scheme", ["imap", "imaps"])
def test_the_mailbox_is_read_encrypted(scheme: str, tmp_path: Path) -> None:
    _, trusting = certificate(tmp_path)
    with keeping_mail(tmp_path) as running:
        server = running()
        url = server.tls_url if scheme == "imaps" else server.url
        assert Mailbox(url, tls=trusting).find_trouble() == ""
        assert "is not trusted" in Mailbox(url).find_trouble()


def test_every_trouble_is_one_sentence_that_names_the_setting_and_no_secret(server: KeptMailbox) -> None:
    with refusing_port() as nobody_there:
        wrong = [
            server.url.replace("%2F1", "%2F2"),
            server.url.replace("INBOX", "Nowhere"),
            server.url.replace("imap://", "imaps://"),
            f"imap://u:only-for-tests@127.0.0.1:{nobody_there}",
        ]
        told = [Mailbox(url).find_trouble() for url in wrong]
    assert "does not accept the user and the password" in told[0]
    assert "folder" in told[1]
    for sentence in told:
        assert "127.0.0.1" in sentence
        assert "MUSTER_IMAP_URL" in sentence
        assert "only-for-tests" not in sentence
        assert "\n" not in sentence


def test_a_mailbox_that_is_away_is_logged_when_it_goes_and_when_it_comes_back(
    server: KeptMailbox, database: Database, now: datetime
) -> None:
    with refusing_port() as nobody_there, capture_logs() as logged:
        polls = MailboxPolls(
            Mailbox(f"imap://u:p@127.0.0.1:{nobody_there}"), database, PracticeClock(now), ""
        )
        for _ in range(3):
            with pytest.raises(MailboxUnreadError):
                polls.poll()
        assert polls.trouble
        polls._mailbox = Mailbox(server.url)
        polls.poll()
    assert polls.trouble == ""
    assert [line["log_level"] for line in logged] == ["warning", "info"]
    assert "MUSTER_IMAP_URL" in logged[0]["reason"]
