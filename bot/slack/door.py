"""The HTTP door for Slack's requests: what is signed, fresh, new and readable goes to the Bolt app."""

from collections.abc import Callable, Mapping
from functools import partial
from time import monotonic
from typing import Final

import structlog
from anyio import CapacityLimiter, to_thread
from slack_bolt import App, BoltRequest, BoltResponse
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.slack.places import Places
from bot.slack.replay import SIGNATURE, ReplayGuard
from bot.slack.request_kinds import Acknowledged, kind_of_request, unmeasured

LARGEST_BODY: Final = 1_000_000
"""Bytes; Slack sends far less."""

_THREADS: Final = 64
_NOT_SLACKS: Final = "This request is not Slack's, or it is too old, or it was here before."
_TOO_LARGE: Final = "This request is larger than any that Slack sends."
_NOT_READABLE: Final = "This is no request that Slack makes: it is neither a form nor a JSON object."

log = structlog.get_logger("muster.slack")


class SlackDoor:
    """Brings signed requests to the Bolt app, in threads: a sync app would stop an event loop."""

    def __init__(
        self,
        app: App,
        guard: ReplayGuard,
        is_first: Callable[[str], bool],
        acknowledged: Acknowledged = unmeasured,
        places: Places | None = None,
    ) -> None:
        """Let in what `guard` admits, and of that what `is_first` says no other replica has let in; tell
        `acknowledged` how long each request took. Each is counted in `places` while it is answered.
        """
        self._places = places or Places()
        self._acknowledged = acknowledged
        self._app = app
        self._guard = guard
        self._is_first = is_first
        self._threads: CapacityLimiter | None = None

    async def receive(self, request: Request) -> Response:
        """Answer one request: 401 for whatever is not Slack's, fresh and new; 400 for what is no request."""
        began = monotonic()
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST_BODY:
                return PlainTextResponse(_TOO_LARGE, status_code=413)
        if not self._guard.admits(bytes(body), request.headers):
            return PlainTextResponse(_NOT_SLACKS, status_code=401)
        if self._threads is None:
            self._threads = CapacityLimiter(_THREADS)
        answer = partial(self._answer, body.decode(), dict(request.headers), began)
        return await to_thread.run_sync(answer, limiter=self._threads)

    def _answer(self, body: str, headers: Mapping[str, str], began: float) -> Response:
        with self._places.taken():
            return self._let_in(body, headers, began)

    def _let_in(self, body: str, headers: Mapping[str, str], began: float) -> Response:
        asked = _read(body, headers)
        if asked is None:
            return PlainTextResponse(_NOT_READABLE, status_code=400)
        if not self._is_first(headers[SIGNATURE]):
            return PlainTextResponse(_NOT_SLACKS, status_code=401)
        try:
            answer = _response(self._app.dispatch(asked))
        except Exception as error:  # a listener's fault has its own answer: this is Bolt, looking for one
            log.warning("a signed request could not be read to its end", exc_info=error)
            return PlainTextResponse(_NOT_READABLE, status_code=400)
        self._acknowledged(kind_of_request(asked.body), monotonic() - began)
        return answer


def _read(body: str, headers: Mapping[str, str]) -> BoltRequest | None:
    """The request as Bolt reads it, or None: Bolt believes that whatever is signed has the right shape."""
    try:
        asked = BoltRequest(body=body, headers={**headers})
    except (AttributeError, TypeError, ValueError, RecursionError):
        return None
    return asked if _says_what_it_is(asked.body) else None


def _says_what_it_is(body: object) -> bool:
    """A command has its name, everything else a type; a form without either is somebody's text."""
    if not isinstance(body, dict) or not isinstance(body.get("event", {}), dict):
        return False
    return "ssl_check" in body or any(isinstance(body.get(name), str) for name in ("command", "type"))


def _response(answer: BoltResponse) -> Response:
    return Response(answer.body, status_code=answer.status, headers=answer.first_headers_without_set_cookie())
