"""The HTTP transport: Bolt verifies what the workspace signs, and refuses what it did not sign."""

import copy
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_bolt import App, BoltRequest, BoltResponse

from bot.clock import PracticeClock
from bot.practice.server import PracticeServer
from tests.contracts.practice.conftest import PEOPLE, START
from tests.contracts.practice.probe import MANIFEST, Probe


def http_manifest(address: str) -> dict[str, Any]:
    """The probe's manifest for the HTTP transport."""
    manifest = copy.deepcopy(MANIFEST)
    for command in manifest["features"]["slash_commands"]:
        command["url"] = address
    manifest["settings"]["interactivity"]["request_url"] = address
    manifest["settings"]["event_subscriptions"]["request_url"] = address
    manifest["settings"]["socket_mode_enabled"] = False
    return manifest


class Clerk:
    """An app that says thank you to everything, whatever it is sent."""

    def __init__(self) -> None:
        """Nothing was sent yet."""
        self.sent: list[str] = []

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        """Take a request."""
        self.sent.append(str(request.body.get("type")))
        return BoltResponse(status=200, body="Thank you.")


class Doorway:
    """A plain HTTP server in front of a Bolt app."""

    def __init__(self) -> None:
        """Listen on a free port; the app comes later."""
        self.app: App | Clerk | None = None
        doorway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                assert doorway.app is not None
                response = doorway.app.dispatch(BoltRequest(body=body, headers=dict(self.headers.items())))
                self.send_response(response.status)
                for name, values in response.headers.items():
                    self.send_header(name, values[0])
                self.end_headers()
                self.wfile.write(response.body.encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/slack/events"


@pytest.fixture
def doorway() -> Iterator[Doorway]:
    """A doorway that is open."""
    made = Doorway()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture
def server(doorway: Doorway) -> Iterator[PracticeServer]:
    """A workspace that sends to the doorway."""
    manifest = http_manifest(doorway.address)
    clock = PracticeClock(START)
    with PracticeServer(manifest, PEOPLE, ["shifts"], clock=clock, request_url=doorway.address) as running:
        yield running


def test_commands_clicks_and_events_pass_the_signature_check(
    server: PracticeServer, doorway: Doorway
) -> None:
    probe = Probe(server.bot_token, server.api_url, server.signing_secret)
    doorway.app = probe.app
    workspace = server.workspace
    ada, shifts = workspace.member("ada@practice.example").id, workspace.channel("shifts")
    assert workspace.type(ada, shifts, "/probe buttons").ok
    shown = workspace.messages(ada, shifts)[-1]
    assert workspace.press(ada, shown, "greet").ok
    workspace.wait_for(lambda: len(workspace.messages(ada, shifts)) == 2)
    home = workspace.open_home(ada)
    assert home is not None
    assert home["blocks"][0]["type"] == "section"


def test_a_request_signed_with_another_secret_is_refused(server: PracticeServer, doorway: Doorway) -> None:
    probe = Probe(server.bot_token, server.api_url, "another secret")
    doorway.app = probe.app
    workspace = server.workspace
    ada = workspace.member("ada@practice.example").id
    answer = workspace.type(ada, workspace.dm(ada), "/probe hello")
    assert answer.error == "http_error_401"
    assert probe.heard == []


def test_an_unsigned_request_is_refused(server: PracticeServer, doorway: Doorway) -> None:
    doorway.app = Probe(server.bot_token, server.api_url, server.signing_secret).app
    with pytest.raises(HTTPError, match="401") as refusal:
        urlopen(Request(doorway.address, data=b"command=%2Fprobe"))
    refusal.value.close()


def test_an_address_that_does_not_give_the_challenge_back_is_sent_no_event(
    server: PracticeServer, doorway: Doorway
) -> None:
    clerk = Clerk()
    doorway.app = clerk
    workspace = server.workspace
    ada = workspace.member("ada@practice.example").id
    assert workspace.type(ada, workspace.dm(ada), "/probe hello").ok
    assert workspace.open_home(ada) is None
    assert clerk.sent == ["None", "url_verification"]
    assert workspace.traffic.after(0)[-1]["summary"] == "challenge_failed"


def test_an_app_that_is_away_is_told_as_a_failed_dispatch(doorway: Doorway) -> None:
    manifest = http_manifest("http://127.0.0.1:9/slack/events")
    address = "http://127.0.0.1:9/slack/events"
    with PracticeServer(
        manifest, PEOPLE, ["shifts"], clock=PracticeClock(START), request_url=address
    ) as away:
        ada = away.workspace.member("ada@practice.example").id
        assert away.workspace.type(ada, away.workspace.dm(ada), "/probe").error == "dispatch_failed"


def test_one_manifest_cannot_serve_both_transports(doorway: Doorway) -> None:
    with pytest.raises(ValueError, match="HTTP variant"):
        PracticeServer(MANIFEST, PEOPLE, clock=PracticeClock(START), request_url=doorway.address)
