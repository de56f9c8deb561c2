"""Counts the requests that are being answered, to see when all who could answer are stuck."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Final

PLACES: Final = 32
"""With so many inside and none coming out, nobody is left to answer: one connection has so many threads."""


class Places:
    """Who is inside, and when somebody last came out."""

    def __init__(self) -> None:
        """Nobody is inside."""
        self._lock = Lock()
        self._inside = 0
        self._moved_at = monotonic()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Be inside for as long as this lasts."""
        with self._lock:
            self._inside += 1
            if self._inside <= PLACES:
                self._moved_at = monotonic()
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1
                self._moved_at = monotonic()

    @property
    def seconds_wedged(self) -> float:
        """For how long every place has been taken and nobody has come out, in seconds; 0 with room left."""
        with self._lock:
            return monotonic() - self._moved_at if self._inside >= PLACES else 0.0
