"""The HTTP side of the process: health and metrics for machines, calendars for whoever has a private link,
and Slack's requests where HTTP is the transport.
"""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Event, Thread
from typing import Final

import uvicorn
from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.calendars.door import PATH, CalendarDoor
from bot.slack.door import SlackDoor
from bot.watch.health import Health
from bot.watch.metrics import CONTENT_TYPE

SLACK_PATHS: Final = ("/slack/events", "/slack/commands", "/slack/interactivity")
"""All the same door; the manifest names the first."""

_START_SECONDS: Final = 30.0  # a machine that starts everything at once is slow
_DRAIN_SECONDS: Final = 5


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens and whose connections send at once.

    asyncio would see to that, but not for a socket that it is handed; then the end of every answer waits for
    the other side to acknowledge its beginning: 40 ms.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=256)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class PortTakenError(Exception):
    """The port cannot be had; the message names the settings that choose it."""


class Web:
    """An HTTP server in a thread of its own."""

    def __init__(
        self,
        health: Health,
        metrics: Callable[[], bytes],
        calendars: CalendarDoor,
        host: str,
        port: int,
        slack: SlackDoor | None,
    ) -> None:
        """Serve on `host` and `port` (0 picks a free one); `slack` only where HTTP is the transport."""
        self._health = health
        self._metrics_page = metrics
        self._ready = Event()
        self._leaving = False
        self._address = (host, port)
        routes = [
            Route("/healthz", self._healthz, methods=["GET"]),
            Route("/readyz", self._readyz, methods=["GET"]),
            Route("/metrics", self._metrics, methods=["GET"]),
            Route(PATH, calendars.serve, methods=["GET"]),
        ]
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
        try:
            self._listener = listen(host, port)
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
            raise TimeoutError("the web server did not start within 30 seconds")

    def leave(self) -> None:
        """Tell a load balancer to send nothing more; what is under way is answered."""
        self._leaving = True

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

    async def _readyz(self, _request: Request) -> Response:
        ready = not self._leaving and self._health.is_ready
        return PlainTextResponse("ready" if ready else "not ready", status_code=200 if ready else 503)

    async def _healthz(self, _request: Request) -> Response:
        well, report = await to_thread.run_sync(self._health.look)
        return JSONResponse(report, status_code=200 if well else 503)

    async def _metrics(self, _request: Request) -> Response:
        return Response(await to_thread.run_sync(self._metrics_page), media_type=CONTENT_TYPE)
