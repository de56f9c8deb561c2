"""Two bots, each in a process of its own, on one practice workspace: Muster and the stock yardstick."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.workload import ZONE, email_of, feed, roster
from bot.clock import SystemClock
from bot.manifest import load_manifest
from bot.practice.people import Member
from bot.practice.server import PracticeServer

OFFICERS = 60


@contextmanager
def workspace() -> Iterator[PracticeServer]:
    """A practice workspace with the bench's officers."""
    people = [Member(f"Officer {number}", email_of(number)) for number in range(OFFICERS)]
    with PracticeServer(
        manifest=load_manifest(), people=people, channels=["shifts", "supervisors"], clock=SystemClock()
    ) as server:
        yield server


@contextmanager
def prepared(server: PracticeServer) -> Iterator[dict[str, str]]:
    """The settings of a Muster on a new SQLite file, with a roster and a fortnight of shifts in it."""
    with tempfile.TemporaryDirectory() as folder:
        shifts = Path(folder, "feed.json")
        people = Path(folder, "roster.csv")
        shifts.write_bytes(feed(SystemClock().now(), days=13, a_day=1, places=OFFICERS))
        people.write_bytes(roster(OFFICERS))
        settings = environment(server) | {
            "MUSTER_DATABASE_URL": f"sqlite:///{folder}/muster.db",
            "MUSTER_TIMEZONE": ZONE,
            "MUSTER_SHIFTS_CHANNEL": server.workspace.channel("shifts"),
            "MUSTER_SUPERVISORS_CHANNEL": server.workspace.channel("supervisors"),
        }
        for command in (["migrate"], ["roster", "import", str(people)], ["feed", "import", str(shifts)]):
            subprocess.run(
                [sys.executable, "-m", "bot", *command], env=settings, check=True, stdout=subprocess.DEVNULL
            )
        yield settings


@contextmanager
def serving(settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Muster as it is run in earnest."""
    with _running([sys.executable, "-m", "bot", "run"], settings) as process:
        yield process


@contextmanager
def muster(server: PracticeServer) -> Iterator[subprocess.Popen[bytes]]:
    """Both: prepared, and serving."""
    with prepared(server) as settings, serving(settings) as process:
        yield process


@contextmanager
def stock(server: PracticeServer) -> Iterator[subprocess.Popen[bytes]]:
    """The yardstick."""
    with _running([sys.executable, "-m", "bench.stock_bot"], environment(server)) as process:
        yield process


def environment(server: PracticeServer) -> dict[str, str]:
    """What either bot needs to find the practice workspace."""
    return os.environ | {
        "SLACK_API_URL": server.api_url,
        "SLACK_BOT_TOKEN": server.bot_token,
        "SLACK_APP_TOKEN": server.app_token,
        "MUSTER_PORT": "0",
    }


@contextmanager
def _running(command: Sequence[str], settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)
