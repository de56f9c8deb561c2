"""Radicale, a CalDAV server that many run at home, serving the same calendar beside Muster.

It is started as its own documentation says, without a password, and answers HTTP/1.0: each poll is a
connection of its own.
"""

import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from bench.polls import poll_anew

POLLS: Final = 40
AS_ADA: Final = f"Authorization: Basic {b64encode(b'ada:').decode()}\r\n"

_STARTS_WITHIN: Final = 60.0
_PATH: Final = "/ada/feed/"


@contextmanager
def radicale(folder: Path) -> Iterator[int]:
    """It serves while the context is entered; gives its port.

    Raises:
        RuntimeError: it does not start.
    """
    port = _free_port()
    told = ["--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none"]
    told += ["--storage-filesystem-folder", str(folder), "--logging-level", "critical"]
    process = subprocess.Popen(
        [sys.executable, "-m", "radicale", "--config", "", *told], stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.kill()
        process.wait()


def polled(port: int, feed: bytes, at_once: tuple[int, ...]) -> dict[int, float]:
    """Have it keep a calendar, and poll that: polls a second, by how many poll at once.

    Raises:
        RuntimeError: it does not take the calendar, or does not hand it out.
    """
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    named = dict([AS_ADA.strip().split(": ")], **{"Content-Type": "text/calendar"})
    line.request("PUT", _PATH, feed, named)
    status = line.getresponse().status
    line.close()
    if status != 201:
        raise RuntimeError(f"Radicale does not take the calendar: {status}")
    return {each: poll_anew(port, _PATH, times=POLLS, at_once=each, headers=AS_ADA) for each in at_once}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    begun = monotonic()
    while monotonic() - begun < _STARTS_WITHIN:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.05)
        else:
            return
    raise RuntimeError("Radicale does not answer.")
