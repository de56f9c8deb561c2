"""The connection of one fetch, so that another thread can end it: no patience is as long as the other side's.

httpx waits so long for each next byte, and a byte at a time a server can go on for days.
"""

import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock
from typing import Final

_CONNECTED: Final = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class Connection:
    """What a fetch is connected by, however often it is sent on. `hang_up` belongs to any thread."""

    def __init__(self) -> None:
        """Nothing is connected yet."""
        self._lock = Lock()
        self._socket: socket.socket | None = None
        self._hung_up = False

    @property
    def is_hung_up(self) -> bool:
        """Whether it was ended from this side: what was received may be cut off."""
        return self._hung_up

    def note(self, event: str, told: Mapping[str, object]) -> None:
        """httpx's extension `trace`, which tells of each step as it is taken."""
        if event not in _CONNECTED:
            return
        found = getattr(told.get("return_value"), "get_extra_info", lambda _name: None)("socket")
        with self._lock:
            self._socket = found if isinstance(found, socket.socket) else None
            if self._hung_up:
                self._shut()

    def hang_up(self) -> None:
        """End it now; whoever reads from it has an error, or the end of what there is."""
        with self._lock:
            self._hung_up = True
            self._shut()

    def _shut(self) -> None:
        """Not closed: its number could be another socket's by the time that somebody reads from it."""
        if self._socket is not None:
            with suppress(OSError):  # it is over already
                socket.socket.shutdown(
                    self._socket, socket.SHUT_RDWR
                )  # under TLS, whoever reads needs its state
