"""Slack is away while something urgent is to be told: it comes by e-mail instead, and only so."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import pytest
from pydantic import SecretStr

from tests.factories.packs import written
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


URGENT_FEED = """
[escalations.feed]
source = "the story"
urgent_from = "always"
steps = [{ tell = ["coordinator"] }]
"""
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


def test_something_urgent_comes_by_mail_at_once_and_in_slack_once_it_is_back_and_the_chain_goes_on(
    tmp_path: Path, database_url: str, mail: MailServer
) -> None:
    held = "A feed delivery is held: it would withdraw 1 shift"
    pack = written(tmp_path, URGENT_FEED)
    smtp = SecretStr(f"smtp://127.0.0.1:{mail.port}")
    told: dict[str, Any] = {
        "smtp_url": smtp, "mail_from": "muster@example.org", "policy": f"default,{pack}",
    }  # fmt: skip
    with a_world(tmp_path, database_url, chains=("feed",), **told) as world:
        world.feed_says(FRIDAY)
        world.everything_is_sent()
        world.goes_wrong(slack_away=True)
        world.feed_says()
        words = comes_by_mail(mail, "cora@example.org")
        assert "This is urgent, so it comes by e-mail as well as in Slack." in words
        assert held in words
        assert [letter["Subject"] for letter in mail.taken] == ["Muster: something urgent needs somebody"]
        world.slack_is_found_away()
        world.time_passes(timedelta(minutes=10))
        world.goes_wrong(slack_away=False)
        world.time_passes(timedelta(minutes=1))
        world.everything_is_swept()
        world.cora.reads("Late by 11 min.", held, "Nobody has it.")
        assert mail.to == ["cora@example.org"], "and by no second mail"
        world.cora.presses("I have it")
        world.cora.reads(held, "You have it, since Wed Aug 12, 12:11.")
