"""Ends a process in which a part is stuck: whatever starts it anew does more good than waiting.

It has a thread of its own, asks nothing of the database, and goes by monotonic time alone. A database or a
Slack that is away makes nothing stuck: the parts try again, and turn while they do.
"""

import faulthandler
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import Final

import structlog

from bot.ending import STUCK

LOOK_SECONDS: Final = 5.0
"""Between two looks. A part is stuck when two in a row say so."""

log = structlog.get_logger("muster.watchdog")


@dataclass(frozen=True, slots=True)
class Part:
    """Something that turns as long as it lives.

    Attributes:
        name: in the log.
        silent: for how many seconds it has not turned.
        limit: more seconds than it can honestly need.
        excused: whether something else explains its silence.
    """

    name: str
    silent: Callable[[], float]
    limit: float
    excused: Callable[[], bool] = lambda: False

    @property
    def is_stuck(self) -> bool:
        """Whether it has been silent for too long without an excuse."""
        return self.silent() > self.limit and not self.excused()


class Watchdog:
    """Watches parts in a thread of its own, from `start` to `stop`."""

    def __init__(
        self,
        parts: Sequence[Part],
        end: Callable[[str, float], None] | None = None,
        *,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        """Watch `parts`; `end` is told which is stuck and for how long, and does not return in a process."""
        self._parts = tuple(parts)
        self._end = end or end_process
        self._look_seconds = look_seconds
        self._suspects: set[str] = set()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more: what stops stands still."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(self._look_seconds + 1)

    def look(self, *, late: bool = False) -> None:
        """Look once. A look that comes `late` only shows that everything stood still: parts turn first."""
        stuck = {} if late else {part.name: part.silent() for part in self._parts if part.is_stuck}
        for name in self._suspects & stuck.keys():
            self._end(name, stuck[name])
        self._suspects = set(stuck)

    def _run(self) -> None:
        for late in self._looks():
            try:
                self.look(late=late)
            except Exception:
                log.exception("the watchdog stumbled; it looks again")

    def _looks(self) -> Iterator[bool]:
        last = monotonic()
        while not self._stopping.wait(self._look_seconds):
            before, last = last, monotonic()
            yield last - before > 2 * self._look_seconds


def end_process(stuck: str, seconds: float) -> None:
    """Say what is stuck and where every thread stands, and end at once: a stuck part cannot be waited for."""
    log.critical(
        "a part is stuck; the process ends, to be started anew", stuck=stuck, silent_seconds=round(seconds)
    )
    faulthandler.dump_traceback(sys.stderr)  # places in the code only, no values
    logging.shutdown()
    os._exit(STUCK)
