"""Somebody outside the HTTP door, who signs requests as Slack does, or as Slack would not."""

import hashlib
import hmac
from collections.abc import Callable
from urllib.parse import urlencode

import anyio
import httpx
from slack_bolt import Ack, App
from starlette.applications import Starlette
from starlette.routing import Route

from bot.slack.answers import Answers
from bot.slack.app import build_app, web_client
from bot.slack.door import SlackDoor
from bot.slack.replay import ReplayGuard
from bot.slack.request_kinds import Acknowledged, unmeasured
from bot.slack.workspace import Workspace
from tests.handlers.office import MovableClock

SECRET = "0123456789abcdef0123456789abcdef"
BODY = urlencode({"command": "/shifts", "text": "claim 412", "team_id": "T0", "user_id": "U0ADA"}).encode()


class Outside:
    """Somebody who sends requests to the door, and what the app behind it was asked."""

    def __init__(
        self,
        clock: MovableClock,
        is_first: Callable[[str], bool] = lambda _signature: True,
        acknowledged: Acknowledged = unmeasured,
    ) -> None:
        """Knock at the door of a replica of its own; `is_first` is what the replicas share."""
        self.clock = clock
        self.asked: list[str] = []
        self.said = ""
        nowhere = "http://127.0.0.1:9/api/"

        def shifts(ack: Ack, command: dict[str, str]) -> None:
            self.asked.append(command["text"])
            ack(text="done")

        app: App = build_app(
            api_url=nowhere,
            signing_secret=SECRET,
            workspace=Workspace(web_client(nowhere, "xoxb-test"), "xoxb-test"),
            answers=Answers(),
            register=lambda app: app.command("/shifts")(shifts),
        )
        door = SlackDoor(app, ReplayGuard(SECRET, clock), is_first, acknowledged)
        self._site = Starlette(routes=[Route("/slack/events", door.receive, methods=["POST"])])

    def send(
        self, *, body: bytes = BODY, at: str | None = None, signature: str | None = None, secret: str = SECRET
    ) -> int:
        """Send a request, well signed for this instant unless told otherwise; the status."""
        stamp = at if at is not None else str(int(self.clock.now().timestamp()))
        base = f"v0:{stamp}:".encode() + body
        signed = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": signed if signature is None else signature,
        }
        return anyio.run(self._post, body, headers)

    async def _post(self, body: bytes, headers: dict[str, str]) -> int:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(self._site), base_url="http://muster"
        ) as client:
            answer = await client.post("/slack/events", content=body, headers=headers)
        self.said = answer.text
        return answer.status_code
