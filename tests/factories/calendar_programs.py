"""Answers as the mail of the common calendar programs has them, header for header; the people are invented.

Each is a template: `fill` writes a meeting's name, an address, an answer and a stamp into it.
"""

from base64 import b64encode
from datetime import datetime
from quopri import encodestring
from typing import Final

from scheduling.meetings.facts import Invitation
from scheduling.roster.facts import Person

_GMAIL = """\
From: {name} <{address}>
Sender: Google Calendar <calendar-notification@google.com>
Reply-To: {name} <{address}>
To: muster@example.org
Message-ID: <calendar-1@google.com>
Auto-Submitted: auto-generated
Subject: {said}: Lockdown drill @ Tue Aug 18, 2026
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="0000outer"

--0000outer
Content-Type: multipart/alternative; boundary="0000inner"

--0000inner
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

SGUgaGFzIGFuc3dlcmVkLg==

--0000inner
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

<span>He has =
answered.</span>

--0000inner
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: 7bit

BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20260818T160000Z
DTEND:20260818T170000Z
DTSTAMP:{stamp}
ORGANIZER;CN=muster@example.org:mailto:muster@example.org
UID:{uid}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={said};CN={address}
 ;X-NUM-GUESTS=0:mailto:{address}
CREATED:20260811T190000Z
DESCRIPTION:
LAST-MODIFIED:{stamp}
LOCATION:Gym
SEQUENCE:{sequence}
STATUS:CONFIRMED
SUMMARY:Lockdown drill
TRANSP:OPAQUE
{more}END:VEVENT
END:VCALENDAR

--0000inner--

--0000outer
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo=
--0000outer--
"""

_OUTLOOK_CALENDAR = """\
BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:US Mountain Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:-0700
TZOFFSETTO:-0700
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T000000
TZOFFSETFROM:-0700
TZOFFSETTO:-0700
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT={said};CN={name}:mailto:{address}
COMMENT;LANGUAGE=en-US:\\n
UID:{uid}
SUMMARY;LANGUAGE=en-US:{prefix}: Lockdown drill
DTSTART;TZID=US Mountain Standard Time:20260818T090000
DTEND;TZID=US Mountain Standard Time:20260818T100000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:{stamp}
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:{sequence}
LOCATION;LANGUAGE=en-US:Gym
X-MICROSOFT-CDO-APPT-SEQUENCE:{sequence}
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
{more}END:VEVENT
END:VCALENDAR
"""

_OUTLOOK = """\
From: "{last}, {first}" <{address}>
To: "muster@example.org" <muster@example.org>
Subject: {prefix}: Lockdown drill
Thread-Topic: Lockdown drill
Accept-Language: en-US
Content-Language: en-US
X-MS-Has-Attach:
X-MS-TNEF-Correlator:
x-ms-exchange-messagesentrepresentingtype: 1
Content-Type: multipart/alternative;
\tboundary="_000_OUTLOOK_"
MIME-Version: 1.0

--_000_OUTLOOK_
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable


--_000_OUTLOOK_
Content-Type: text/calendar; charset="utf-8"; method=REPLY
Content-Transfer-Encoding: {encoding}

{calendar}
--_000_OUTLOOK_--
"""

_APPLE = """\
From: {name} <{address}>
Content-Type: multipart/alternative; boundary="Apple-Mail=_1"
Subject: {prefix}: Lockdown drill
Mime-Version: 1.0 (Mac OS X Mail 16.0)
To: muster@example.org
X-Mailer: Apple Mail (2.3774)

--Apple-Mail=_1
Content-Transfer-Encoding: quoted-printable
Content-Type: text/plain; charset=utf-8

He has answered=21

--Apple-Mail=_1
Content-Type: multipart/mixed; boundary="Apple-Mail=_2"

--Apple-Mail=_2
Content-Transfer-Encoding: 7bit
Content-Type: text/html; charset=us-ascii

<html></html>
--Apple-Mail=_2
Content-Type: text/calendar; charset=UTF-8; method=REPLY; name=iCal-20260812.ics
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename=iCal-20260812.ics

{calendar64}
--Apple-Mail=_2--
--Apple-Mail=_1--
"""

_APPLE_CALENDAR = """\
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
METHOD:REPLY
PRODID:-//Apple Inc.//macOS 14.5//EN
VERSION:2.0
BEGIN:VEVENT
ATTENDEE;CN="{name}";CUTYPE=INDIVIDUAL;EMAIL="{address}";PARTSTAT={said}:m
 ailto:{address}
DTEND:20260818T170000Z
DTSTAMP:{stamp}
DTSTART:20260818T160000Z
ORGANIZER;CN="Sergeant Sol Sequoia":mailto:muster@example.org
SEQUENCE:{sequence}
SUMMARY:Lockdown drill
UID:{uid}
{more}END:VEVENT
END:VCALENDAR
"""

