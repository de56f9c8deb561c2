"""Answers to invitations, as the mail of calendar programs brings them."""

from datetime import datetime
from email.message import EmailMessage
from typing import Any

from scheduling.meetings.facts import Invitation
from scheduling.roster.facts import Person

OFFICER = "officer.bell@example.org"


def calendar_of(*, method: str = "REPLY", **changes: str | None) -> str:
    """The calendar of an answer; a keyword is a whole line in place of a property, None leaves it out."""
    lines = {
        "organizer": "ORGANIZER:mailto:muster@example.org",
        "attendee": f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{OFFICER}",
        "uid": "UID:meeting-7@muster",
        "sequence": "SEQUENCE:2",
        "stamp": "DTSTAMP:20260812T190000Z",
        "start": "DTSTART:20260820T160000Z",
    } | changes
    inside = [line for line in lines.values() if line is not None]
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"METHOD:{method}",
            "BEGIN:VEVENT",
            *inside,
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def mail_of(
    calendar: str, *, sender: str = OFFICER, results: tuple[str, ...] = (), charset: str = "utf-8"
) -> bytes:
    """The mail as most programs send it: a word for people, and the calendar beside it."""
    mail = EmailMessage()
    for result in results:
        mail["Authentication-Results"] = result
    mail["From"] = f"Officer Bell <{sender}>"
    mail["To"] = "muster@example.org"
    mail["Subject"] = "Accepted: Safety meeting"
    mail.set_content("Officer Bell has accepted.")
    mail.add_alternative(
        calendar.encode(charset),
        "text",
        "calendar",
        cte="base64",
        params={"method": "REPLY", "charset": charset},
    )
    return mail.as_bytes()


def answer(
    *, sender: str = OFFICER, results: tuple[str, ...] = (), method: str = "REPLY", **changes: str | None
) -> bytes:
    """A whole mail; see `calendar_of`."""
    return mail_of(calendar_of(method=method, **changes), sender=sender, results=results)


def answer_to(
    meeting: Invitation,
    who: Person,
    said: str,
    *,
    at: datetime,
    sender: str = "",
    method: str = "REPLY",
    **changes: str | None,
) -> bytes:
    """A whole mail in which somebody answers as of `at` for the revision of a meeting that is handed over."""
    lines: dict[str, Any] = {
        "attendee": f"ATTENDEE;PARTSTAT={said}:mailto:{who.email}",
        "uid": f"UID:{meeting.meeting.uid}",
        "sequence": f"SEQUENCE:{meeting.meeting.sequence}",
        "stamp": f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}",
        **changes,
    }
    return mail_of(calendar_of(method=method, **lines), sender=sender or who.email)


def as_machine(mail: bytes, header: str) -> bytes:
    """The same mail with one more header at its top."""
    return header.encode() + b"\r\n" + mail
