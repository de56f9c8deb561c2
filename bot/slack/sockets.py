"""Socket Mode: two connections, watched, so that losing one costs nobody anything.

The builtin client believes that a connection is torn after five failed pings; here the first one counts. With
a second connection open the person does not notice at all. The client speaks TLS on port 443 only: any other
port is spoken to in clear text, whatever the scheme of the address says, which suits a stand-in on this
machine and nothing else.
"""

import logging
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Condition, Thread
from time import monotonic
from typing import Final, cast

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.acknowledgements import Acknowledger
from bot.slack.errors import UNREACHED, error_code, why_unreached
from bot.slack.places import Places
from bot.slack.request_kinds import Acknowledged, kind_of_request, unmeasured

CONNECTIONS: Final = 2
_CONCURRENCY: Final = 32
_PING_SECONDS: Final = 2
_DRAIN_SECONDS: Final = 5.0
_HANG_UP_SECONDS: Final = 5.0
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 60.0

log = structlog.get_logger("muster.sockets")


class Sockets:
    """Keeps the connections up; `close` first finishes the requests that are being answered."""

    def __init__(
        self,
        app: App,
        client: WebClient,
        app_token: str,
        acknowledged: Acknowledged = unmeasured,
        places: Places | None = None,
    ) -> None:
        """Bring requests to `app`; ask for connections with `app_token`; tell `acknowledged` how long each
        request took, and count it in `places` meanwhile.
        """
        self._gate = _Gate(places or Places())
        self._new_link = partial(
            _Link, app, client, app_token, self._gate.counted, acknowledged, self._clients
        )
        self._links: list[_Link] = []

    @property
    def connected(self) -> int:
        """How many connections are up."""
        return sum(link.is_up for link in self._links)

    def _clients(self) -> list[SocketModeClient]:
        return [link.client for link in self._links]

    def connect(self) -> None:
        """Begin to connect, each in a thread of its own: Slack may be away."""
        self._links = [self._new_link() for _ in range(CONNECTIONS)]
        self.watch()

    def watch(self) -> None:
        """Bring up whatever is down; returns at once."""
        for link in self._links:
            link.bring_up()

    def close(self) -> None:
        """Take nothing new, finish and acknowledge what is under way, then hang up."""
        self._gate.shut(_DRAIN_SECONDS)
        with ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="hang-up") as pool:
            list(pool.map(_Link.hang_up, self._links))


class _Gate:
    """Counts the requests under way. Shut, it lets none in: Slack hands an unacknowledged event out again,
    and tells a person that the command was not answered, which is the truth."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._changed = Condition()
        self._inside = 0
        self._open = True

    def counted(self, run: Callable[[], None]) -> None:
        with self._changed:
            if not self._open:
                return
            self._inside += 1
        try:
            with self._places.taken():
                run()
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def shut(self, seconds: float) -> None:
        with self._changed:
            self._open = False
            if not self._changed.wait_for(lambda: self._inside == 0, timeout=seconds):
                log.warning("requests were still under way at the end", count=self._inside)


class _Handler(SocketModeHandler):
    """Bolt's handler, with every request counted and timed, and acknowledged through any connection."""

    counted: Callable[[Callable[[], None]], None]
    all_clients: Callable[[], list[SocketModeClient]]
    acknowledged: Acknowledged

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        answer = super().handle
        began = monotonic()
        back = Acknowledger(cast("SocketModeClient", client), self.all_clients)

        def run() -> None:
            answer(cast("SocketModeClient", back), req)
            self.acknowledged(kind_of_request(req.payload or {}), monotonic() - began)

        self.counted(run)


class _Link:
    """One connection, replaced as soon as it is seen to be down."""

    def __init__(
        self,
        app: App,
        client: WebClient,
        app_token: str,
        counted: Callable[[Callable[[], None]], None],
        acknowledged: Acknowledged,
        all_clients: Callable[[], list[SocketModeClient]],
    ) -> None:
        self._handler = _Handler(
            app,
            app_token,
            web_client=client,
            logger=logging.getLogger("slack_sdk"),
            ping_interval=_PING_SECONDS,
            concurrency=_CONCURRENCY,
        )
        self._handler.counted = counted
        self._handler.acknowledged = acknowledged
        self._handler.all_clients = all_clients
        self._connecting: Thread | None = None
        self._next_try = monotonic()
        self._pause = _FIRST_PAUSE
        self._closed = False

    @property
    def client(self) -> SocketModeClient:
        return self._handler.client

    @property
    def is_up(self) -> bool:
        session = self._handler.client.current_session
        return session is not None and session.is_active() and not session.consecutive_check_state_error_count

    def bring_up(self) -> None:
        busy = self._connecting is not None and self._connecting.is_alive()
        if self.is_up:
            self._pause = _FIRST_PAUSE
            self._send_at_once()
        elif not busy and not self._closed and monotonic() >= self._next_try:
            self._next_try = monotonic() + self._pause
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
            self._connecting = Thread(target=self._connect, name="socket-connect", daemon=True)
            self._connecting.start()

    def _connect(self) -> None:
        try:
            self._handler.client.connect_to_new_endpoint(force=True)
            self._send_at_once()
            if self._closed:  # hung up meanwhile
                self._handler.client.disconnect()
        except SlackApiError as error:
            log.warning("Slack opened no connection", reason=error_code(error))
        except UNREACHED as error:
            log.warning("Slack could not be reached for a connection", reason=why_unreached(error))
        except Exception:
            log.exception("a connection to Slack failed; it is tried again")

    def _send_at_once(self) -> None:
        """Acknowledgements are small and follow one another: left to Nagle's algorithm each one waits for the
        other side's delayed ACK, 40 ms. The client sets the option only behind a proxy, and opens a new
        socket whenever it likes, so it is set again at every look.
        """
        session = self._handler.client.current_session
        sock = session.sock if session is not None else None
        if sock is not None:
            with suppress(OSError):  # it was closed meanwhile; the next one gets its turn
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def hang_up(self) -> None:
        """The client waits without a limit for its reader, which may have missed the mark that ends it: a new
        connection brings a new mark. Such a reader has nothing to read and ends with the process.
        """
        self._closed = True
        closing = Thread(target=self._handler.client.close, name="socket-close", daemon=True)
        closing.start()
        closing.join(_HANG_UP_SECONDS)
