"""Sockets come and go: each request reaches the app once, unless a fault says otherwise."""

from collections import Counter
from collections.abc import Iterator

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.clock import PracticeClock
from bot.practice.server import PracticeServer
from bot.practice.socket_mode import How
from tests.contracts.practice.conftest import PATIENCE, PEOPLE, START, Scene, hang_up
from tests.contracts.practice.probe import MANIFEST, Probe


@pytest.fixture
def second(scene: Scene) -> Iterator[SocketModeHandler]:
    """One more connection of the same app."""
    handler = SocketModeHandler(scene.probe.app, scene.server.app_token, ping_interval=0.2)
    handler.client.connect()
    scene.workspace.wait_for(lambda: scene.server.sockets.connections == 2)
    yield handler
    hang_up(handler, scene.server)


def test_two_connections_share_the_work_and_no_request_comes_twice(
    scene: Scene, second: SocketModeHandler
) -> None:
    taken: Counter[str] = Counter()
    second.client.on_message_listeners.append(
        lambda text: taken.update(["second"] if "/probe" in text else [])
    )
    for number in range(6):
        assert scene.workspace.type(scene.ada, scene.shifts, f"/probe {number}").ok
    texts = [payload["text"] for payload in scene.probe.heard]
    assert texts == [str(number) for number in range(6)]
    assert taken["second"] == 3


@pytest.mark.parametrize("how", ["refresh", "close"])
def test_a_client_whose_connection_ends_comes_back_and_people_go_on(scene: Scene, how: How) -> None:
    assert scene.server.sockets.disconnect(how) == 1
    scene.workspace.wait_for(lambda: scene.server.sockets.connections == 1)
    assert scene.workspace.type(scene.ada, scene.shifts, "/probe again").ok


def test_torn_connections_are_gone_at_once_and_come_back(scene: Scene, second: SocketModeHandler) -> None:
    assert scene.server.sockets.disconnect("reset") == 2
    scene.workspace.wait_for(lambda: scene.server.sockets.connections > 0)
    assert scene.workspace.type(scene.ada, scene.shifts, "/probe again").ok


def test_a_command_while_nobody_is_connected_fails_at_once(server: PracticeServer) -> None:
    workspace = server.workspace
    ada = workspace.member("ada@practice.example").id
    answer = workspace.type(ada, workspace.dm(ada), "/probe hello")
    assert answer.sentence == "/probe failed with the error “dispatch_failed”."


def test_an_event_that_found_nobody_is_delivered_once_the_app_is_back(server: PracticeServer) -> None:
    workspace = server.workspace
    ben = workspace.member("ben@practice.example")
    workspace.deactivate(ben.id)
    workspace.wait_for(lambda: len(workspace.traffic.after(0)) == 2)
    probe = Probe(server.bot_token, server.api_url, server.signing_secret)
    handler = SocketModeHandler(probe.app, server.app_token)
    handler.client.connect()
    workspace.wait_for(lambda: probe.heard)
    assert probe.last("user_change")["event"]["user"]["id"] == ben.id
    hang_up(handler, server)


def test_a_request_that_is_delivered_twice_is_the_same_request(scene: Scene) -> None:
    scene.workspace.faults.set(redeliver_next=1)
    scene.workspace.type(scene.ada, scene.shifts, "/probe once")
    first, again = scene.probe.heard
    assert first == again
    scene.workspace.type(scene.ada, scene.shifts, "/probe more")
    assert len(scene.probe.heard) == 3


def test_a_ticket_for_a_socket_works_once(server: PracticeServer) -> None:
    opened = WebClient(base_url=server.api_url).apps_connections_open(app_token=server.app_token)
    address = str(opened["url"])
    with connect(address) as socket:
        assert '"type": "hello"' in str(socket.recv(PATIENCE))
    with pytest.raises(InvalidStatus):
        connect(address)


def test_a_server_that_ends_waits_for_no_acknowledgement() -> None:
    with PracticeServer(MANIFEST, PEOPLE, ["shifts"], clock=PracticeClock(START)) as server:
        server.sockets.ack_seconds = PATIENCE
        opened = WebClient(base_url=server.api_url).apps_connections_open(app_token=server.app_token)
        with connect(str(opened["url"])) as silent:
            server.workspace.wait_for(lambda: server.sockets.connections == 1)
            server.workspace.deactivate(server.workspace.member("ben@practice.example").id)
            assert "hello" in str(silent.recv(PATIENCE))
            assert "user_change" in str(silent.recv(PATIENCE))
            server.stop()
    said = {entry["what"]: entry["summary"] for entry in server.workspace.traffic.after(0)}
    assert said["user_change ben"].startswith("dispatch_failed")
