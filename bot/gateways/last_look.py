"""A POST to Slack that asks, with everything written but the body itself: is it still ours to send?

A process may be frozen at any line and thawed a minute later, when another replica has long sent what it
was about to send. So the question stands as near to the wire as it can: Slack takes nothing whose body is
missing. Nothing is repeated here, and a call that is given up leaves nothing behind in the kernel that could
still go out: its connection is reset.
"""

import json
import socket
import struct
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

import httpx
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.certificates import trusted
from bot.unreached import why_unreached

CONNECT_SECONDS: Final = 5.0

# from the first byte to the end of the answer 15 s at most
_TIMEOUT: Final = httpx.Timeout(connect=CONNECT_SECONDS, write=5.0, read=10.0, pool=CONNECT_SECONDS)
_RESET_ON_CLOSE: Final = (socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
_WRITING: Final = "http11.send_request_body.started"

StillOurs = Callable[[], bool]
"""Whether what is about to be sent still belongs to this process."""


class WithheldError(Exception):
    """It was not ours to send any more; nothing was sent."""


class UnreachedError(Exception):
    """Certainly nothing was sent: there was no connection, or it broke too early. The message says why."""


class CallBrokenError(Exception):
    """The connection broke once it was being used: the call may have been accepted."""


class LastLook:
    """Slack's Web API, one connection a call."""

    def __init__(self, client: WebClient) -> None:
        """Speak as `client` does: its address, token and proxy."""
        self._slack = client
        self._http = httpx.Client(
            timeout=_TIMEOUT,
            transport=httpx.HTTPTransport(
                verify=trusted(),
                proxy=client.proxy,
                limits=httpx.Limits(max_keepalive_connections=0),  # an idle one may be dead: needless doubt
                socket_options=[_RESET_ON_CLOSE],
            ),
        )

    def call(self, method: str, body: Mapping[str, Any], still_ours: StillOurs) -> SlackResponse:
        """Call a method once.

        Raises:
            SlackApiError: Slack answered with an error, or with something that is not Slack's.
            UnreachedError: nothing was sent.
            CallBrokenError: it may have been.
            WithheldError: it was not ours any more.
        """
        began = False

        def look(event: str, told: Mapping[str, Any]) -> None:
            nonlocal began
            if event == _WRITING and told["request"].method != b"CONNECT":  # which only opens a proxy's way
                if not still_ours():
                    raise WithheldError(method)
                began = True

        request = self._http.build_request(
            "POST",
            self._slack.base_url + method,
            content=json.dumps(body).encode(),
            headers=self._headers(),
            extensions={"trace": look},
        )
        try:
            answer = self._http.send(request)
        except httpx.TransportError as error:
            why = why_unreached(error)
            raise (CallBrokenError(why) if began else UnreachedError(why)) from error
        return self._read(method, answer)

    def _headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self._slack.token}",
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": str(self._slack.headers.get("User-Agent", "muster")),
        }

    def _read(self, method: str, answer: httpx.Response) -> SlackResponse:
        try:
            said = answer.json()
        except ValueError:
            said = None
        response = SlackResponse(
            client=self._slack,
            http_verb="POST",
            api_url=method,
            req_args={},
            data=said if isinstance(said, dict) else {"ok": False},
            headers=dict(answer.headers),
            status_code=answer.status_code,
        )
        if answer.status_code != HTTPStatus.OK or not response.get("ok"):
            raise SlackApiError(f"{method} failed", response)  # type: ignore[no-untyped-call]  # the SDK's own
        return response
