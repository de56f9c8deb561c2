"""`muster run` in a process of its own, as a test starts it."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import IO

import httpx

from tests.ports import free_port

ROOT = Path(__file__).parents[2]

PATIENCE = 60.0
"""Seconds that a process may take to begin or to end on a busy machine; a quiet one takes two."""


class Running:
    """A `muster run` of its own process."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=PATIENCE)

    def serves(self) -> bool:
        """Whether /healthz answers that all is well, within a while."""
        pause = Event()
        for _ in range(int(PATIENCE * 10)):
            try:
                if self.http.get("/healthz").status_code == httpx.codes.OK:
                    return True
            except httpx.TransportError:
                if self.process.poll() is not None:
                    return False
            pause.wait(0.1)
        return False

    def answers(self) -> httpx.Response:
        """What /healthz says first, well or not."""
        pause = Event()
        for _ in range(int(PATIENCE * 10)):
            try:
                return self.http.get("/healthz")
            except httpx.TransportError:
                assert self.process.poll() is None, "it has ended"
                pause.wait(0.1)
        raise AssertionError("nobody answers")

    def ends(self) -> tuple[int, str]:
        """Exit code and what was written to standard error."""
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


@contextmanager
def running(told: Mapping[str, str], folder: Path, log: IO[str] | int = subprocess.PIPE) -> Iterator[Running]:
    """Start `muster run`, its log kept for `ends` or sent elsewhere; kill it in the end if it still lives."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env={**told, "MUSTER_PORT": told.get("MUSTER_PORT", str(port)), "PYTHONPATH": str(ROOT)},
        cwd=folder,
        stderr=log,
        text=True,
    )
    started = Running(process, int(told.get("MUSTER_PORT", port)))
    try:
        yield started
    finally:
        started.http.close()
        if process.poll() is None:
            process.kill()
            process.communicate()
