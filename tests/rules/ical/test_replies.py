"""What an officer answers by mail is understood, whichever calendar program wrote it."""

from datetime import UTC, date, datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest

from scheduling.ical.authenticity import Authenticity
from scheduling.ical.parties import PartStat
from scheduling.ical.replies import Reply, ReplyMethod, Unreadable, read_reply
from tests.factories.answers import OFFICER, answer, calendar_of, mail_of

NEW_YORK = ZoneInfo("America/New_York")


def read(mail: bytes, authority: str = "") -> Reply:
    reply = read_reply(mail, authority=authority)
    assert isinstance(reply, Reply), reply
    return reply


def why_not(mail: bytes) -> str:
    reply = read_reply(mail)
    assert isinstance(reply, Unreadable), reply
    return reply.why


def test_an_officer_who_accepts_is_understood() -> None:
    assert read(answer()) == Reply(
        method=ReplyMethod.REPLY,
        uid="meeting-7@muster",
        sequence=2,
        stamp=datetime(2026, 8, 12, 19, tzinfo=UTC),
        attendee=OFFICER,
        sender=OFFICER,
        part_stat=PartStat.ACCEPTED,
        comment="",
        occurrence=None,
        proposed=None,
        authenticity=Authenticity.UNSAID,
    )


@pytest.mark.parametrize("said", list(PartStat))
def test_whatever_is_said_is_taken_as_it_is_said(said: PartStat) -> None:
    line = f"ATTENDEE;CN=Bell;partstat={said.value.lower()}:MAILTO:Officer.Bell@EXAMPLE.org"
    assert read(answer(attendee=line)).part_stat is said
    assert read(answer(attendee=line)).attendee == OFFICER


def test_a_comment_of_several_lines_is_kept_without_what_a_text_may_not_hold() -> None:
    said = "COMMENT:I am late\\, sorry\\nabout ten\x07 minutes"
    assert read(answer(comment=said)).comment == "I am late, sorry\nabout ten minutes"


def test_an_outlook_answer_without_organiser_or_sequence_is_an_answer_to_the_first_revision() -> None:
    assert read(answer(organizer=None, sequence=None)).sequence == 0


@pytest.mark.parametrize(
    "line",
    [
        "RECURRENCE-ID:20260915T130000Z",
        "RECURRENCE-ID;TZID=America/New_York:20260915T090000",
        "RECURRENCE-ID;TZID=/example.org/20260101/America/New_York:20260915T090000",
        "RECURRENCE-ID;TZID=Eastern Standard Time:20260915T090000",
        'RECURRENCE-ID;TZID="Eastern Standard Time":20260915T090000',
        "RECURRENCE-ID;TZID=Customized Time Zone:20260915T090000",
        "RECURRENCE-ID:20260915T090000",
        "RECURRENCE-ID;VALUE=DATE:20260915",
    ],
)
def test_the_occurrence_is_the_same_however_the_program_names_its_time(line: str) -> None:
    reply = read(answer(occurrence=line))
    assert reply.concerns(datetime(2026, 9, 15, 13, tzinfo=UTC), NEW_YORK)
    assert not reply.concerns(datetime(2026, 9, 22, 13, tzinfo=UTC), NEW_YORK)


def test_an_answer_that_names_no_occurrence_is_for_all_of_them() -> None:
    assert read(answer()).concerns(datetime(2026, 9, 15, 13, tzinfo=UTC), NEW_YORK)


def test_a_day_is_a_day_and_not_a_time() -> None:
    assert read(answer(occurrence="RECURRENCE-ID;VALUE=DATE:20260915")).occurrence == date(2026, 9, 15)


def test_an_officer_who_proposes_another_time_is_understood_among_all_who_were_asked() -> None:
    everybody = f"ATTENDEE:mailto:other@example.org\r\nATTENDEE;PARTSTAT=TENTATIVE:mailto:{OFFICER}"
    reply = read(answer(method="COUNTER", attendee=everybody))
    assert (reply.method, reply.attendee, reply.part_stat) == (
        ReplyMethod.COUNTER,
        OFFICER,
        PartStat.TENTATIVE,
    )
    assert reply.proposed == datetime(2026, 8, 20, 16, tzinfo=UTC)


def test_an_officer_who_asks_for_the_invitation_once_more_need_not_answer_it() -> None:
    assert read(answer(method="REFRESH", attendee=f"ATTENDEE:mailto:{OFFICER}")).part_stat is None