_THUNDERBIRD = """\
Message-ID: <1@example.org>
Date: Wed, 12 Aug 2026 12:05:00 -0700
MIME-Version: 1.0
User-Agent: Mozilla Thunderbird
From: {name} <{address}>
Subject: {prefix}: Lockdown drill
To: muster@example.org
Content-Type: multipart/mixed; boundary="------------T1"

This is a multi-part message in MIME format.
--------------T1
Content-Type: multipart/alternative; boundary="------------T2"

--------------T2
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 8bit

{name} has answered.

--------------T2
Content-Type: text/calendar; method=REPLY; charset=UTF-8
Content-Transfer-Encoding: 8bit

BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
LAST-MODIFIED:{stamp}
DTSTAMP:{stamp}
UID:{uid}
SUMMARY:Lockdown drill
ORGANIZER;CN=Sol:mailto:muster@example.org
ATTENDEE;CN={name};PARTSTAT={said};ROLE=REQ-PARTICIPANT:mailto:{address}
DTSTART:20260818T160000Z
DTEND:20260818T170000Z
SEQUENCE:{sequence}
{more}END:VEVENT
END:VCALENDAR

--------------T2--

--------------T1
Content-Type: application/ics; name="invite.ics"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="invite.ics"

QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo=

--------------T1--
"""

_FASTMAIL = """\
MIME-Version: 1.0
X-Mailer: MessagingEngine.com Webmail Interface
From: {name} <{address}>
To: muster@example.org
Subject: Re: Lockdown drill
Content-Type: multipart/mixed; boundary=f1

--f1
Content-Type: text/plain

{name} has answered.
--f1
Content-Type: text/calendar;method=REPLY;charset=UTF-8
Content-Transfer-Encoding: quoted-printable

{calendarqp}
--f1--
"""

_ICLOUD = """\
From: "{name}" <{address}>
To: muster@example.org
Reply-To: {address}
Subject: {prefix}: Lockdown drill
Content-Type: text/calendar; charset="UTF-8"; method="REPLY"
Content-Transfer-Encoding: base64
MIME-Version: 1.0

{calendar64}
"""

PROGRAMS: Final = {
    "Gmail": (_GMAIL, ""),
    "Outlook.com": (_OUTLOOK.replace("{encoding}", "quoted-printable").replace("{calendar}", "{calendarqp}"),
                    _OUTLOOK_CALENDAR),
    "Exchange": (_OUTLOOK.replace("{encoding}", "base64").replace("{calendar}", "{calendar64}"),
                 _OUTLOOK_CALENDAR),
    "Apple Mail": (_APPLE, _APPLE_CALENDAR),
    "Thunderbird": (_THUNDERBIRD, ""),
    "Fastmail": (_FASTMAIL, _APPLE_CALENDAR),
    "iCloud": (_ICLOUD, _APPLE_CALENDAR),
}  # fmt: skip
"""By name: the mail, and its calendar where that is encoded."""

_PREFIXES: Final = {"ACCEPTED": "Accepted", "DECLINED": "Declined", "TENTATIVE": "Tentative"}


def write_as(
    program: str,
    of: Invitation,
    who: Person,
    said: str,
    at: datetime,
    *,
    sequence: int | None = None,
    address: str = "",
    more: str = "",
    lines: str = "\r\n",
) -> bytes:
    """What a program sends when somebody answers.

    Args:
        program: one of `PROGRAMS`.
        of: the meeting, and by default the revision, that is answered.
        who: whose answer it is; `address` if they write from another one.
        said: PARTSTAT.
        at: when they pressed the button.
        sequence: of another revision.
        more: further lines of the event.
        lines: how they end.
    """
    mail, calendar = PROGRAMS[program]
    first, _, last = who.name.partition(" ")
    told = {
        "uid": of.meeting.uid, "sequence": of.meeting.sequence if sequence is None else sequence,
        "name": who.name, "first": first, "last": last or first, "address": address or who.email,
        "said": said, "prefix": _PREFIXES.get(said, "Re"), "stamp": f"{at:%Y%m%dT%H%M%SZ}",
        "more": f"{more}\r\n" if more else "",
    }  # fmt: skip
    plain = calendar.format(**told).replace("\r\n", "\n").replace("\n", "\r\n").encode()
    encoded = {
        "calendar64": b64encode(plain).decode(),
        "calendarqp": encodestring(plain.replace(b"\r\n", b"\n")).decode(),
    }
    whole = mail.format(**told, **encoded)
    return whole.replace("\r\n", "\n").replace("\n", lines).encode()
