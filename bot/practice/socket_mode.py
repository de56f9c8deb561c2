"""The WebSocket end of Socket Mode: hello, envelopes, acknowledgements, disconnect.

After https://docs.slack.dev/apis/events-api/using-socket-mode.
"""

import asyncio
import itertools
import json
import secrets
import time
from concurrent.futures import CancelledError, Future
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.practice.envelopes import ACK_SECONDS, Ack, Envelope
from bot.practice.methods.refusal import CallError
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace

MOST_CONNECTIONS = 10
"""Connections that one app may hold at once; same source."""

How = Literal["refresh", "close", "reset"]


class SocketMode:
    """All connections of the app. Each envelope goes to exactly one of them, in turn."""

    def __init__(self, workspace: "Workspace") -> None:
        """Serve `workspace`; the event loop is known once a connection comes."""
        self.ack_seconds = ACK_SECONDS
        self._workspace = workspace
        self._lock = Lock()
        self._tickets: set[str] = set()
        self._connections: list[WebSocket] = []
        self._retiring: list[WebSocket] = []
        self._turn = itertools.count()
        self._awaited: dict[str, Future[tuple[float, Any]]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def connections(self) -> int:
        """How many sockets are open."""
        with self._lock:
            return len(self._connections)

    def open_ticket(self) -> Json:
        """What `apps.connections.open` answers: an address that works once.

        Raises:
            CallError: the manifest has not switched Socket Mode on, or all connections are taken.
        """
        if not self._workspace.app.socket_mode:
            raise CallError("socket_mode_not_enabled")
        if self.connections >= MOST_CONNECTIONS:
            raise CallError("too_many_websockets")
        ticket = secrets.token_urlsafe(18)
        self._tickets.add(ticket)
        address = self._workspace.base_url.replace("http://", "ws://", 1)
        return {"url": f"{address}socket?ticket={ticket}&app_id={self._workspace.app.app_id}"}

    def deliver(self, envelope: Envelope) -> Ack:
        """Send to the connection whose turn it is, and wait for the acknowledgement."""
        envelope_id = str(uuid4())
        answered: Future[tuple[float, Any]] = Future()
        with self._lock:
            loop = self._loop
            if not self._connections or loop is None:
                return Ack(0.0, error="dispatch_failed")
            socket = self._connections[next(self._turn) % len(self._connections)]
            self._awaited[envelope_id] = answered
        started = time.monotonic()
        asyncio.run_coroutine_threadsafe(_send(socket, _frame(envelope_id, envelope)), loop)
        try:
            at, body = answered.result(self.ack_seconds)
        except TimeoutError:
            return Ack(self.ack_seconds * 1_000, error="operation_timeout")
        except CancelledError:
            return Ack((time.monotonic() - started) * 1_000, error="dispatch_failed")
        finally:
            with self._lock:
                self._awaited.pop(envelope_id, None)
        # A body that Slack did not ask for is not looked at.
        return Ack((at - started) * 1_000, _body(body) if envelope.accepts_response else None)

    def end(self) -> None:
        """Deliver nothing more, and wait for no acknowledgement any more."""
        with self._lock:
            self._connections.clear()
            for answered in self._awaited.values():
                answered.cancel()
            self._awaited.clear()

    async def endpoint(self, socket: WebSocket) -> None:
        """One connection, from hello to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(1008)
            return
        self._tickets.discard(ticket)
        self._loop = asyncio.get_running_loop()
        await socket.accept()
        await socket.send_text(json.dumps(self._hello()))
        self._count_in(socket)
        await self._retire()
        try:
            while True:
                self._acknowledge(await socket.receive_text())
        except WebSocketDisconnect:
            return
        finally:
            self._count_out(socket)

    def disconnect(self, how: How) -> int:
        """End every connection and answer how many there were.

        Args:
            how: `refresh` announces it as Slack does every few hours, so that no gap need arise; `close`
                ends the sockets in good order without a word; `reset` tears the TCP connections.
        """
        with self._lock:
            sockets, loop = list(self._connections), self._loop
        for socket in sockets:
            if loop is not None:
                asyncio.run_coroutine_threadsafe(self._end(socket, how), loop).result(ACK_SECONDS)
        return len(sockets)

    async def _end(self, socket: WebSocket, how: How) -> None:
        # From here on no envelope goes to it.
        self._count_out(socket)
        if how == "reset":
            socket.scope["extensions"]["practice.cut"]()
        elif how == "refresh":
            self._retiring.append(socket)
            notice = {"type": "disconnect", "reason": "refresh_requested"}
            await _send(socket, json.dumps(notice | {"debug_info": {"host": "practice.local"}}))
        else:
            await _close(socket)

    async def _retire(self) -> None:
        """Close the sockets that were asked to refresh, now that one has come in their place."""
        while self._retiring:
            await _close(self._retiring.pop())

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connections + 1,
            "debug_info": {"host": "practice.local", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._workspace.app.app_id},
        }

    def _count_in(self, socket: WebSocket) -> None:
        with self._lock:
            self._connections.append(socket)
        self._tell()
        self._workspace.post_office.try_again()

    def _count_out(self, socket: WebSocket) -> None:
        with self._lock:
            if socket not in self._connections:
                return
            self._connections.remove(socket)
        self._tell()

    def _tell(self) -> None:
        self._workspace.live.publish("connections", {"socket": self.connections})
        self._workspace.touch()

    def _acknowledge(self, text: str) -> None:
        at = time.monotonic()
        try:
            frame = json.loads(text)
        except ValueError:
            frame = None
        envelope_id = frame.get("envelope_id") if isinstance(frame, dict) else None
        with self._lock:
            answered = self._awaited.pop(str(envelope_id), None)
        if answered is not None and isinstance(frame, dict):
            answered.set_result((at, frame.get("payload")))
            return
        # Too late, twice or never asked for: Slack ignores it, the traffic panel shows it.
        self._workspace.record(
            "to_slack",
            "acknowledgement",
            ok=False,
            ms=0.0,
            summary="nobody waits for it",
            body={"text": text},
        )


def _frame(envelope_id: str, envelope: Envelope) -> str:
    frame: Json = {
        "envelope_id": envelope_id,
        "payload": envelope.payload,
        "type": envelope.kind,
        "accepts_response_payload": envelope.accepts_response,
    }
    if envelope.kind == "events_api":
        frame |= {"retry_attempt": envelope.retry_attempt, "retry_reason": envelope.retry_reason}
    return json.dumps(frame)


async def _send(socket: WebSocket, text: str) -> None:
    try:
        await socket.send_text(text)
    except (WebSocketDisconnect, RuntimeError):
        # The socket closed under the message; whoever waits for the acknowledgement learns it by waiting.
        return


async def _close(socket: WebSocket) -> None:
    if WebSocketState.DISCONNECTED not in (socket.application_state, socket.client_state):
        await socket.close(1001)


def _body(payload: Any) -> Json | None:
    return payload if isinstance(payload, dict) and payload else None
