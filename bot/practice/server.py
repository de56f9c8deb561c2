"""Serves the practice workspace on the loopback interface: Slack's side and the page, from one port."""

import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute
from starlette.types import Scope

from bot.clock import Clock
from bot.practice.conversations import Channel
from bot.practice.extras import Extra
from bot.practice.file_transfer import FileTransfer
from bot.practice.http_mode import HttpMode
from bot.practice.mailbox import Mailbox
from bot.practice.page_api import PageApi
from bot.practice.page_files import page_routes
from bot.practice.people import Member
from bot.practice.response_urls import ResponseUrls
from bot.practice.safety import Safety
from bot.practice.socket_mode import SocketMode
from bot.practice.web_api import WebApi
from bot.practice.workspace import Workspace


class PracticeServer:
    """A practice workspace that listens. Use it as a context manager, or call `start` and `stop`.

    Args:
        manifest: the content of app.yaml; of its HTTP variant when `request_url` is given.
        people: who is in the workspace.
        channels: names, or `Channel`s.
        clock: the workspace's time.
        port: 0 picks a free one.
        host: a loopback address; anything else is refused.
        request_url: send signed requests there instead of through Socket Mode.
        extras: buttons that the page shows besides its own.

    Raises:
        ValueError: `host` is not a loopback address, or the manifest does not fit `request_url`.
        ManifestError: Slack would not accept the manifest.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        people: Sequence[Member] = (),
        channels: Sequence[str | Channel] = (),
        *,
        clock: Clock,
        port: int = 0,
        host: str = "127.0.0.1",
        request_url: str | None = None,
        extras: Sequence[Extra] = (),
    ) -> None:
        """Prepare everything; `start` opens the port."""
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise ValueError(f"the practice workspace listens on this machine only, not on {host}")
        self.workspace = Workspace(manifest, people, channels, clock)
        self.sockets = SocketMode(self.workspace)
        self.workspace.post_office.use(self.sockets)
        if request_url:
            self.use_http(request_url)
        self._address = (host, port)
        self._extras = extras
        self.mailbox = Mailbox()
        self._listener: socket.socket | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._ready = threading.Event()

    @property
    def url(self) -> str:
        """The page, with a slash at the end."""
        return self.workspace.base_url

    @property
    def api_url(self) -> str:
        """The base of the Web API, for `WebClient(base_url=…)` and `SLACK_API_URL`."""
        return f"{self.url}api/"

    @property
    def bot_token(self) -> str:
        """The app's `xoxb-` token."""
        return self.workspace.app.bot_token

    @property
    def app_token(self) -> str:
        """The app's `xapp-` token for Socket Mode."""
        return self.workspace.app.app_token

    @property
    def signing_secret(self) -> str:
        """With which HTTP requests to the app are signed."""
        return self.workspace.app.signing_secret

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Open the port and serve in a thread; returns when requests are answered.

        Raises:
            OSError: the port is taken.
        """
        host, port = self._address
        self._listener = socket.create_server((host, port), family=_family(host), backlog=256)
        bound = self._listener.getsockname()[1]
        self.workspace.base_url = f"http://{f'[{host}]' if ':' in host else host}:{bound}/"
        config = uvicorn.Config(
            self._application(),
            ws="websockets-sansio",
            http="h11",
            lifespan="on",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
            server_header=False,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, args=([self._listener],), name="practice", daemon=True
        )
        self._thread.start()
        if not self._ready.wait(60):
            raise RuntimeError("the practice workspace did not start within a minute")

    def stop(self) -> None:
        """Close everything; returns when the thread has ended."""
        self.sockets.end()
        self.workspace.post_office.close()
        self.workspace.live.close()
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(10)
        if self._listener is not None:
            self._listener.close()

    def use_http(self, request_url: str) -> HttpMode:
        """Send signed requests to `request_url` from now on: for an app whose port is known later.

        Answers the transport that carries them.

        Raises:
            ValueError: the manifest has Socket Mode switched on; one manifest cannot serve both transports.
        """
        if self.workspace.app.socket_mode:
            raise ValueError(
                "the manifest switches Socket Mode on: install its HTTP variant to use a request URL"
            )
        transport = HttpMode(request_url, self.signing_secret)
        self.workspace.post_office.use(transport)
        return transport

    def _application(self) -> Starlette:
        web_api = WebApi(self.workspace, self.sockets.open_ticket)
        transfer = FileTransfer(self.workspace)
        return Starlette(
            routes=[
                Route("/api/{method}", web_api.endpoint, methods=["POST", "GET"]),
                Route("/response/{ticket}", ResponseUrls(self.workspace).endpoint, methods=["POST"]),
                Route("/upload/{ticket}", transfer.upload, methods=["POST"]),
                Route("/files/{id}/{name}", transfer.download, methods=["GET"]),
                Route("/practice/files", transfer.choose, methods=["POST"]),
                WebSocketRoute("/socket", self.sockets.endpoint),
                *PageApi(self.workspace, self.sockets, self._extras).routes(),
                *self.mailbox.routes(),
                *page_routes(),
            ],
            middleware=[Middleware(Safety, cutter=self._cutter)],
            lifespan=self._lifespan,
        )

    @contextlib.asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        del app
        self._ready.set()
        yield

    def _cutter(self, scope: Scope) -> Callable[[], None]:
        """A function that tears the TCP connection of the request in `scope`."""

        def cut() -> None:
            server = self._server
            connections = list(server.server_state.connections) if server else []
            for connection in connections:
                transport = connection.transport
                if transport.get_extra_info("peername") == tuple(scope["client"] or ()):
                    transport.abort()

        return cut


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
