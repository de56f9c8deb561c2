"""The only reader of the wall clock.

Everything else is handed an instant. A clock is any object with `now()`; the practice workspace hands the
bot one that a person can move forward.
"""

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
    """

    def __init__(self, start: datetime | None = None) -> None:
        """Begin at `start` and run at the machine's pace."""
        self._lock = Lock()
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
        if by < timedelta(0):
            raise ValueError("the practice clock only moves forward")
        with self._lock:
            self._ahead += by
            return datetime.now(UTC) + self._ahead

    def set(self, to: datetime) -> datetime:
        """Move forward to the instant `to` (aware) and answer it.

        Raises:
            ValueError: `to` lies in the clock's past.
        """
        return self.advance(to - self.now())
