"""An agency's own system as the courier sees it: one signed call, answered with what came of it.

Every call carries the key of its delivery, so that one in doubt is simply repeated. Nothing of an answer is
read but its status and `Retry-After`. `docs/webhook.md` tells the other side's part.
"""

import hashlib
import hmac
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from socket import socket
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from bot.certificates import trusted
from bot.clock import Clock
from bot.gateways.time_limit import cut_after
from bot.unreached import causes_of, why_unreached
from scheduling.outbox.facts import RetryAt, Sent, Uncertain, Undeliverable

CONNECT_SECONDS: Final = 5.0
SILENT_SECONDS: Final = 10.0
ALL_SECONDS: Final = 20.0
"""How long to wait for a connection, for the next bytes, and for the whole call, in seconds."""

_USER_AGENT: Final = f"Muster/{version('muster')}"
_PAUSE: Final = timedelta(seconds=30)
_SHORTEST_PAUSE: Final = timedelta(seconds=1)
_LONGEST_PAUSE: Final = timedelta(hours=1)
_NOT_NOW: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY})
_PATIENCE: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


@dataclass(frozen=True, slots=True)
class WebhookCall:
    """A call in the making: the opaque key of its delivery, and a body in JSON."""

    key: str
    body: bytes


class WebhookGateway:
    """Calls what MUSTER_WEBHOOK_URL names; never anything that it redirects to."""

    def __init__(
        self,
        url: str,
        secret: str,
        clock: Clock,
        *,
        tls: ssl.SSLContext | None = None,
        silent: float = SILENT_SECONDS,
        seconds: float = ALL_SECONDS,
    ) -> None:
        """Nothing is opened yet.

        Args:
            url: as `bot.settings` accepts it.
            secret: MUSTER_WEBHOOK_SECRET.
            clock: dates the signature, and tells when to try again.
            tls: whom to believe; `bot.certificates` if left out.
            silent: how long the other side may be silent, in seconds.
            seconds: how long a whole call may take.
        """
        self._url, self._secret, self._clock = url, secret.encode(), clock
        self._host = urlsplit(url).hostname or ""
        self._tls = tls or trusted()
        self._timeout = httpx.Timeout(silent, connect=min(CONNECT_SECONDS, silent))
        self._seconds = seconds

    def send(self, call: WebhookCall) -> Sent | RetryAt | Undeliverable | Uncertain:
        """Make one call."""
        now = self._clock.now()
        try:
            status, retry_after = self._ask(call, now)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            why = _why(error)
            return RetryAt(
                now + _PAUSE,
                f"{self._host} could not be reached ({why}): check MUSTER_WEBHOOK_URL",
                away=True,
            )
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return Uncertain(f"the call to {self._host} broke half-way ({type(error).__name__})")
        return self._meaning(status, retry_after, now)

    def _ask(self, call: WebhookCall, now: datetime) -> tuple[int, str]:
        """The status and `Retry-After` of the answer; its body is not looked at."""
        line = _Line()
        with (
            httpx.Client(
                verify=self._tls, trust_env=False, follow_redirects=False, timeout=self._timeout
            ) as client,
            cut_after(self._seconds, lambda: line.socket_in_use),
            client.stream(
                "POST",
                self._url,
                content=call.body,
                headers=self._headers(call, now),
                extensions={"trace": line.note},
            ) as answer,
        ):
            return answer.status_code, answer.headers.get("Retry-After", "")

    def _headers(self, call: WebhookCall, now: datetime) -> dict[str, str]:
        return {
            "Content-Type": "application/json",
            "User-Agent": _USER_AGENT,
            "Idempotency-Key": call.key,
            "Muster-Signature": signature(call.body, self._secret, now),
        }

    def _meaning(
        self, status: int, retry_after: str, now: datetime
    ) -> Sent | RetryAt | Undeliverable | Uncertain:
        answered = f"{self._host} answered {status}"
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return Sent()
        asked = _asked_pause(retry_after, now)
        if status == HTTPStatus.TOO_MANY_REQUESTS or (status in _PATIENCE and asked is not None):
            return RetryAt(now + (asked or _PAUSE), f"{answered}: it asks for patience")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _NOT_NOW:
            return Uncertain(answered)
        if status < HTTPStatus.BAD_REQUEST:
            return Undeliverable(f"{answered}; redirects are not followed: check MUSTER_WEBHOOK_URL")
        return Undeliverable(f"{answered}: check MUSTER_WEBHOOK_URL and what stands behind it")


def signature(body: bytes, secret: bytes, now: datetime) -> str:
    """`t=1786561200,v1=…`: the HMAC-SHA-256, in hexadecimal, of the seconds, a full stop and the body."""
    seconds = int(now.timestamp())
    signed = hmac.new(secret, b"%d." % seconds + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={signed}"


class _Line:
    """Remembers the socket under a call of httpx."""

    socket_in_use: socket | None = None

    def note(self, event: str, told: Mapping[str, Any]) -> None:
        """Called by httpx at each step."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self.socket_in_use = told["return_value"].get_extra_info("socket")


def _asked_pause(written: str, now: datetime) -> timedelta | None:
    """What `Retry-After` asks for, in seconds or as a date; None where it says nothing that can be read."""
    if written.isascii() and written.isdecimal():
        return _bounded(timedelta(seconds=int(written[:9])))
    try:
        at = parsedate_to_datetime(written)
    except (ValueError, OverflowError):  # a year of twenty digits
        return None
    at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return _bounded(at - now)


def _bounded(pause: timedelta) -> timedelta:
    return max(_SHORTEST_PAUSE, min(pause, _LONGEST_PAUSE))


def _why(error: httpx.TransportError) -> str:
    """In the machine's words: `Connection refused`."""
    if isinstance(error, httpx.TimeoutException):
        return "no answer"
    for cause in causes_of(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted: {cause.verify_message}"
    return why_unreached(error)
