"""The only reader of the wall clock.

Everything else is handed an instant. A clock is any object with `now()`; the practice workspace hands the
bot one that a person can move forward.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol


class Clock(Protocol):
    """Tells the time as an aware UTC datetime."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


class PracticeClock:
    """A running clock that can be moved forward, never back: what has happened cannot unhappen.

    Args:
        start: the instant it shows at first; the machine's time if left out.

    Whoever must stand still while it jumps is made known as `moves_within`.
    """

    def __init__(self, start: datetime | None = None) -> None:
        """Begin at `start` and run at the machine's pace."""
        self._lock = Lock()
        self.moves_within: Callable[[], AbstractContextManager[None]] = nullcontext
        begun = datetime.now(UTC)
        self._ahead = (start - begun) if start is not None else timedelta(0)

    def now(self) -> datetime:
        """The practice instant, aware, in UTC."""
        with self._lock:
            return datetime.now(UTC) + self._ahead

    @property
    def ahead(self) -> timedelta:
        """How far this clock has been moved from the machine's."""
        with self._lock:
            return self._ahead

    def advance(self, by: timedelta) -> datetime:
        """Move forward by `by` and answer the new instant.

        Raises:
            ValueError: `by` is negative.
        """
        return self._move(lambda _now: by)

    def set(self, to: datetime) -> datetime:
        """Move forward to the instant `to` (aware) and answer it.

        Raises:
            ValueError: `to` lies in the clock's past.
        """
        return self._move(lambda now: to - now)

    def _move(self, by: Callable[[datetime], timedelta]) -> datetime:
        with self.moves_within(), self._lock:
            now = datetime.now(UTC) + self._ahead
            step = by(now)
            if step < timedelta(0):
                raise ValueError("the practice clock only moves forward")
            self._ahead += step
            return now + step
