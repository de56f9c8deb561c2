"""A feed that can be held: whoever asks for it then gets a byte now and again, until it is let go."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final

_CONTENT: Final = b'{"format": "muster-shifts", "version": 1, "source": "chaos", "shifts": []}'
_BYTE_EVERY: Final = 0.1


class SlowFeed:
    """Remembers when it was asked for, in monotonic seconds."""

    def __init__(self) -> None:
        """Answer everybody at once."""
        self.url = ""
        self.asked: list[float] = []
        self.held = Event()
        self._lock = Lock()
        self._hold_next = False
        self._let_go = Event()

    def hold_next(self) -> None:
        """Hold whoever asks next; `held` is set once somebody does."""
        with self._lock:
            self.held.clear()
            self._let_go.clear()
            self._hold_next = True

    def let_go(self) -> None:
        """Hold nobody any more."""
        self._let_go.set()

    def answer(self) -> Iterator[bytes]:
        """The feed, in pieces."""
        with self._lock:
            self.asked.append(monotonic())
            holds, self._hold_next = self._hold_next, False
        for place in range(len(_CONTENT)):
            if holds:
                self.held.set()
                self._let_go.wait(_BYTE_EVERY if place < len(_CONTENT) - 1 else None)
            yield _CONTENT[place : place + 1]


@contextmanager
def slow_feed() -> Iterator[SlowFeed]:
    """A feed at `url`, on this machine."""
    feed = SlowFeed()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(_CONTENT)))
            self.end_headers()
            with suppress(OSError):  # whoever asked is dead
                for piece in feed.answer():
                    self.wfile.write(piece)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    feed.url = f"http://127.0.0.1:{server.server_port}/shifts.json"
    try:
        yield feed
    finally:
        feed.let_go()
        server.shutdown()
        server.server_close()
        thread.join()
