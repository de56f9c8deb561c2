"""The HTTP side of the process: health for machines, and Slack's requests where HTTP is the transport."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from threading import Event, Thread
from typing import Final

import uvicorn
from anyio import CapacityLimiter, to_thread
from slack_bolt import App, BoltRequest, BoltResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.health import Health
from bot.replay import ReplayGuard

SLACK_PATHS: Final = ("/slack/events", "/slack/commands", "/slack/interactivity")
"""All the same door; the manifest names the first."""

_LARGEST_BODY: Final = 1_000_000
_THREADS: Final = 64
_START_SECONDS: Final = 5.0
_DRAIN_SECONDS: Final = 5


class PortTakenError(Exception):
    """The port cannot be had; the message names the settings that choose it."""


class SlackDoor:
    """Brings signed requests to the Bolt app, in threads: a sync app would stop an event loop."""

    def __init__(self, app: App, guard: ReplayGuard) -> None:
        """Let in what `guard` admits."""
        self._app = app
        self._guard = guard
        self._threads: CapacityLimiter | None = None

    async def receive(self, request: Request) -> Response:
        """Answer one request; 401 for whatever is not Slack's, fresh and new."""
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > _LARGEST_BODY:
                return PlainTextResponse("too large", status_code=413)
        if not self._guard.admits(bytes(body), request.headers):
            return PlainTextResponse("invalid request", status_code=401)
        if self._threads is None:
            self._threads = CapacityLimiter(_THREADS)
        asked = BoltRequest(body=body.decode(), headers=dict(request.headers))
        answer = await to_thread.run_sync(partial(self._app.dispatch, asked), limiter=self._threads)
        return _response(answer)


class Web:
    """An HTTP server in a thread of its own."""

    def __init__(self, health: Health, host: str, port: int, slack: SlackDoor | None) -> None:
        """Serve on `host` and `port` (0 picks a free one); `slack` only where HTTP is the transport."""
        self._health = health
        self._ready = Event()
        self._address = (host, port)
        routes = [Route("/healthz", self._healthz, methods=["GET"])]
        if slack is not None:
            routes += [Route(path, slack.receive, methods=["POST"]) for path in SLACK_PATHS]
        self._server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=routes, lifespan=self._lifespan),
                log_config=None,
                access_log=False,
                lifespan="on",
                server_header=False,
                timeout_graceful_shutdown=_DRAIN_SECONDS,
            )
        )
        self._listener: socket.socket | None = None
        self._thread: Thread | None = None

    @property
    def url(self) -> str:
        """Where it serves, without a trailing slash."""
        if self._listener is None:
            raise RuntimeError("not started")
        host, port = self._listener.getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    def take_port(self) -> None:
        """Take the port and answer nothing yet: a process that cannot have it ends before it does anything.

        Raises:
            PortTakenError: the port cannot be had.
        """
        host, port = self._address
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            self._listener = socket.create_server((host, port), family=family, backlog=256)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).partition(" (")[0]
            raise PortTakenError(
                f"Muster cannot listen on {host}, port {port}: {reason}. End what uses it, or choose others "
                "with MUSTER_HOST and MUSTER_PORT."
            ) from error

    def start(self) -> None:
        """Serve on the port that was taken; returns when requests are answered."""
        self._thread = Thread(target=self._server.run, args=([self._listener],), name="web", daemon=True)
        self._thread.start()
        if not self._ready.wait(_START_SECONDS):
            raise TimeoutError("the web server did not start within 5 seconds")

    def stop(self) -> None:
        """Take nothing new, and answer what is under way."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(_DRAIN_SECONDS + 1)

    def give_back_port(self) -> None:
        """Let another process have it."""
        if self._listener is not None:
            self._listener.close()

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self._ready.set()
        yield

    async def _healthz(self, _request: Request) -> Response:
        well, report = await to_thread.run_sync(self._health.look)
        return JSONResponse(report, status_code=200 if well else 503)


def _response(answer: BoltResponse) -> Response:
    return Response(answer.body, status_code=answer.status, headers=answer.first_headers_without_set_cookie())
