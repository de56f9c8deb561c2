"""What recurs: a short table of (name, every, run), in memory. APScheduler is only the alarm clock.

It rings twice a second in real time; what is due is asked of the bot's own clock, which in the practice
workspace can be moved. The truth about what is owed stands in rows, so a missed ring loses nothing.

A shared task is done by one of the processes that serve the same database: its turn stands in a row
(`replicas/duties.py`), which also remembers it while nobody runs.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from time import monotonic
from typing import Final, Protocol
from zoneinfo import ZoneInfo

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import Clock
from bot.database.watch import Explains, never
from bot.ending import BrokenOffError
from scheduling.replicas.facts import NotNow, Term
from scheduling.zones import next_daily

_RING_SECONDS: Final = 0.5
"""So often that what a replica gives back when it is stopped is taken up by another within a second."""

_LONGEST_DAY: Final = timedelta(days=2)

log = structlog.get_logger("muster.heartbeat")


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a local day, when clocks on the wall have reached `at`."""

    at: time
    zone: ZoneInfo


@dataclass(slots=True)
class Beat:
    """One recurring task.

    Attributes:
        name: in the log and in health.
        every: how often, by the bot's clock, or when each day.
        run: does it; whatever it raises is logged and harms no other, but for BrokenOffError.
        shared: done by one process for all, and remembered while none runs.
        due_at: when it is due next, as far as this process knows; None means at once.
        began_at: since when it runs, in monotonic seconds; None while it does not.
    """

    name: str
    every: timedelta | Daily
    run: Callable[[], object]
    shared: bool = False
    due_at: datetime | None = field(default=None, init=False)
    began_at: float | None = field(default=None, init=False)
    succeeded_at: datetime | None = field(default=None, init=False)
    failing: bool = field(default=False, init=False)

    def next_after(self, now: datetime) -> datetime:
        """When it is due if it was just done."""
        if isinstance(self.every, Daily):
            return next_daily(now, self.every.at, self.every.zone)
        return now + self.every

    @property
    def longest(self) -> timedelta:
        """What is due later than after so long was put off by a clock that has been put back since."""
        return _LONGEST_DAY if isinstance(self.every, Daily) else self.every

    def is_due(self, now: datetime) -> bool:
        """Whether it ought to run, or to be asked for."""
        return self.due_at is None or not now < self.due_at <= now + self.longest


class SharedTasks(Protocol):
    """Where the turns of shared tasks stand; `duties.Duties` promises more."""

    def take(self, duty: str, *, first_due_at: datetime, longest: timedelta) -> Term | NotNow:
        """Take a task that is due, or say when to look again."""
        ...

    def end(self, term: Term, *, due_at: datetime, done: bool) -> None:
        """Give it back until it is next due."""
        ...


class Heartbeat:
    """Rings every beat that is due, each in a thread, never the same one twice at once."""

    def __init__(
        self,
        clock: Clock,
        beats: Sequence[Beat],
        explains: Explains = never,
        shared: SharedTasks | None = None,
    ) -> None:
        """Ring `beats` by `clock`; what is not daily is due at once.

        Args:
            clock: tells what is due.
            beats: what recurs.
            explains: what it knows is not logged again.
            shared: where turns are taken; None where this process is alone and nothing is remembered.
        """
        self._explains = explains
        self._shared = shared
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

    @property
    def longest_run(self) -> float:
        """For how long the task has been running that has been running longest, in seconds; 0 for none."""
        began = [beat.began_at for beat in self.beats if beat.began_at is not None]
        return monotonic() - min(began) if began else 0.0

    def ring(self, beat: Beat) -> None:
        """Run a beat if the clock says that it is due, and no other process is at it."""
        now = self._clock.now()
        if not beat.is_due(now):
            return
        if beat.shared and self._shared is not None:
            with self._told(beat):
                self._ring_shared(beat, now, self._shared)
            return
        starts = beat.due_at is None
        beat.due_at = beat.next_after(now)
        if not (starts and isinstance(beat.every, Daily)):
            with suppress(BrokenOffError):
                self._run(beat)

    def _ring_shared(self, beat: Beat, now: datetime, shared: SharedTasks) -> None:
        first = beat.next_after(now) if isinstance(beat.every, Daily) else now
        term = shared.take(beat.name, first_due_at=first, longest=beat.longest)
        if isinstance(term, NotNow):
            one_is_at_it = term.replica is not None  # then it is asked for with each ring
            beat.due_at = None if one_is_at_it else term.due_at
            return
        beat.due_at = None  # until it has been given back, it is ours and due
        try:
            done, due_at = self._run(beat), beat.next_after(self._clock.now())
        except BrokenOffError:
            done, due_at = False, now
        shared.end(term, due_at=due_at, done=done)
        beat.due_at = due_at

    def _run(self, beat: Beat) -> bool:
        """Answers whether it went well.

        Raises:
            BrokenOffError: it was given up because the process ends.
        """
        well = False
        beat.began_at = monotonic()
        try:
            with self._told(beat):
                beat.run()
                well = True
        finally:
            beat.began_at = None
        if well:
            beat.failing, beat.succeeded_at = False, self._clock.now()
        return well

    @contextmanager
    def _told(self, beat: Beat) -> Iterator[None]:
        try:
            yield
        except BrokenOffError:
            raise
        except Exception as error:
            beat.failing = True
            if not self._explains(error):
                log.exception("a recurring task failed; it runs again when it is next due", task=beat.name)

    def _pulse(self) -> None:
        self._rang_at = monotonic()
