"""A cable between a process and its database, which can be cut without either end being told."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Final

from sqlalchemy.engine import make_url

_PIECE: Final = 65_536


class Cable:
    """Carries bytes both ways; while it is cut they wait, and new connections are taken and not answered."""

    def __init__(self, host: str, port: int) -> None:
        """Lead to a server."""
        self._far = (host, port)
        self._whole = Event()
        self._whole.set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self.port = int(self._door.getsockname()[1])
        self.url = ""
        Thread(target=self._take, daemon=True).start()

    def cut(self) -> None:
        """Carry nothing from now on."""
        self._whole.clear()

    def mend(self) -> None:
        """Carry on, also what was sent meanwhile."""
        self._whole.set()

    def close(self) -> None:
        """Hang up everywhere."""
        for end in (self._door, *self._ends):
            with suppress(OSError):
                end.close()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                self._ends.append(near)
                Thread(target=self._connect, args=[near], daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        self._whole.wait()
        try:
            far = socket.create_connection(self._far)
        except OSError:
            near.close()
            return
        self._ends.append(far)
        Thread(target=self._carry, args=[far, near], daemon=True).start()
        self._carry(near, far)

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                self._whole.wait()
                sink.sendall(piece)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def cable(database_url: str) -> Iterator[Cable]:
    """A cable to the server of a database; `url` is the same database at its near end."""
    url = make_url(database_url)
    laid = Cable(url.host or "127.0.0.1", url.port or 5432)
    laid.url = url.set(host="127.0.0.1", port=laid.port).render_as_string(hide_password=False)
    try:
        yield laid
    finally:
        laid.close()
