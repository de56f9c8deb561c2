"""Notices when the machine's clock is put back, and brings back what waits for an instant that was wrong.

What else waits is bounded where it waits: a beat, a duty, a pace or a pause that lies farther ahead than it
can be set counts for nothing. A clock that is put forward needs nothing: what became due is done once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

import structlog

from bot.clock import Clock
from scheduling.outbox.strays import bring_back_strays
from scheduling.store.engine import Database

TOLERATED: Final = timedelta(seconds=30)
"""A clock that is put back by less is left to itself: what waits for so long comes by itself."""

log = structlog.get_logger("muster.process")


class ClockWatch:
    """Compares the clock with the machine's count of seconds, which nobody can set."""

    def __init__(self, database: Database, clock: Clock, set_clock: Callable[[], None] | None = None) -> None:
        """Watch `clock`, after `set_clock` where there is one; the notices are those of `database`."""
        self._database = database
        self._clock = clock
        self._set_clock = set_clock
        self._before: tuple[datetime, float] | None = None

    def look(self) -> None:
        """Look once; the first look, at the start, brings back what an earlier process may have left.

        Raises:
            sqlalchemy.exc.DBAPIError: the database does not answer; the next look tries again.
        """
        if self._set_clock is not None:
            self._set_clock()
        now, counted = self._clock.now(), monotonic()
        if self._before is None:
            self._bring_back(now)
        else:
            expected = self._before[0] + timedelta(seconds=counted - self._before[1])
            if expected - now > TOLERATED:
                log.warning("the clock was put back", seconds=round((expected - now).total_seconds()))
                self._bring_back(now)
        self._before = (now, counted)

    def _bring_back(self, now: datetime) -> None:
        with self._database.begin(now) as tx:
            brought = bring_back_strays(tx)
        if brought:
            log.info("notices waited for an instant that a wrong clock had set; they go now", count=brought)