def test_the_calendar_is_found_wherever_it_is_in_the_mail() -> None:
    mail = EmailMessage()
    mail["From"] = OFFICER
    mail.set_content("See the attachment.")
    mail.add_attachment(calendar_of().encode(), "application", "octet-stream", filename="Invite.ICS")
    assert read(mail.as_bytes()).uid == "meeting-7@muster"


def test_a_mail_that_is_nothing_but_a_calendar_is_read() -> None:
    head = f"From: {OFFICER}\r\nContent-Type: text/calendar\r\n\r\n"
    assert read((head + calendar_of()).encode()).uid == "meeting-7@muster"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_letters_are_right_in_the_charset_that_the_mail_names(charset: str) -> None:
    assert read(mail_of(calendar_of(comment="COMMENT:Später"), charset=charset)).comment == "Später"


@pytest.mark.parametrize("charset", ["x-nobody-knows", "rot13", "hex", "unicode_escape", "undefined"])
def test_a_charset_that_no_mail_is_written_in_is_taken_for_utf_8(charset: str) -> None:
    mail = answer(comment="COMMENT:Später\\, dear").replace(
        b'charset="utf-8"\n', b'charset="%s"\n' % charset.encode()
    )
    assert charset.encode() in mail
    assert read(mail).comment == "Später, dear"


def test_a_part_in_an_encoding_that_mails_do_not_have_is_not_looked_into() -> None:
    head = f"From: {OFFICER}\r\nContent-Type: text/calendar\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n"
    assert "holds no calendar" in why_not((head + calendar_of()).encode())


def test_a_sender_of_nothing_but_brackets_is_nobody() -> None:
    brackets = b"From: " + b"(" * 5_000 + OFFICER.encode() + b")" * 5_000
    assert "which one person" in why_not(
        answer().replace(b"From: Officer Bell <officer.bell@example.org>", brackets)
    )


def test_an_answer_inside_a_forwarded_mail_answers_nothing() -> None:
    outer = EmailMessage()
    outer["From"] = "somebody@example.org"
    outer.set_content("Look what I got.")
    inner = EmailMessage()
    inner.set_content("x")
    inner.add_alternative(calendar_of().encode(), "text", "calendar")
    outer.add_attachment(inner)
    assert "holds no calendar" in why_not(outer.as_bytes())


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        (b"", "no calendar"),
        (b"From: a@example.org\r\n\r\nYes, I come.", "no calendar"),
        (answer(method="REQUEST"), "METHOD is REQUEST"),
        (answer(attendee=None), "names 0"),
        (answer(more="ATTENDEE:mailto:x@example.org"), "names 2"),
        (answer(attendee=f"ATTENDEE:mailto:{OFFICER}"), "neither yes nor no"),
        (answer(uid=None), "which meeting"),
        (answer(uid="UID:" + "x" * 300), "which meeting"),
        (answer(more="UID:meeting-8@muster"), "says UID 2 times"),
        (answer(sequence="SEQUENCE:-1"), "is no number"),
        (answer(stamp=None), "when it was given"),
        (answer(stamp="DTSTAMP:20260812T190000"), "when it was given"),
        (answer(stamp="DTSTAMP:20261312T190000Z"), "DTSTAMP of the answer is not a time"),
        (answer(occurrence="RECURRENCE-ID;TZID=Asia/Tokyo:00010101T000000"), "not a time"),
        (answer(more="END:VEVENT\r\nBEGIN:VEVENT"), "2 events at once"),
        (answer(more="END:VCALENDAR"), "closes what it has not opened"),
        (answer(more="BEGIN:VALARM"), "closes what it has not opened"),
        (answer(more="\r\n".join(["BEGIN:X"] * 20)), "may not be nested"),
        (mail_of(calendar_of().removesuffix("END:VCALENDAR\r\n")), "cut off"),
        (mail_of(calendar_of().replace("METHOD:REPLY\r\n", "")), "(METHOD)"),
        (answer(attendee="ATTENDEE;=;:mailto:x"), "ATTENDEE of the answer cannot be read"),
        (answer(sender="a@example.org, b@example.org"), "which one person"),
        (
            answer().replace(b"From: Officer Bell <officer.bell@example.org>", b"From: Officer Bell"),
            "which one person",
        ),
        (answer() + b"\0", "no mail may hold"),
        (answer() + b"x" * 1_000_000, "more than 1,000,000 bytes"),
        (b"Content-Type: multipart/mixed; boundary=a\r\n" * 60, "more than 50 parts"),
    ],
)
def test_a_mail_that_is_no_answer_is_refused_with_one_sentence(mail: bytes, words: str) -> None:
    why = why_not(mail)
    assert words in why
    assert "\n" not in why
    assert len(why) <= 300
