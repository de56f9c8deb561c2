"""A practice workspace with two people and the probe connected to it over a real socket."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.clock import PracticeClock
from bot.practice.people import Member
from bot.practice.server import PracticeServer
from bot.practice.workspace import Workspace
from tests.contracts.practice.probe import MANIFEST, Probe

PEOPLE = (
    Member("Ada Okafor", "ada@practice.example", title="School safety officer"),
    Member("Ben Ruiz", "ben@practice.example", tz="America/Chicago"),
)
PATIENCE = 30.0
"""Seconds that this Slack waits for an answer, and tests for Slack: nothing here hangs on the load."""
START = datetime(2026, 8, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    """A workspace in which nobody listens yet."""
    with PracticeServer(MANIFEST, PEOPLE, ["shifts", "supervisors"], clock=PracticeClock(START)) as running:
        running.sockets.ack_seconds = running.workspace.triggers.seconds = PATIENCE
        yield running


@pytest.fixture
def client(server: PracticeServer) -> WebClient:
    """The app's own client, without retries."""
    return WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[])


@dataclass(frozen=True)
class Scene:
    """The workspace, the probe that is connected to it, and the ids that tests speak of."""

    server: PracticeServer
    probe: Probe
    ada: str
    ben: str
    shifts: str

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return self.server.workspace


@pytest.fixture
def scene(server: PracticeServer) -> Iterator[Scene]:
    """The probe over Socket Mode, with one connection."""
    probe = Probe(server.bot_token, server.api_url, server.signing_secret)
    # The stock client looks after a closed socket only at its next ping.
    handler = SocketModeHandler(probe.app, server.app_token, ping_interval=0.2)
    handler.client.connect()
    workspace = server.workspace
    probe.when_heard = workspace.touch
    workspace.wait_for(lambda: server.sockets.connections == 1)
    ada, ben = (workspace.member(person.email).id for person in PEOPLE)
    yield Scene(server, probe, ada, ben, workspace.channel("shifts"))
    hang_up(handler, server)


def hang_up(handler: SocketModeHandler, server: PracticeServer) -> None:
    """Close a stock client without its usual seconds: the socket from this end first, then wake its queue."""
    client = handler.client
    client.auto_reconnect_enabled = False
    with patch.object(client, "connect"):  # whoever waits for their turn to come back stays away
        with client.connect_operation_lock:
            pass  # who is coming back is there: what connects after the end would never be closed
        server.sockets.disconnect("close")
        client.current_session_runner.event.set()
        client.current_session_runner.thread.join(5)
        client.closed = True
        client.enqueue_message("")
        client.close()
