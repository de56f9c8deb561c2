"""An agency's own system on this machine: takes calls, or misbehaves as it is told."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DROP = -1
HANG = -2
DRIP = -3

SECRET = "only-for-tests-" * 3


@dataclass
class Agency:
    """What it was sent, and what it answers: a status (or DROP, HANG, DRIP) and headers."""

    url: str = ""
    says: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def _take(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        self.calls.append(({name.lower(): value for name, value in request.headers.items()}, body))
        if self.says == DROP:
            _reset(request.connection)
        elif self.says == HANG:
            self.ended.wait()
        elif self.says == DRIP:
            self._drip(request)
        else:
            self._answer(request)

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(self.says)
        for name, value in {"Content-Length": "5", **self.headers}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(b"hello")

    def _drip(self, request: BaseHTTPRequestHandler) -> None:
        """A header that never ends."""
        try:
            request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while not self.ended.wait(0.02):
                request.wfile.write(b"x")
        except OSError:
            return


@contextmanager
def taking_calls() -> Iterator[Agency]:
    """An agency's system that is listening, on a path of its own."""
    agency = Agency()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            agency._take(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is inherited
            """Say nothing: a test's output is its own."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_told: object) -> None:
            """A connection that the other side gave up is what some tests are about."""

    listening = Server(("127.0.0.1", 0), Handler)
    agency.url = f"http://127.0.0.1:{listening.server_address[1]}/muster"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield agency
    finally:
        agency.ended.set()
        listening.shutdown()
        thread.join()
        listening.server_close()


def _reset(line: socket.socket) -> None:
    """Tear the connection: the other side sees a reset, no answer."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()
