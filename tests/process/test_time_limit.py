"""A call that goes on for too long is cut, also one whose line comes up when the time is already up."""

import socket

import pytest

from bot.gateways.time_limit import cut_after
from tests.process.launch import PATIENCE


@pytest.mark.parametrize("looks_without_a_line", [0, 3])
def test_whoever_waits_for_a_silent_line_waits_no_longer(looks_without_a_line: int) -> None:
    near, far = socket.socketpair()
    asked = 0

    def line() -> socket.socket | None:
        nonlocal asked
        asked += 1
        return near if asked > looks_without_a_line else None

    with near, far, cut_after(0.05, line):
        near.settimeout(PATIENCE)
        assert near.recv(1) == b""
