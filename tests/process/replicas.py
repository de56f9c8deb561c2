"""Several `muster run` on one PostgreSQL database, as a test starts them."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event
from time import monotonic

from bot.clock import SystemClock
from scheduling.replicas.facts import Replica
from scheduling.replicas.queries import list_replicas
from scheduling.store.engine import Database
from tests.process.launch import Running, running

LONG = 60.0
"""Seconds that a condition may take on a busy machine."""


def environment(slack_url: str, database_url: str, name: str) -> dict[str, str]:
    """What a replica is told."""
    return {
        "PATH": os.environ["PATH"],
        "SLACK_API_URL": slack_url,
        "SLACK_BOT_TOKEN": "xoxb-stand-in",
        "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
        "MUSTER_TRANSPORT": "http",
        "MUSTER_TIMEZONE": "America/Phoenix",
        "MUSTER_DATABASE_URL": database_url,
        "MUSTER_SHIFTS_CHANNEL": "C0123456789",
        "MUSTER_SUPERVISORS_CHANNEL": "C0123456780",
        "MUSTER_REPLICA": name,
    }


@contextmanager
def replicas(
    slack_url: str, database_url: str, folder: Path, *names: str, far: str | None = None
) -> Iterator[dict[str, Running]]:
    """Start one for each name, all at once; every one serves when the block begins.

    With `far`, the first of them reaches the database by that URL.
    """
    with ExitStack() as started:
        found = {}
        for name in names:
            url = far if far is not None and name == names[0] else database_url
            found[name] = started.enter_context(running(environment(slack_url, url, name), folder))
        for replica in found.values():
            until(replica.serves, "it serves", 3 * LONG)
        yield found


def present(database: Database) -> list[Replica]:
    """Who has registered."""
    with database.read(right_now()) as tx:
        return list_replicas(tx)


def right_now() -> datetime:
    """The machine's time."""
    return SystemClock().now()


def until(condition: Callable[[], object], what: str, seconds: float = LONG) -> float:
    """Wait until something holds; answers after how many seconds it did."""
    begun, pause = monotonic(), Event()
    while not condition():
        assert monotonic() - begun < seconds, f"waited {seconds:g} s in vain: {what}"
        pause.wait(0.02)
    return monotonic() - begun
