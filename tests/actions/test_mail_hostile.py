"""Whatever somebody sends changes nobody else's answer, and is written down for what it was."""

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest

from scheduling.ical.replies import Reply, Unreadable, read_reply
from scheduling.meetings.mail.facts import Received, ReplyOutcome
from scheduling.meetings.mail.replies import receive_reply
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.tables import meeting_replies
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.answers import answer_to, as_machine, calendar_of, mail_of
from tests.factories.calendar_programs import write_as
from tests.factories.meetings import phoenix_at, plan, planned, weekly
from tests.people import Cast

EVIL = "evil@elsewhere.example"
HERE = "mx.example.org"


def receive(tx: Transaction, mail: bytes, authority: str = "") -> Received:
    return receive_reply(tx, mail, read_reply(mail, authority=authority))


@pytest.mark.parametrize(
    "header",
    [
        f'From: "ada@example.org" <{EVIL}>',
        f"From: ada@example.org <{EVIL}>",
        f"From: Ada Alder <ada@example.org> <{EVIL}>",
        f"From: =?utf-8?q?Ada_Alder_=3Cada=40example.org=3E?= <{EVIL}>",
        f"From: ada@example.org, {EVIL}",
        f"From: {EVIL}, ada@example.org",
        f"From: {EVIL}\r\nFrom: ada@example.org",
        f"From: ada@example.org\r\nFrom: {EVIL}",
        f"From: {EVIL}\r\nSender: ada@example.org\r\nReply-To: ada@example.org",
        f"From: ({EVIL}) ada@example.org\r\nFrom: {EVIL}",
        "From: Team: ada@example.org, ben@example.org;",
        "From: ada@example.org@elsewhere.example",
        "From: ada@example.org.elsewhere.example",
        "From: ada@example.org\x0b@elsewhere.example",
        "From: <>",
        "X-From: ada@example.org",
        f"Subject: x\r\n From: ada@example.org\r\nFrom: {EVIL}",
        f"From: ada\uff20example.org <{EVIL}>",
        "From: \u0430da@example.org",
    ],
)
def test_nobody_answers_for_ada_by_writing_her_name_somewhere(
    database: Database, now: datetime, cast: Cast, header: str
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        before = read_attendees(tx, drill.meeting.id)
        mail = answer_to(drill, cast.ada, "ACCEPTED", at=now)
        own = b"From: Officer Bell <ada@example.org>"
        assert mail.count(own) == 1
        outcome = receive(tx, mail.replace(own, header.encode())).outcome
        assert outcome in {ReplyOutcome.SPOOFED, ReplyOutcome.MALFORMED}
        assert read_attendees(tx, drill.meeting.id) == before
        assert tx.execute(meeting_replies.select()).one().outcome == outcome.value


@pytest.mark.parametrize(
    ("results", "authority"),
    [
        (["mx.example.org; dmarc=fail header.from=example.org"], HERE),
        (["mx.example.org; spf=fail smtp.mailfrom=ada@example.org"], HERE),
        (["mx.example.org; dmarc=fail", "mx.example.org; dmarc=pass"], HERE),
        (["elsewhere.example; dmarc=pass", "mx.example.org; dkim=fail header.d=example.org"], HERE),
        (["anybody.example; dmarc=fail"], ""),
    ],
)
def test_what_the_mail_server_calls_forged_changes_nothing(
    database: Database, now: datetime, cast: Cast, results: list[str], authority: str
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        mail = answer_to(drill, cast.ada, "ACCEPTED", at=now)
        for result in reversed(results):
            mail = as_machine(mail, f"Authentication-Results: {result}")
        assert receive(tx, mail, authority).outcome is ReplyOutcome.SPOOFED


@pytest.mark.parametrize("result", ["other.example; dmarc=fail", "mx.example.org.evil.example; dmarc=fail"])
def test_only_the_one_authority_is_heard_where_one_is_named(
    database: Database, now: datetime, cast: Cast, result: str
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        mail = as_machine(answer_to(drill, cast.ada, "ACCEPTED", at=now), f"Authentication-Results: {result}")
        assert receive(tx, mail, HERE).outcome is ReplyOutcome.APPLIED


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        ({"uid": "UID:another-meeting@elsewhere.example"}, ReplyOutcome.FOREIGN),
        ({"uid": "UID:' OR 1=1 --"}, ReplyOutcome.FOREIGN),
        ({"more": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@example.org"}, ReplyOutcome.MALFORMED),
        ({"attendee": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@example.org"}, ReplyOutcome.SPOOFED),
        ({"attendee": "ATTENDEE;PARTSTAT=ACCEPTED:urn:uuid:1"}, ReplyOutcome.SPOOFED),
        ({"attendee": "ATTENDEE;PARTSTAT=COMPLETED:mailto:ada@example.org"}, ReplyOutcome.MALFORMED),
        ({"sequence": "SEQUENCE:99999999999999999999"}, ReplyOutcome.MALFORMED),
        ({"occurrence": "RECURRENCE-ID:20300101T000000Z"}, ReplyOutcome.FOREIGN),
        ({"occurrence": "RECURRENCE-ID:99991231T235959Z"}, ReplyOutcome.FOREIGN),
        ({"more": "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:b"}, ReplyOutcome.MALFORMED),
        ({"more": "COMMENT:x\r\nUID:another"}, ReplyOutcome.MALFORMED),
    ],
)
def test_a_crafted_calendar_changes_nothing(
    database: Database, now: datetime, cast: Cast, lines: dict[str, str], outcome: ReplyOutcome
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
        before = read_attendees(tx, drill.meeting.id)
        told: dict[str, Any] = {
            "attendee": f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{cast.ada.email}",
            "uid": f"UID:{drill.meeting.uid}", "sequence": "SEQUENCE:0", **lines,
        }  # fmt: skip
        assert receive(tx, mail_of(calendar_of(**told), sender=cast.ada.email)).outcome is outcome
        assert read_attendees(tx, drill.meeting.id) == before
        assert tx.execute(meeting_replies.select()).one().outcome == outcome.value


def test_an_answer_after_the_end_or_the_cancellation_is_late(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        drill = planned(tx, cast.sol, plan(cast.ada, title="Another drill"))
        cancel_occurrence(
            tx, actor=cast.sol, meeting_id=series.meeting.id, occurrence=phoenix_at(8, 25), reason="Snow"
        )
        one = write_as("Gmail", series, cast.ada, "ACCEPTED", now, more="RECURRENCE-ID:20260825T160000Z")
        assert receive(tx, one).why == "The occurrence is cancelled."
        cancel_meeting(tx, actor=cast.sol, meeting_id=series.meeting.id, reason="Snow")
        assert receive(tx, write_as("Gmail", series, cast.ada, "DECLINED", now)).why == (
            "The meeting is cancelled."
        )
    with database.begin(now + timedelta(days=30)) as tx:
        assert receive(tx, write_as("Gmail", drill, cast.ada, "ACCEPTED", now)).why == "It is over."


def test_a_replay_with_other_headers_does_not_bring_an_old_answer_back(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        old = write_as("Gmail", drill, cast.ada, "ACCEPTED", now)
        assert receive(tx, old).outcome is ReplyOutcome.APPLIED
        new = write_as("Gmail", drill, cast.ada, "DECLINED", now + timedelta(minutes=1))
        assert receive(tx, new).outcome is ReplyOutcome.APPLIED
        assert receive(tx, as_machine(old, "Received: once more")).outcome is ReplyOutcome.STALE


def test_a_forged_copy_that_comes_first_does_not_keep_the_real_one_out(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        mail = write_as("Gmail", drill, cast.ada, "ACCEPTED", now)
        forged = as_machine(mail, "Authentication-Results: mx.example.org; dmarc=fail")
        assert receive(tx, forged, HERE).outcome is ReplyOutcome.SPOOFED
        assert receive(tx, mail, HERE).outcome is ReplyOutcome.APPLIED


def _nested(depth: int, inside: bytes) -> bytes:
    parts = [b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth)]
    return b"From: ada@example.org\r\n" + b"".join(parts) + inside


_CALENDAR = b"From: a@b.example\r\nContent-Type: text/calendar"
_BOUNDARY = b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
_RUBBISH = (
    b"From: ada@example.org\r\nContent-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\n"
)
_TNEF = (
    b"From: ada@example.org\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"\x78\x9f\x3e\x22" + b"x" * 4_000)
)


_PARTS = "The mail has more than 50 parts; an answer has two or three."
_HEADER = "The mail has a header that is longer than any answer's."
_NO_CALENDAR = "The mail holds no calendar: answer with the buttons of the calendar program, or in Slack."


@pytest.mark.parametrize(
    ("mail", "why"),
    [
        (_nested(1_000, b"\r\n"), _PARTS),
        (_BOUNDARY + b"--b\r\n\r\n" * 120_000, _PARTS),
        (_BOUNDARY + b"--b\r\n" * 190_000, _PARTS),
        (_CALENDAR + b"; " + b"a=b; " * 180_000 + b"\r\n\r\nx", _HEADER),
        (_CALENDAR + b"; " + b"a=b;\r a=c;\n\t" * 80_000 + b"\r\n\r\nx", _HEADER),
        (b"From: a@b.example\rContent-Type: text/calendar; " + b"a=b; " * 180_000 + b"\r\rx", _HEADER),
        (_CALENDAR + b"\r\nContent-Disposition: attachment; " + b"a=b; " * 180_000 + b"\r\n\r\nx", _HEADER),
        (b"x" * 20_000_000, "The mail has more than 1,000,000 bytes; an answer is far smaller."),
    ],
    ids=[
        "a thousand deep", "120,000 empty parts", "190,000 boundaries", "180,000 parameters",
        "folded parameters", "parameters after a bare CR", "parameters of a name", "twenty megabytes",
    ],
)  # fmt: skip
def test_a_mail_that_would_take_the_library_minutes_is_refused_before_it_is_taken_apart(
    mail: bytes, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("scheduling.ical.reply_mail.message_from_bytes")
    assert read_reply(mail) == Unreadable(why)


@pytest.mark.parametrize(
    ("mail", "why"),
    [
        (_RUBBISH + b"=" * 900_000, _NO_CALENDAR),
        (_RUBBISH + b"QUJD!@#$%^&*()" * 60_000, _NO_CALENDAR),
        (_TNEF, _NO_CALENDAR),
        (b"From: " + b"a" * 900_000 + b"\r\n\r\n", _NO_CALENDAR),
        (b"From: " + b'"' * 900_000 + b"\r\n\r\n", _NO_CALENDAR),
        (b"From: a@b.example\r\n" + b"X: y\r\n" * 150_000 + b"\r\n", _NO_CALENDAR),
        (
            _RUBBISH + base64.b64encode(b"BEGIN:VCALENDAR\r\n" * 20_000),
            "The calendar in the mail is broken: it nests what may not be nested.",
        ),
        (
            _CALENDAR + b"\r\n\r\nBEGIN:VCALENDAR\r\n" + b"UID:x\r\n" * 120_000,
            "The calendar in the mail was cut off.",
        ),
    ],
    ids=[
        "padding", "not base64", "TNEF", "one long sender", "quotation marks", "150,000 headers",
        "20,000 calendars", "120,000 names",
    ],
)  # fmt: skip
def test_whatever_else_comes_as_a_mail_is_no_answer(mail: bytes, why: str) -> None:
    assert read_reply(mail) == Unreadable(why)


def test_an_answer_far_inside_a_mail_is_still_found() -> None:
    deep = _nested(40, b"Content-Type: text/calendar\r\n\r\n" + calendar_of().encode())
    assert isinstance(read_reply(deep), Reply)
