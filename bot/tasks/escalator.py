"""Escalations, taken further as soon as something has changed: what is urgent waits for no heartbeat.

The heartbeat rings for the same sweep, so a wake that is lost is made good within a second. Several processes
may sweep at once: what one of them holds, the others leave alone.
"""

from collections.abc import Callable
from threading import Event, Thread
from typing import Final

import structlog

from bot.database.watch import Explains, never
from handlers.desk import Desk
from scheduling.escalations.sweep import is_escalation_due, sweep_escalations
from scheduling.store.engine import BACKGROUND_PATIENCE

_MOST_ROUNDS: Final = 100
"""In one go; what is left is done in the next, so that people's claims get a turn in between."""

_STOP_SECONDS: Final = 30.0

log = structlog.get_logger("muster.escalator")


class Escalator:
    """Sweeps in a thread of its own whenever it is woken, from `start` until `stop`."""

    def __init__(self, sweep: Callable[[], None], explains: Explains = never) -> None:
        """Run `sweep` when woken; what `explains` knows is not logged again."""
        self._sweep = sweep
        self._explains = explains
        self._woken = Event()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="escalator", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is under way; the rest is due still, for whoever goes on."""
        self._stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)

    def wake(self) -> None:
        """Something has changed. Returns at once."""
        self._woken.set()

    def _run(self) -> None:
        while self._woken.wait() and not self._stopping.is_set():
            self._woken.clear()
            try:
                self._sweep()
            except Exception as error:
                if not self._explains(error):
                    log.exception("a sweep of escalations failed; the heartbeat rings for the next")


def sweep_due_escalations(desk: Desk) -> None:
    """Take what is due further and tell whoever is to be told; each round in its own transaction, and none
    where nothing is due.
    """
    for _ in range(_MOST_ROUNDS):
        with desk.read() as tx:
            if not is_escalation_due(tx):
                return
        with desk.begin(patience=BACKGROUND_PATIENCE) as tx:
            if not sweep_escalations(tx, desk.policy, by_mail=desk.sends_mail):
                return
