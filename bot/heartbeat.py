"""What recurs: a short table of (name, every, run), in memory. APScheduler is only the alarm clock.

It rings every second in real time; what is due is asked of the bot's own clock, which in the practice
workspace can be moved. The truth about what is owed stands in rows, so a missed ring loses nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Final

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import Clock
from bot.database_watch import Explains, never

_RING_SECONDS: Final = 1

log = structlog.get_logger("muster.heartbeat")


@dataclass(slots=True)
class Beat:
    """One recurring task.

    Attributes:
        name: in the log and in health.
        every: how often, by the bot's clock.
        run: does it; whatever it raises is logged and harms no other.
    """

    name: str
    every: timedelta
    run: Callable[[], object]
    due_at: datetime | None = field(default=None, init=False)
    succeeded_at: datetime | None = field(default=None, init=False)
    failing: bool = field(default=False, init=False)


class Heartbeat:
    """Rings every beat that is due, each in a thread, never the same one twice at once."""

    def __init__(self, clock: Clock, beats: Sequence[Beat], explains: Explains = never) -> None:
        """Ring `beats` by `clock`; each is due at once. What `explains` knows is not logged again."""
        self._explains = explains
        self.beats = tuple(beats)
        self._clock = clock
        self._rang_at = monotonic()
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(len(self.beats) + 1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Begin to ring."""
        self._scheduler.add_job(self._pulse, "interval", seconds=_RING_SECONDS, id="pulse")
        for beat in self.beats:
            self._scheduler.add_job(self.ring, "interval", args=[beat], seconds=_RING_SECONDS, id=beat.name)
        self._scheduler.start()

    def stop(self) -> None:
        """Ring no more; what is running ends first."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    @property
    def seconds_since_ring(self) -> float:
        """How long ago the alarm clock last rang, in seconds: a dead one still says that it is running."""
        return monotonic() - self._rang_at

    def ring(self, beat: Beat) -> None:
        """Run a beat if the clock says that it is due."""
        now = self._clock.now()
        if beat.due_at is not None and now < beat.due_at <= now + beat.every:
            return  # a beat due later than that was set by a clock that has been put back since
        beat.due_at = now + beat.every
        try:
            beat.run()
        except Exception as error:
            beat.failing = True
            if not self._explains(error):
                log.exception("a recurring task failed; it runs again when it is next due", task=beat.name)
            return
        beat.failing = False
        beat.succeeded_at = self._clock.now()

    def _pulse(self) -> None:
        self._rang_at = monotonic()
