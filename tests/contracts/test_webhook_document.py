"""What docs/webhook.md tells the other side is so: its example verifies real calls, its fields are sent."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.gateways.webhook import WebhookCall, WebhookGateway
from handlers.announcements import body_of, ping
from scheduling.shifts.announcements import Announcement, PlaceChange
from tests.fakes.agency import SECRET, taking_calls
from tests.golden.sitters import ADA, SEVEN, SHIFT
from tests.handlers.office import MovableClock

DOCUMENT = (Path(__file__).parents[2] / "docs" / "webhook.md").read_text(encoding="utf-8")
CLAIMED = Announcement(1207, PlaceChange.CLAIMED, SEVEN, ADA, SHIFT, "heron", "J1")
NOW = datetime(2026, 8, 12, 19, 0, tzinfo=UTC)


@pytest.fixture
def is_from_muster(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, bytes, str], bool]:
    """The document's own example, at the instant of the tests."""
    monkeypatch.setattr(time, "time", NOW.timestamp)
    [source] = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    names: dict[str, Any] = {}
    exec(source, names)
    verify: Callable[[str, bytes, str], bool] = names["is_from_muster"]
    return verify


def called(at: datetime) -> tuple[str, bytes]:
    """The signature and the body of a real call made at an instant."""
    with taking_calls() as agency:
        WebhookGateway(agency.url, SECRET, MovableClock(at)).send(WebhookCall("k", body_of(CLAIMED)))
        headers, body = agency.calls[0]
    return headers["muster-signature"], body


def test_the_example_believes_a_call_of_musters(is_from_muster: Callable[[str, bytes, str], bool]) -> None:
    header, body = called(NOW)
    assert is_from_muster(header, body, SECRET)


def test_the_example_believes_nothing_else(is_from_muster: Callable[[str, bytes, str], bool]) -> None:
    header, body = called(NOW)
    assert not is_from_muster(header, body + b" ", SECRET)
    assert not is_from_muster(header, body, "another " * 5)
    assert not is_from_muster(header.replace("t=1", "t=2"), body, SECRET)
    for forged in ("", "t=,v1=", "v1=ö", "t=1786561200", "t=²,v1=", header.partition(",")[0]):
        assert not is_from_muster(forged, body, SECRET)


@pytest.mark.parametrize("age", [timedelta(minutes=6), -timedelta(minutes=6)])
def test_the_example_believes_nothing_stale(
    is_from_muster: Callable[[str, bytes, str], bool], age: timedelta
) -> None:
    header, body = called(NOW - age)
    assert not is_from_muster(header, body, SECRET)


def test_a_call_has_the_documents_fields_and_no_others() -> None:
    [shown] = re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)
    told, sent = json.loads(shown), json.loads(body_of(CLAIMED))
    assert told.keys() == sent.keys()
    for part in ("shift", "officer"):
        assert told[part].keys() == sent[part].keys()


def test_every_event_is_in_the_document() -> None:
    told = {json.loads(body_of(replace(CLAIMED, change=change)))["event"] for change in PlaceChange}
    told.add(json.loads(ping(SEVEN))["event"])
    assert all(f"`{event}`" in DOCUMENT for event in told)
