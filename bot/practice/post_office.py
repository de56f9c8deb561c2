"""Carries requests to the app through whichever transport there is, and records them."""

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot.practice.envelopes import Ack, Envelope, Transport
from bot.practice.strict.events import may_be_sent

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace

_KEPT = 100
"""Events that wait for the app to come back; Slack too gives up in the end."""


class PostOffice:
    """Sends commands and clicks at once and events behind the scenes."""

    def __init__(self, workspace: "Workspace") -> None:
        """Belong to `workspace`; a transport comes with the server."""
        self._workspace = workspace
        self._transport: Transport | None = None
        self._events = ThreadPoolExecutor(max_workers=4, thread_name_prefix="practice-events")
        self._closed = threading.Event()
        self._undelivered: deque[Envelope] = deque(maxlen=_KEPT)

    def use(self, transport: Transport) -> None:
        """Reach the app through `transport` from now on."""
        self._transport = transport

    def deliver(self, envelope: Envelope) -> list[Ack]:
        """Send and wait for the acknowledgement; two of them when a fault delivers twice.

        The caller must not hold the workspace's lock.
        """
        with self._workspace.changed:
            twice = self._workspace.faults.redeliver()
        if not twice:
            return [self._send(envelope)]
        self._workspace.tell_faults()
        with ThreadPoolExecutor(max_workers=2) as both:
            return list(both.map(self._send, [envelope, envelope.repeated("http_timeout")]))

    def announce(self, event: Envelope) -> None:
        """Send an event in the background, and once more if it was not acknowledged: Slack repeats events.

        An event that the manifest does not subscribe to is not sent.
        """
        if may_be_sent(event.payload["event"], self._workspace.app) and not self._closed.is_set():
            self._events.submit(self._send_event, event)

    def try_again(self) -> None:
        """Send the events that failed twice: the app has just connected. Slack would do so within minutes."""
        while self._undelivered and not self._closed.is_set():
            self._events.submit(self._send, self._undelivered.popleft())

    def close(self) -> None:
        """Send nothing more, once what is on its way has arrived or failed."""
        self._closed.set()
        self._events.shutdown(wait=True, cancel_futures=True)

    def _send_event(self, event: Envelope) -> None:
        ack = self.deliver(event)[0]
        if ack.ok or self._closed.is_set():
            return
        again = event.repeated("timeout" if ack.error == "operation_timeout" else "connection_failed")
        if not self._send(again).ok:
            self._undelivered.append(again.repeated(again.retry_reason))

    def _send(self, envelope: Envelope) -> Ack:
        ack = self._transport.deliver(envelope) if self._transport else Ack(0.0, error="dispatch_failed")
        body = {"payload": envelope.payload, "response": ack.body}
        summary = ack.error or ("acknowledged" if ack.body is None else "acknowledged with a body")
        if envelope.retry_attempt:
            summary += f" (repetition {envelope.retry_attempt})"
        self._workspace.record("to_app", envelope.what, ok=ack.ok, ms=ack.ms, summary=summary, body=body)
        return ack
