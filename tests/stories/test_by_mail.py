"""Slack is away while something urgent is to be told: it comes by e-mail instead, and only so."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from pydantic import SecretStr

from tests.fakes.mail_server import MailServer, taking_mail
from tests.stories.world import World, a_world, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")


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


def comes_by_mail(mail: MailServer, to: str) -> str:
    """Wait for the one mail to this address, and answer what it says."""
    deadline, pause = monotonic() + 60, Event()
    while to not in mail.to:
        assert monotonic() < deadline, f"no mail came to {to}"
        pause.wait(0.02)  # a mail server tells nobody
    [text] = [letter.get_content() for letter in mail.taken if letter["To"] == to]
    return str(text)


OTHERS = [
    shift(f"o{hour}", f"2026-08-14T{hour}:00:00-07:00", "2026-08-14T20:00:00-07:00") for hour in range(12, 17)
]
"""Five more shifts, so that one that vanishes is less than a fifth of them."""


def test_an_officer_whose_shift_is_gone_reads_it_in_a_mail_while_slack_is_away_and_not_again_in_slack(
    world: World, mail: MailServer
) -> None:
    world.feed_says(FRIDAY, *OTHERS)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.everything_is_sent()
    world.goes_wrong(slack_away=True)
    world.feed_says(*OTHERS)
    world.time_passes(timedelta(minutes=3))
    told = comes_by_mail(mail, "ada@example.org")
    assert "Slack could not bring you this just now" in told
    assert "Quartz Elementary" in told
    world.goes_wrong(slack_away=False)
    world.time_passes(timedelta(minutes=5))
    world.everything_is_sent()
    assert mail.to == ["ada@example.org"]
    world.ada.types("/sso sent")
    world.ada.reads("Your shift was withdrawn", "e-mail")


def test_a_coordinator_who_is_told_in_person_and_in_the_channel_gets_one_mail_and_each_supervisor_too(
    world: World, mail: MailServer
) -> None:
    world.feed_says(FRIDAY)
    world.everything_is_sent()
    world.goes_wrong(slack_away=True)
    world.feed_says()
    world.time_passes(timedelta(minutes=3))
    for reader in ("cora@example.org", "sol@example.org"):
        assert "held" in comes_by_mail(mail, reader)
    world.goes_wrong(slack_away=False)
    world.time_passes(timedelta(minutes=5))
    world.everything_is_sent()
    assert sorted(mail.to) == ["cora@example.org", "sol@example.org"]
