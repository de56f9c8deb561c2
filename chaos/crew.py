"""Real `muster run` processes on one database, by name: started, killed, frozen, thawed and stopped."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from signal import SIGCONT, SIGSTOP, SIGTERM
from threading import Event
from time import monotonic
from typing import Final

from sqlalchemy import select

from bot.clock import SystemClock
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.replicas.queries import list_replicas
from scheduling.store.engine import Database
from tests.fakes.slack_api import Json
from tests.process.launch import Running, running
from tests.process.replicas import environment

NAMES: Final = ("muster-1", "muster-2", "muster-3")

_PATIENCE = 120.0
_STARTS = 5


class Crew:
    """The processes of one house."""

    def __init__(
        self,
        slack_url: str,
        database_url: str,
        folder: Path,
        *,
        urls: Mapping[str, str] | None = None,
        told: Mapping[str, str] | None = None,
    ) -> None:
        """Serve `database_url`: one process on SQLite, three on PostgreSQL.

        Args:
            slack_url: of Slack's stand-in.
            database_url: what they serve.
            folder: where they work, and write their logs.
            urls: by which each reaches the database, if not by that.
            told: more settings, for all.
        """
        self.names = NAMES if database_url.startswith("postgresql") else NAMES[:1]
        self._environment: Callable[[str], dict[str, str]] = lambda name: {
            **environment(slack_url, (urls or {}).get(name, database_url), name),
            **(told or {}),
        }
        self._folder = folder
        self._ends: dict[str, ExitStack] = {}
        self._running: dict[str, Running] = {}
        self.restarts = 0

    def start(self, *names: str) -> None:
        """Begin, without waiting until they serve."""
        for name in names:
            self._ends[name] = ends = ExitStack()
            log = ends.enter_context((self._folder / f"{name}.log").open("a"))
            self._running[name] = ends.enter_context(running(self._environment(name), self._folder, log))

    def wait_until_serving(self, *names: str) -> None:
        """Every one of these answers that all is well. One that ends by itself is started anew, as a service
        manager does; `restarts` counts it.

        Raises:
            RuntimeError: one does not serve all the same; what it wrote last is in the message.
        """
        for name in names:
            for _ in range(_STARTS):
                if self._running[name].serves():
                    break
                if self._running[name].process.poll() is not None:
                    self.bury(name)
                    self.start(name)
                    self.restarts += 1
            else:
                said = (self._folder / f"{name}.log").read_text()[-2_000:]
                raise RuntimeError(f"{name} does not serve. It wrote last:\n{said}")

    def kill(self, name: str) -> None:
        """End it with -9."""
        self._running[name].process.kill()

    def bury(self, name: str) -> None:
        """Wait until it has ended, however it was ended."""
        self._running[name].process.wait(_PATIENCE)
        self._ends.pop(name).close()

    def freeze(self, name: str) -> None:
        """Let it stand still, in the middle of whatever it does."""
        os.kill(self._running[name].process.pid, SIGSTOP)

    def thaw(self, name: str) -> None:
        """Let it go on where it stood."""
        os.kill(self._running[name].process.pid, SIGCONT)

    def stop(self, name: str) -> None:
        """Ask it to end, as a service manager does."""
        self._running[name].process.send_signal(SIGTERM)

    def close(self) -> None:
        """End them all."""
        for ends in self._ends.values():
            ends.close()
        self._ends.clear()


@contextmanager
def crew(
    slack_url: str,
    database_url: str,
    folder: Path,
    *,
    urls: Mapping[str, str] | None = None,
    told: Mapping[str, str] | None = None,
) -> Iterator[Crew]:
    """All of them, serving."""
    found = Crew(slack_url, database_url, folder, urls=urls, told=told)
    try:
        found.start(*found.names)
        found.wait_until_serving(*found.names)
        yield found
    finally:
        found.close()


def holder_of(database: Database, asked: Json) -> str | None:
    """The name of the process that has the notices of this message in hand; None if nobody has."""
    letter = asked["metadata"]["event_payload"]["key"]
    held = select(notices.c.lease).where(notices.c.letter == letter, notices.c.state == NoticeState.LEASED)
    with database.read(SystemClock().now()) as tx:
        lease = tx.execute(held.limit(1)).scalar()
        names = {row.id: row.name for row in list_replicas(tx)}
    if lease is None:
        return None
    return (
        names.get(lease.partition(":")[0]) if names else NAMES[0]
    )  # alone on its file, it registers nowhere


def wait_for(condition: Callable[[], object], what: str, seconds: float = _PATIENCE) -> None:
    """Wait until something holds.

    Raises:
        RuntimeError: it does not, for so long.
    """
    begun, pause = monotonic(), Event()
    while not condition():
        if monotonic() - begun > seconds:
            raise RuntimeError(f"Waited {seconds:.0f} s in vain: {what}.")
        pause.wait(0.02)
