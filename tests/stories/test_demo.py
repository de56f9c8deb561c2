"""A newcomer starts the demo, opens its one URL, and everything there works."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.practice.demo import opening_hour

_START = """
import sys
from pathlib import Path
from bot.practice import socket_mode
from bot.practice.demo import run_demo
socket_mode.ACK_SECONDS = 60.0
sys.exit(run_demo(0, Path(sys.argv[1])))
"""
"""The demo, whose Slack is more patient: a bot that has just started on a busy machine is slow."""
_FOREIGN = {
    "SLACK_API_URL": "https://slack.example.org/api/",
    "SLACK_BOT_TOKEN": "xoxb-of-a-real-workspace",
    "SLACK_APP_TOKEN": "xapp-of-a-real-workspace",
    "MUSTER_DATABASE_URL": "sqlite:///real.db",
    "MUSTER_TRANSPORT": "http",
}
"""Settings of a real workspace that happen to be set in the same shell."""


class Page:
    """What the page in the browser does."""

    def __init__(self, url: str) -> None:
        """Open it."""
        self._http = httpx.Client(base_url=url, headers={"X-Practice": "1"}, trust_env=False, timeout=60)
        self.state: dict[str, Any] = self._http.get("practice/state").json()

    def close(self) -> None:
        """Close it."""
        self._http.close()

    def id_of(self, name: str) -> str:
        """A person's or channel's id."""
        everything: list[tuple[str, str]] = [(p["real_name"], p["id"]) for p in self.state["people"]]
        everything += [(c["name"], c["id"]) for c in self.state["channels"]]
        return dict(everything)[name]

    def type(self, name: str, text: str) -> str:
        """Have somebody type into #shifts; answers the last thing that they then see there."""
        place = {"user": self.id_of(name), "channel": self.id_of("shifts")}
        answer = self._http.post("practice/type", json={**place, "text": text}).json()
        assert answer["ok"], answer
        seen = self._http.get("practice/messages", params=place).json()
        return str([message for message in seen if message["ephemeral"]][-1])

    def press_extra(self, key: str) -> str:
        """Press one of the demo's own buttons; answers its sentence."""
        return str(self._http.post(f"practice/extras/{key}", json={}).json()["sentence"])


@contextmanager
def demo(folder: Path) -> Iterator[Page]:
    """The demo in a process of its own; ended by Ctrl-C, and expected to end well."""
    process = subprocess.Popen(
        [sys.executable, "-c", _START, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | _FOREIGN,
    )
    try:
        assert process.stdout is not None
        url = next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
        with closing(Page(url)) as page:
            yield page
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("started", "begins"),
    [
        ("2026-08-12T19:00", "2026-08-12T19:00"),  # Wednesday noon in Phoenix: as it is
        ("2026-08-12T14:00", "2026-08-12T16:30"),  # Wednesday 07:00: the same morning
        ("2026-08-13T05:00", "2026-08-13T16:30"),  # Wednesday 22:00: Thursday morning
        ("2026-08-14T22:00", "2026-08-17T16:30"),  # Friday 15:00: Monday morning
        ("2026-08-16T19:00", "2026-08-17T16:30"),  # Sunday noon: Monday morning
    ],
)
def test_somebody_is_on_post_whenever_the_demo_is_started(started: str, begins: str) -> None:
    begun = opening_hour(datetime.fromisoformat(started).replace(tzinfo=UTC))
    assert begun == datetime.fromisoformat(begins).replace(tzinfo=UTC)


def test_an_officer_sees_the_open_shifts_and_their_own_in_the_demo(tmp_path: Path) -> None:
    with demo(tmp_path) as page:
        assert len(page.state["people"]) >= 42
        assert "Claim" in page.type("Ada Alder", "/shifts")
        assert "Quartz Elementary" in page.type("Ada Alder", "/shifts mine")
        assert "Nobody is on now" not in page.type("Sergeant Sol Sequoia", "/shifts who")
        assert "roster" in page.type("Oz Oleander", "/shifts")


def test_the_next_feed_can_be_delivered_until_there_is_none(tmp_path: Path) -> None:
    with demo(tmp_path) as page:
        assert "half of the shifts missing" in page.press_extra("next-feed")
        assert "takes the place" in page.press_extra("next-feed")
        assert "the last delivery" in page.press_extra("next-feed")


def test_a_second_demo_in_the_same_folder_leaves_the_first_alone(tmp_path: Path) -> None:
    with demo(tmp_path) as page:
        second = subprocess.run(
            [sys.executable, "-c", _START, str(tmp_path)], capture_output=True, text=True, check=False
        )
        assert second.returncode != 0
        assert f"Another demo runs in {tmp_path}" in second.stderr
        assert "Claim" in page.type("Ada Alder", "/shifts")
