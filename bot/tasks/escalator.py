"""Escalations, taken further as soon as their time has come or something has changed: what is urgent waits
for no heartbeat.

It looks at least once a second, since a clock may be moved and another program may write rows; the heartbeat
rings for the same sweep, should this thread ever die. Several processes may sweep at once: what one of them
holds, the others leave alone.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread
from typing import Final

import structlog

from bot.clock import Clock
from bot.database.watch import Explains, never
from handlers.desk import Desk
from scheduling.escalations.due import next_sweep_at
from scheduling.escalations.set_aside import set_aside
from scheduling.escalations.stumbling import StumbledError, naming
from scheduling.escalations.sweep import list_due, sweep_alone, sweep_escalations
from scheduling.store.engine import BACKGROUND_PATIENCE
from scheduling.store.troubles import find_trouble

_MOST_ROUNDS: Final = 100
"""In one go; what is left is done in the next, so that people's claims get a turn in between."""

_LONGEST_SLEEP: Final = 1.0
"""Seconds."""

_HELD_SLEEP: Final = 0.2
"""Seconds: what is due still is held by another process, or by somebody who is just pressing a button."""

_STOP_SECONDS: Final = 30.0

log = structlog.get_logger("muster.escalator")


class Escalator:
    """Sweeps in a thread of its own, from `start` until `stop`: whenever it is woken, and at the instant that
    the last sweep foresaw. Others may call `sweep` in theirs.
    """

    def __init__(
        self, clock: Clock, sweep: Callable[[], datetime | None], explains: Explains = never
    ) -> None:
        """Run `sweep`, which answers when there will be something to do next by `clock`, None for never; what
        `explains` knows is not logged again.
        """
        self.sweep = sweep
        self._clock = clock
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
        while not self._stopping.is_set():
            self._woken.clear()
            self._woken.wait(self._seconds_until(self._swept()))

    def _swept(self) -> datetime | None:
        try:
            return self.sweep()
        except Exception as error:
            if not self._explains(error):
                log.exception("a sweep of escalations failed; the next one comes in a second")
            return None

    def _seconds_until(self, foreseen: datetime | None) -> float:
        if foreseen is None:
            return _LONGEST_SLEEP
        seconds = (foreseen - self._clock.now()).total_seconds()
        return min(seconds, _LONGEST_SLEEP) if seconds > 0 else _HELD_SLEEP


def sweep_due_escalations(desk: Desk) -> datetime | None:
    """Take what is due further and tell whoever is to be told; each round in its own transaction, and none
    where nothing is due. What cannot be taken further is set aside and named in the log.

    Returns:
        When there will be something to do next; None where nothing is foreseen.
    """
    for _ in range(_MOST_ROUNDS):
        with desk.read() as tx:
            foreseen = next_sweep_at(tx)
        if foreseen is None or foreseen > tx.now or not _sweep(desk):
            return foreseen
    return foreseen


def _sweep(desk: Desk) -> int:
    """How much was done; where one was set aside, the others are still to come."""
    try:
        with desk.begin(patience=BACKGROUND_PATIENCE) as tx:
            return sweep_escalations(tx, desk.policy, by_mail=desk.sends_mail)
    except StumbledError as stumble:
        _set_aside(desk, stumble)
    except Exception as error:
        if find_trouble(error) is not None or not _sweep_each_alone(desk):
            raise
    return 1


def _sweep_each_alone(desk: Desk) -> bool:
    """A sweep failed over what it does with several at once: each is taken alone, until it fails over one.
    False: it fails over none of them, and all that was due is done.
    """
    with desk.read() as tx:
        due = list_due(tx)
    for number in due:
        try:
            with naming(number), desk.begin(patience=BACKGROUND_PATIENCE) as tx:
                sweep_alone(tx, desk.policy, number, by_mail=desk.sends_mail)
        except StumbledError as stumble:
            _set_aside(desk, stumble)
            return True
    return False


def _set_aside(desk: Desk, stumble: StumbledError) -> None:
    with desk.begin(patience=BACKGROUND_PATIENCE) as tx:
        is_news = set_aside(tx, stumble.escalation_id)
    if is_news:
        log.error(
            "an escalation cannot be taken further; it is set aside and tried again every minute",
            escalation=stumble.escalation_id,
            exc_info=stumble,
        )
