"""Whatever a title, a name or an agenda holds: the mail keeps its shape, and says what was typed."""

import re
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.delivery.carriers.mail import ByMail
from bot.delivery.carriers.parcel import Parcel
from bot.gateways.mail import Mail
from bot.gateways.mail_letter import compose
from handlers.mail.calendar_mail import CalendarMail
from handlers.mail.invitation import meeting_invitation
from handlers.mail.meeting_sheet import one_line
from scheduling.ical.invitation import Method
from scheduling.ical.parties import PartStat
from scheduling.meetings.entries import entry_of
from scheduling.meetings.facts import Invitation, Meeting, MeetingKind, Plan
from scheduling.meetings.notice_facts import MeetingLetter
from scheduling.outbox.facts import LeasedLetter, LeasedNotice, Route, Sent
from tests.factories.facts import officer
from tests.factories.mailed import MUSTER, Arrived, arrived

NOW = datetime(2026, 8, 12, 19, tzinfo=UTC)
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
    "MIME-Version", "Content-Type",
]  # fmt: skip
HOSTILE = [
    "Drill\r\nBcc: everybody@example.org",
    "Drill\nX-Injected: yes\n\nbody",
    "=?utf-8?q?Fire_alarm=0D=0ABcc=3A_x=40example=2Eorg?=",
    "=?utf-8?b?RHJpbGw=?= and =?utf-8?b?RHJpbGw=?=",
    "\u202egro.elpmaxe@live\u202c safe",
    "اجتماع السلامة الأسبوعي",
    "🚨👮🏽‍♀️ Drill 🚨",
    "x" * 120,
    "Señora Peña · größer " * 5,
    "<img src=https://example.org/pixel.png> & <script>alert(1)</script>",
    '"quoted", comma; colon: <angle@example.org>',
    "\x00\x07\x1b[31m\x85\u2028drill",
    "\ud800half",
    "BEGIN:VEVENT\\nEND:VEVENT\\;\\,",
    "--=_0_1\r\n",
    ".\r\n..\r\n.",
]


class Kept:
    """A mail server's place."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    def send(self, mail: Mail) -> Sent:
        self.mails.append(mail)
        return Sent()


def mailed(title: str, name: str, text: str) -> Arrived:
    """The mail as it would be read at the other end."""
    ada = officer(name=name, email="ada@example.org")
    plan = Plan(
        MeetingKind.SAFETY, title, date(2026, 8, 18), time(9), timedelta(hours=1), "America/Phoenix",
        agenda=text, place=text,
    )  # fmt: skip
    meeting = Meeting(7, "meeting-5e@muster", plan, ada.id, 0, NOW)
    invitation = Invitation(meeting, people=frozenset({ada.id}))
    facts = MeetingLetter(
        Method.REQUEST, invitation, entry_of(invitation), None, ada, ada, PartStat.NEEDS_ACTION
    )
    written = meeting_invitation(facts, MUSTER)
    assert isinstance(written, CalendarMail)
    notice = LeasedNotice(
        1,
        "meeting_invitation",
        {},
        f"person:{ada.id}",
        1,
        "a",
        None,
        NOW,
        NOW,
        0,
        None,
        "",
        None,
        Route.EMAIL,
    )
    server = Kept()
    ByMail(server).send(Parcel(LeasedLetter("k", (notice,)), ada, written), None, lambda: True)
    raw = compose(server.mails[0], MUSTER, NOW).as_bytes()
    letter = message_from_bytes(raw, policy=policy.default.clone(refold_source="none"))
    assert isinstance(letter, EmailMessage)
    return arrived(letter)


def sender_of(mail: Arrived) -> tuple[str, str]:
    """Name and address in From, read as of old: the newer reader parts the words of a name anew."""
    name, address = parseaddr(str(message_from_bytes(mail.letter.as_bytes())["From"]))
    return str(make_header(decode_header(name))), address


def spaced(text: str) -> str:
    """With one space wherever there is any."""
    return " ".join(text.split())


def keeps_its_shape(mail: Arrived, title: str, name: str) -> None:
    """Nothing that was typed has become a header, a part, a property or an element."""
    assert list(mail.letter.keys()) == HEADERS
    assert mail.letter["Subject"] == spaced(f"Invitation: {one_line(title, 120)}")
    shown, address = sender_of(mail)
    assert address == MUSTER
    assert shown == spaced(f"{one_line(name, 60)} via Muster")
    assert mail.letter["To"] == "ada@example.org"
    elements = set(re.findall(r"<(/?[a-z0-9!]+)", mail.html))
    assert {one.strip("/") for one in elements} <= {
        "!doctype", "html", "head", "meta", "title", "style", "body", "div", "p", "h1", "bdi", "br",
    }  # fmt: skip
    assert [line for line in mail.lines if line.startswith(("BEGIN:", "END:"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_hostile_title_name_or_agenda_changes_nothing_but_itself(typed: str) -> None:
    keeps_its_shape(mailed(typed, "Ada Alder", "Gym"), typed, "Ada Alder")
    keeps_its_shape(mailed("Drill", typed, "Gym"), "Drill", typed)
    keeps_its_shape(mailed("Drill", "Ada Alder", typed), "Drill", "Ada Alder")


@given(st.text(max_size=200), st.text(max_size=120), st.text(max_size=400))
@example("=?", "?=", "=?=?")
def test_no_text_at_all_changes_the_shape_of_a_mail(title: str, name: str, text: str) -> None:
    keeps_its_shape(mailed(title, name, text), title, name)


def test_what_was_typed_is_read_as_it_was_typed() -> None:
    mail = mailed("Señora Peña: <b>&amp;", 'Ruth "R" O\'Neil, Sgt.', "1. a < b\n2. “c”")
    assert mail.letter["Subject"] == "Invitation: Señora Peña: <b>&amp;"
    assert sender_of(mail)[0] == 'Ruth "R" O\'Neil, Sgt. via Muster'
    assert "Señora Peña: <b>&amp;\n" in mail.text
    assert "Señora Peña: &lt;b&gt;&amp;amp;" in mail.html
    assert "Agenda:\n1. a < b\n2. “c”\n" in mail.text
    assert "1. a &lt; b<br>2. “c”" in mail.html


def test_a_title_cannot_turn_the_direction_of_what_follows_it() -> None:
    mail = mailed("\u202egnihtemos\u2066", "Ada Alder", "Gym")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", str(mail.letter["Subject"]) + mail.text + mail.html)


def test_nothing_in_the_html_is_loaded_from_elsewhere() -> None:
    mail = mailed("Drill", "Ada Alder", "https://example.org/room/5")
    assert not re.search(r"\b(src|href|url|background|@import)\b\s*[=(]", mail.html)
