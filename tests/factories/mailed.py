"""Meetings that are mailed: the outbox, a courier with a real way to a mail server, and what arrives."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage, MIMEPart
from functools import partial
from typing import Any

from sqlalchemy import select

from bot.courier import Courier
from bot.delivery.carriers.mail import ByMail
from bot.delivery.dispatch import Dispatch
from bot.delivery.wording import Render
from bot.gateways.mail import MailGateway
from bot.gateways.slack import SlackGateway
from bot.slack.app import web_client
from handlers.mail.calendar_kinds import render_calendar_mail
from handlers.message import Message
from scheduling.outbox.facts import Obsolete
from scheduling.outbox.tables import notices
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.fakes.mail_server import MailServer, taking_mail
from tests.fakes.slack_api import SlackApi, listening
from tests.handlers.office import MovableClock
from tests.people import Cast, hire

MUSTER = "muster@district.example.org"

CHANNELS = {"channel:supervisors": "C0SUPERVISORS"}


@dataclass(frozen=True)
class Arrived:
    """One mail, as a mail program takes it apart."""

    to: str
    subject: str
    text: str
    html: str
    method: str
    calendar: bytes
    file: bytes
    letter: EmailMessage

    @property
    def lines(self) -> list[str]:
        """The calendar part, unfolded."""
        return self.calendar.decode().replace("\r\n ", "").split("\r\n")

    def says(self, name: str) -> str:
        """The value of the only property with this name outside the zones."""
        told = "\r\n".join(self.lines).partition("BEGIN:VEVENT")[2].split("\r\n")
        [value] = [line.partition(":")[2] for line in told if line.partition(":")[0].split(";")[0] == name]
        return value


class MailedMeetings:
    """What is planned here is mailed for real."""

    def __init__(
        self,
        database: Database,
        clock: MovableClock,
        mail: MailServer,
        slack_url: str,
        *,
        set_up: bool,
        render: Render,
    ) -> None:
        """Hire the cast; without `set_up` no mail can be sent. `render` words what Slack is told."""
        self.database, self.clock, self.mail = database, clock, mail
        gateway = MailGateway(f"smtp://127.0.0.1:{mail.port}", MUSTER, clock)
        dispatch = Dispatch(
            database,
            clock,
            SlackGateway(web_client(slack_url, "xoxb-test"), clock),
            render,
            CHANNELS,
            mail=ByMail(gateway) if set_up else None,
            render_mail=partial(render_calendar_mail, mail_from=MUSTER if set_up else ""),
        )
        self.courier = Courier(database, clock, dispatch)
        with self.begin() as tx:
            self.cast: Cast = hire(tx)

    def begin(self) -> Any:
        """A write transaction, now."""
        return self.database.begin(self.clock.now())

    def delivers(self, *, rounds: int = 8) -> list[Arrived]:
        """Let the courier work, and take apart what has arrived meanwhile."""
        had = len(self.mail.taken)
        for _ in range(rounds):
            self.courier.work()
            self.clock.advance(timedelta(seconds=2))
        return [arrived(letter) for letter in self.mail.taken[had:]]

    def settled(self, kind: str = "meeting_invitation") -> list[tuple[str, str]]:
        """State and reason of the notices of a kind, in their order."""
        with self.database.read(self.clock.now()) as tx:
            rows = tx.execute(
                select(notices.c.state, notices.c.reason).where(notices.c.kind == kind).order_by(notices.c.id)
            )
            return [(row.state, row.reason) for row in rows]


@contextmanager
def mailed_meetings(
    database: Database, now: datetime, *, set_up: bool = True, render: Render | None = None
) -> Iterator[tuple[MailedMeetings, SlackApi]]:
    """A mail server, Slack, and a courier between them and the outbox; what Slack is told has no words unless
    there is a `render`.
    """
    api = SlackApi()
    with taking_mail() as mail, listening(api) as url:
        opened = MailedMeetings(
            database, MovableClock(now), mail, url, set_up=set_up, render=render or _in_slack
        )
        yield opened, api
        opened.courier.stop()


def arrived(letter: EmailMessage) -> Arrived:
    """Take a mail apart, and assert the shape that calendar programs expect."""
    assert letter.get_content_type() == "multipart/mixed"
    alternatives, file = letter.iter_parts()
    assert alternatives.get_content_type() == "multipart/alternative"
    plain, html, calendar = alternatives.iter_parts()
    kinds = [part.get_content_type() for part in (plain, html, calendar, file)]
    assert kinds == ["text/plain", "text/html", "text/calendar", "application/ics"]
    assert (calendar["Content-Transfer-Encoding"], file["Content-Transfer-Encoding"]) == ("base64", "base64")
    assert calendar.get_param("charset") == "utf-8"
    content = calendar.get_payload(decode=True)
    assert isinstance(content, bytes)
    return Arrived(
        to=str(letter["To"]),
        subject=str(letter["Subject"]),
        text=_words(plain),
        html=_words(html),
        method=str(calendar.get_param("method")),
        calendar=content,
        file=file.get_content(),
        letter=letter,
    )


def _words(part: MIMEPart) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


def _in_slack(
    _tx: Transaction, kind: str, _refs: Mapping[str, Any], _addressee: Person | None
) -> Message | Obsolete:
    """What Slack is told here has a kind and no words."""
    return Message(kind)
