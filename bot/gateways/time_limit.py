"""Ends a call that goes on for too long, however slowly and steadily the other side drips."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, socket
from threading import Timer


@contextmanager
def cut_after(seconds: float, line: Callable[[], socket | None]) -> Iterator[None]:
    """Shut the line down under the hands of whoever still waits for it after so many seconds.

    Args:
        seconds: from now; the time-outs of single reads and writes are somebody else's.
        line: answers the socket that is in use at that moment, or None if there is none.
    """
    watch = Timer(max(0.0, seconds), _cut, [line])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _cut(line: Callable[[], socket | None]) -> None:
    open_one = line()
    if open_one is not None:
        with suppress(OSError):
            socket.shutdown(open_one, SHUT_RDWR)  # past TLS, which would want a word with the other side
