"""The practice workspace keeps its mail to itself, and shows what each mail carries for a calendar."""

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from bot.clock import PracticeClock
from bot.gateways.mail_letter import Invitation, Mail
from bot.manifest import load_manifest
from bot.practice.server import PracticeServer

CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSEQUENCE:3\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(
        load_manifest(), clock=PracticeClock(datetime(2026, 8, 12, 19, tzinfo=UTC))
    ) as running:
        yield running


def test_a_mail_is_read_on_a_page_with_what_it_carries_and_its_file_can_be_kept(
    server: PracticeServer,
) -> None:
    invited = Invitation("<p>Come.</p>", "REQUEST", CALENDAR)
    server.mailbox.send(Mail(["ada@example.org"], "Invitation: <Drill>", "Come.\n", "k", "Sol", invited))
    page = httpx.get(f"{server.url}practice/mail").text
    assert "Carries an invitation: REQUEST, sequence 3." in page
    assert "Invitation: &lt;Drill&gt;" in page
    file = httpx.get(f"{server.url}practice/mail/1/invite.ics")
    assert file.content == CALENDAR
    assert file.headers["Content-Disposition"] == 'attachment; filename="invite.ics"'


def test_a_mail_without_a_calendar_has_no_file(server: PracticeServer) -> None:
    server.mailbox.send(Mail(["ada@example.org"], "Muster: a notice", "News.\n", "k"))
    assert "Carries" not in httpx.get(f"{server.url}practice/mail").text
    assert httpx.get(f"{server.url}practice/mail/1/invite.ics").status_code == 404
