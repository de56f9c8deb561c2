"""What the machine writes down of a day: ids and outcomes, never who asked for what, or why."""

import io
import json
import logging
import sys
from datetime import date

import httpx
import pytest

from bot.logs import set_up_logs
from tests.stories.world import QUARTZ, World, shift

_CANARY = "zanzibar"
MORNING = shift(
    "a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00", post=f"{_CANARY} gate",
    school=QUARTZ | {"name": f"{_CANARY.title()} Elementary"},
)  # fmt: skip
PRIVATE = (_CANARY, "Alder", "Birch", "Sequoia", "Oleander", "@example.org")


@pytest.fixture
def log(logging_restored: None, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Everything that is written down, one JSON object a line."""
    paper = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", paper)
        set_up_logs("json", level=logging.DEBUG)
    return paper


def test_no_name_no_word_and_no_token_is_written_down(
    log: io.StringIO, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.feed_says(MORNING)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ada.types(f"/shifts release 1 {_CANARY} is ill")
    world.ada.reads("Given back")
    world.ben.types(f"{_CANARY}?")
    world.ben.reads("slash")
    world.oz.types(f"/shifts claim {_CANARY}")
    world.oz.reads("roster")
    monkeypatch.setattr("handlers.commands.shifts.parse", _stumble)
    world.ada.types(f"/shifts at {_CANARY}")
    reference = world.ada.reads("Muster could not finish that").split("reference: ")[1].split()[0]
    world.everything_is_sent()

    written = log.getvalue()
    lines = [json.loads(line) for line in written.splitlines()]
    assert any(line.get("kind") == "day_board" and line["outcome"] == "sent" for line in lines)
    [failed] = [line for line in lines if line.get("reference") == reference]
    assert "LookupError" in failed["exception"]
    secrets = (world.server.bot_token, world.server.app_token, world.server.signing_secret)
    told = [word for word in (*PRIVATE, *secrets) if word.lower() in written.lower()]
    assert told == [], written


def test_health_tells_machines_nothing_about_people_and_no_secret(world: World) -> None:
    world.feed_says(MORNING)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.everything_is_sent()
    health = httpx.get(f"{world.process.web.url}/healthz", trust_env=False, timeout=30)
    assert health.json()["feed"]["last"] == "applied"
    secrets = (world.server.bot_token, world.server.app_token, world.server.signing_secret)
    told = [word for word in (*PRIVATE, *secrets) if word.lower() in health.text.lower()]
    assert told == [], health.text


def _stumble(text: str, _today: date) -> None:
    raise LookupError(text)
