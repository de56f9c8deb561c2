"""The life of a meeting in somebody's calendar: asked, moved, cancelled, by mail, beside what Slack shows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from pydantic import SecretStr

from scheduling.meetings.plans.cancelling import cancel_meeting
from scheduling.meetings.plans.editing import edit_meeting
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person_by_email
from scheduling.store.transaction import Transaction
from tests.factories.mailed import Arrived, arrived
from tests.factories.meetings import POLICY, plan, planned
from tests.fakes.mail_server import MailServer, taking_mail
from tests.stories.world import World, a_world


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with taking_mail() as server:
        yield server


@pytest.fixture
def world(tmp_path: Path, database_url: str, mail: MailServer) -> Iterator[World]:
    """The district, which has a mail server."""
    smtp = SecretStr(f"smtp://127.0.0.1:{mail.port}")
    with a_world(tmp_path, database_url, smtp_url=smtp, mail_from="muster@example.org") as district:
        yield district


def person(tx: Transaction, name: str) -> Person:
    found = find_person_by_email(tx, f"{name}@example.org")
    assert found is not None
    return found


def mails_to_ada(mail: MailServer, count: int) -> list[Arrived]:
    """Wait until she has had so many."""
    deadline, pause = monotonic() + 60, Event()
    while mail.to.count("ada@example.org") < count:
        assert monotonic() < deadline, f"no mail number {count} came to Ada"
        pause.wait(0.02)  # a mail server tells nobody
    return [arrived(letter) for letter in mail.taken if letter["To"] == "ada@example.org"]


def test_a_meeting_comes_into_ada_s_calendar_moves_with_its_change_and_goes_when_it_is_cancelled(
    world: World, mail: MailServer
) -> None:
    with world.process.desk.begin() as tx:
        sol, ada = person(tx, "sol"), person(tx, "ada")
        meeting = planned(tx, sol, plan(ada)).meeting
    [asked] = mails_to_ada(mail, 1)
    world.ada.reads("Lockdown drill", "09:00–10:00")
    world.sol.reads("Lockdown drill", "Not answered: Ada Alder")
    world.everything_is_sent()
    with world.process.desk.begin() as tx:
        wanted = replace(meeting.plan, starts=time(11))
        edit_meeting(tx, actor=sol, meeting_id=meeting.id, plan=wanted, policy=POLICY)
    [_, moved] = mails_to_ada(mail, 2)
    world.ada.reads("New time.", "11:00–12:00")
    world.ada.reads("*Lockdown drill*", "11:00–12:00")
    world.everything_is_sent()
    with world.process.desk.begin() as tx:
        cancel_meeting(tx, actor=sol, meeting_id=meeting.id, reason="The gym is closed")
    mails = mails_to_ada(mail, 3)
    world.ada.reads("Cancelled: Lockdown drill", "The gym is closed")
    world.ada.reads("~Lockdown drill~", "The gym is closed")
    world.sol.reads("Lockdown drill", "Cancelled.")
    world.everything_is_sent()
    assert [one.method for one in mails] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one.says("SEQUENCE") for one in mails] == ["0", "1", "2"]
    assert {one.says("UID") for one in mails} == {meeting.uid}
    assert "09:00–10:00 (1 h), America/Phoenix (MST)" in asked.text
    assert "11:00–12:00 (1 h), America/Phoenix (MST)" in moved.text
    assert "Reason: The gym is closed" in mails[-1].text
    assert mail.to == ["ada@example.org"] * 3, "nobody else was asked, and nothing came twice"
