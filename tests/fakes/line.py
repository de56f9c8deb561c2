"""A line to a server that a test can cut and mend: a TCP relay on this machine."""

import socket
from contextlib import suppress
from threading import Lock, Thread
from typing import Self


class Line:
    """Relays to `port` of this machine while it is up; cut, it hangs up and refuses whoever calls."""

    def __init__(self, port: int, own_port: int) -> None:
        """Lead from `own_port` to `port`; nothing listens before `mend`."""
        self._port = port
        self.own_port = own_port
        self._lock = Lock()
        self._listener: socket.socket | None = None
        self._ends: list[socket.socket] = []

    def mend(self) -> None:
        """Let calls through from now on."""
        self._listener = socket.create_server(("127.0.0.1", self.own_port), backlog=64)
        Thread(target=self._accept, args=[self._listener], daemon=True).start()

    def cut(self) -> None:
        """Hang up on everybody, and answer nobody."""
        with self._lock:
            listener, self._listener = self._listener, None
            ends, self._ends = self._ends, []
        for end in [listener, *ends]:
            if end is not None:
                _hang_up(end)

    def __enter__(self) -> Self:
        """Be up."""
        self.mend()
        return self

    def __exit__(self, *_: object) -> None:
        """Be down."""
        self.cut()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):  # it was closed: the line is cut
            while True:
                caller, _ = listener.accept()
                called = socket.create_connection(("127.0.0.1", self._port))
                with self._lock:
                    self._ends += [caller, called]
                for one, other in ((caller, called), (called, caller)):
                    Thread(target=_relay, args=[one, other], daemon=True).start()


def _relay(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while heard := one.recv(65_536):
            other.sendall(heard)
    for end in (one, other):
        _hang_up(end)


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
