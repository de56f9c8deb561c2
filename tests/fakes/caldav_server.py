"""A CalDAV server that other people wrote: Radicale, over HTTP on this machine, with a folder of its own."""

import http.client
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

from radicale import config
from radicale.app import Application


@dataclass(frozen=True, slots=True)
class CaldavServer:
    """Ada's account on it."""

    port: int

    def make_calendar(self, path: str) -> None:
        """An empty calendar, `/ada/meetings/`."""
        self._ask("MKCALENDAR", path, expected=201)

    def put(self, path: str, content: bytes) -> None:
        """Store a whole calendar (`/ada/feed/`) or one thing in it (`/ada/meetings/1.ics`).

        Raises:
            AssertionError: the server does not take it.
        """
        self._ask("PUT", path, content, expected=201)

    def get(self, path: str) -> bytes:
        """What it has there."""
        return self._ask("GET", path, expected=200)

    def _ask(self, method: str, path: str, content: bytes | None = None, *, expected: int) -> bytes:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {"Authorization": f"Basic {b64encode(b'ada:').decode()}", "Content-Type": "text/calendar"}
            line.request(method, path, content, named)
            answer = line.getresponse()
            said = answer.read()
            assert answer.status == expected, f"{method} {path}: {answer.status} {said[:300]!r}"
            return said
        finally:
            line.close()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as the library calls it
        """Say nothing about each request."""


@contextmanager
def caldav_server(folder: Path) -> Iterator[CaldavServer]:
    """It serves while the context is entered; everybody is who they say they are."""
    settings = config.load()
    told = {"auth": {"type": "none"}, "storage": {"filesystem_folder": str(folder)}}
    settings.update(told, "the tests", privileged=True)
    server = make_server("127.0.0.1", 0, Application(settings), handler_class=_Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield CaldavServer(server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
