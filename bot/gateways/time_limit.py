"""Ends a call that goes on for too long, however slowly and steadily the other side drips."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, socket
from threading import Event, Thread
from typing import Final

_AGAIN_SECONDS: Final = 0.1


@contextmanager
def cut_after(seconds: float, line: Callable[[], socket | None]) -> Iterator[None]:
    """Shut the line down under the hands of whoever still waits for it after so many seconds.

    Args:
        seconds: from now; the time-outs of single reads and writes are somebody else's.
        line: answers the socket that is in use at that moment, or None if there is none. It is asked until
            the call has ended: a line that comes up late is cut as well.
    """
    ended = Event()
    watch = Thread(target=_cut, args=[ended, max(0.0, seconds), line], name="time-limit", daemon=True)
    watch.start()
    try:
        yield
    finally:
        ended.set()


def _cut(ended: Event, seconds: float, line: Callable[[], socket | None]) -> None:
    pause = seconds
    while not ended.wait(pause):
        pause = _AGAIN_SECONDS
        open_one = line()
        if open_one is not None:
            with suppress(OSError):
                socket.shutdown(open_one, SHUT_RDWR)  # past TLS, which would want a word with the other side
