"""The shapes on the socket, spoken by hand: what a client that is not Slack's own would have to rely on."""

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from slack_sdk import WebClient
from websockets.sync.client import ClientConnection, connect

from bot.practice.answers import Answer
from bot.practice.server import PracticeServer
from tests.contracts.practice.conftest import PATIENCE, Scene
from tests.contracts.practice.probe import button, modal


class ByHand:
    """A connection on which the test itself is the app."""

    def __init__(self, server: PracticeServer, socket: ClientConnection) -> None:
        """Be connected through `socket`."""
        self.workspace = server.workspace
        self.socket = socket
        self.hello = self.read()
        self.workspace.wait_for(lambda: server.sockets.connections == 1)  # it is counted in after its hello
        self.ada = self.workspace.member("ada@practice.example").id
        self.shifts = self.workspace.channel("shifts")
        self._thread = ThreadPoolExecutor(1)

    def read(self) -> dict[str, Any]:
        """The next frame."""
        frame: dict[str, Any] = json.loads(self.socket.recv(PATIENCE))
        return frame

    def acknowledge(self, frame: dict[str, Any], payload: dict[str, Any] | None = None) -> None:
        """Answer a frame."""
        body = {"payload": payload} if payload else {}
        self.socket.send(json.dumps({"envelope_id": frame["envelope_id"], **body}))

    def types(self, text: str) -> "Future[Answer]":
        """Ada types, while the test answers."""
        return self._thread.submit(self.workspace.type, self.ada, self.shifts, text)

    def presses(self, where: dict[str, Any], action_id: str) -> "Future[Answer]":
        """Ada presses, while the test answers."""
        return self._thread.submit(self.workspace.press, self.ada, where, action_id)

    def seen(self) -> list[dict[str, Any]]:
        """What Ada sees in #shifts."""
        return self.workspace.messages(self.ada, self.shifts)


@pytest.fixture
def by_hand(server: PracticeServer) -> Iterator[ByHand]:
    """A connection by hand."""
    opened = WebClient(base_url=server.api_url).apps_connections_open(app_token=server.app_token)
    with connect(str(opened["url"])) as socket:
        yield ByHand(server, socket)


def test_the_first_frame_is_hello(by_hand: ByHand) -> None:
    assert set(by_hand.hello) == {"type", "num_connections", "debug_info", "connection_info"}
    assert (by_hand.hello["type"], by_hand.hello["num_connections"]) == ("hello", 1)


def test_a_command_is_an_envelope_that_takes_an_answer(by_hand: ByHand) -> None:
    typed = by_hand.types("/probe x")
    frame = by_hand.read()
    assert set(frame) == {"envelope_id", "payload", "type", "accepts_response_payload"}
    assert (frame["type"], frame["accepts_response_payload"]) == ("slash_commands", True)
    by_hand.acknowledge(frame, {"text": "Seen"})
    assert typed.result(PATIENCE).ok
    assert by_hand.seen()[0]["text"] == "Seen"


def test_a_body_on_the_acknowledgement_of_a_click_means_nothing(by_hand: ByHand) -> None:
    typed = by_hand.types("/probe x")
    by_hand.acknowledge(by_hand.read(), {"text": "Choose", "blocks": [button("greet", "1")]})
    assert typed.result(PATIENCE).ok
    pressed = by_hand.presses(by_hand.seen()[0], "greet")
    frame = by_hand.read()
    assert (frame["type"], frame["accepts_response_payload"]) == ("interactive", False)
    by_hand.acknowledge(frame, {"text": "Never shown"})
    assert pressed.result(PATIENCE).ok
    assert len(by_hand.seen()) == 1


def test_an_event_counts_its_repetitions(by_hand: ByHand, server: PracticeServer) -> None:
    server.sockets.ack_seconds = 0.05
    by_hand.workspace.deactivate(by_hand.workspace.member("ben@practice.example").id)
    first, again = by_hand.read(), by_hand.read()
    assert (first["type"], first["retry_attempt"]) == ("events_api", 0)
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
    assert first["payload"]["event_id"] == again["payload"]["event_id"]
    assert first["envelope_id"] != again["envelope_id"]


def test_an_acknowledgement_that_nobody_waits_for_is_recorded_and_nothing_more(by_hand: ByHand) -> None:
    by_hand.socket.send(json.dumps({"envelope_id": "made-up"}))
    by_hand.socket.send("nonsense")
    by_hand.workspace.wait_for(
        lambda: [e["what"] for e in by_hand.workspace.traffic.after(0)].count("acknowledgement") == 2
    )
    typed = by_hand.types("/probe x")
    by_hand.acknowledge(by_hand.read())
    assert typed.result(PATIENCE).ok


def test_a_submission_carries_the_whole_view(by_hand: ByHand, client: WebClient) -> None:
    view = client.views_open(trigger_id=by_hand.workspace.triggers.issue(by_hand.ada), view=modal())["view"]
    with ThreadPoolExecutor(1) as thread:
        submitted = thread.submit(by_hand.workspace.submit, by_hand.ada, view["id"], {"why": "ill"})
        frame = by_hand.read()
        by_hand.acknowledge(frame, {"response_action": "clear"})
        assert submitted.result(PATIENCE).response_action == "clear"
    payload = frame["payload"]
    assert (payload["type"], payload["view"]["callback_id"]) == ("view_submission", "reason")
    assert payload["view"]["hash"] == view["hash"]
    assert payload["response_urls"] == []
    assert payload["user"]["id"] == by_hand.ada


def test_fifty_commands_at_once_are_each_answered_once(scene: Scene) -> None:
    with ThreadPoolExecutor(50) as crowd:
        answers = list(
            crowd.map(lambda n: scene.workspace.type(scene.ada, scene.shifts, f"/probe {n}"), range(50))
        )
    assert all(answer.ok for answer in answers)
    texts = [message["text"] for message in scene.workspace.messages(scene.ada, scene.shifts)]
    assert sorted(texts) == sorted(f"You said: {n}" for n in range(50))
