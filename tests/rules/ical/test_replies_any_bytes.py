"""Whatever lands in the mailbox, it is an answer or one sentence. Never anything else."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scheduling.ical.replies import LONGEST_COMMENT, Reply, read_reply
from tests.factories.answers import answer, calendar_of, mail_of

_SOME = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_MAIL = answer()
_NAMES = st.sampled_from(
    [
        "BEGIN",
        "END",
        "METHOD",
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "RECURRENCE-ID",
        "ATTENDEE",
        "COMMENT",
        "DTSTART",
        "X-Y",
    ]
)
_VALUES = st.sampled_from(
    [
        "VEVENT",
        "VCALENDAR",
        "VTIMEZONE",
        "REPLY",
        "COUNTER",
        "00010101T000000",
        "99991231T235959",
        "mailto:a@b",
        "7",
        "",
    ]
) | st.text(max_size=30)
_PARAMETERS = st.sampled_from(
    [
        "",
        ";TZID=Asia/Tokyo",
        ";TZID=America",
        ";TZID=../../etc",
        ";PARTSTAT=ACCEPTED",
        ';CN="',
        ";=",
        ";X",
        ";TZID=a,b",
    ]
)
_LINES = st.lists(st.builds("{}{}:{}".format, _NAMES, _PARAMETERS, _VALUES), max_size=12).map("\r\n".join)
_HEADERS = st.lists(
    st.sampled_from(
        [
            "From: a@b.example",
            "From: =?x?q?=?= <",
            "Content-Type: text/calendar; charset=idna",
            "Content-Type: text/calendar; charset*=utf-8'",
            'Content-Type: text/calendar; charset="\u00e9"',
            "Content-Type: multipart/mixed; boundary=b",
            "Content-Type: message/rfc822",
            "Content-Disposition: attachment; filename*0*=x'y'z.ics; filename*1*=%",
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: x-uuencode",
            "Authentication-Results: x; dmarc=pass (((; dkim=",
        ]
    )
    | st.text(max_size=40),
    max_size=6,
).map("\r\n".join)


def _read(mail: bytes) -> None:
    found = read_reply(mail, authority="mx.example.org")
    if isinstance(found, Reply):
        assert found.stamp.tzinfo is not None
        assert len(found.comment) <= LONGEST_COMMENT
        "".join([found.uid, found.attendee, found.sender, found.comment]).encode()
        return
    assert 0 < len(found.why) <= 300
    assert "\n" not in found.why
    found.why.encode()


@_SOME
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(mail: bytes) -> None:
    _read(mail)


@_SOME
@given(st.integers(0, len(_MAIL)), st.integers(0, 40), st.binary(max_size=40))
def test_a_mail_that_was_damaged_on_its_way_is_read_or_refused(at: int, lost: int, got: bytes) -> None:
    _read(_MAIL[:at] + got + _MAIL[at + lost :])


@_SOME
@given(_LINES)
def test_a_calendar_of_any_lines_is_read_or_refused(lines: str) -> None:
    _read(mail_of(calendar_of(more=lines)))


@_SOME
@given(_HEADERS, _LINES)
@example("From: a@b.example\r\nContent-Type: text/calendar; charset=punycode", "BEGIN:VCALENDAR")
def test_a_mail_of_any_headers_is_read_or_refused(headers: str, lines: str) -> None:
    _read(f"{headers}\r\n\r\n{calendar_of(more=lines)}".encode(errors="replace"))


def test_a_mail_of_mails_of_mails_is_read_or_refused() -> None:
    _read(b"Content-Type: message/rfc822\r\n\r\n" * 49)
    _read(
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(49))
    )


@pytest.mark.parametrize("unit", ["x", ";", '"', "\\", "\r\n ", " ", "(", "@", ","])
def test_a_line_of_nearly_a_million_letters_is_read_or_refused(unit: str) -> None:
    line = unit * (900_000 // len(unit))
    body = f"Content-Type: text/calendar\r\n\r\n{calendar_of(more='COMMENT;A=' + line)}"
    _read(f"From: a@b.example\r\n{body}".encode())
    _read(f"From: {line}\r\nContent-Type: text/calendar\r\n\r\n{calendar_of()}".encode())
