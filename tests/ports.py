"""Ports of this machine for tests: which of them nobody takes away between choosing and listening.

A port that the machine itself hands out for a moment may be the next one that it hands out to somebody else:
to another worker's server, or as the near end of anybody's connection. So these lie below the range from
which it hands out, and each worker of a run has a stretch of its own.
"""

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

_FIRST, _A_WORKER, _WORKERS = 20_000, 700, 16
"""Linux hands out from 32,768 on, macOS and Windows from 49,152."""


def free_port() -> int:
    """A port of this worker's that nobody listens on, and another one at each call."""
    while True:
        port = next(_ports)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as every server of ours does
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


@contextmanager
def refusing_port() -> Iterator[int]:
    """A port that is taken and on which nobody listens: whoever calls is refused, for as long as it lasts."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


def _own_ports() -> Iterator[int]:
    worker = re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", ""))
    number = int(worker) + 1 if worker else 0
    first = _FIRST + number % _WORKERS * _A_WORKER
    begin = os.getpid() * 37 % _A_WORKER  # several runs may go on side by side
    return cycle([first + (begin + step) % _A_WORKER for step in range(_A_WORKER)])


_ports = _own_ports()
