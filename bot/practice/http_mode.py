"""The HTTP transport: signed requests to the app's request URL.

Signatures after https://docs.slack.dev/authentication/verifying-requests-from-slack.
"""

import hashlib
import hmac
import http.client
import json
import secrets
import time
from urllib.parse import urlencode, urlsplit

from bot.clock import Clock, SystemClock
from bot.practice.envelopes import ACK_SECONDS, Ack, Envelope
from bot.practice.wire import Json


def sign(signing_secret: str, timestamp: str, body: bytes) -> str:
    """The `X-Slack-Signature` of a body sent at `timestamp` (epoch seconds)."""
    message = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(signing_secret.encode(), message, hashlib.sha256).hexdigest()


class HttpMode:
    """Posts to one address, as Slack does when all of an app's URLs are the same.

    Before the first event, the address has to give a challenge back: Slack sends no events to one that does
    not (https://docs.slack.dev/reference/events/url_verification).

    Args:
        request_url: where the app listens.
        signing_secret: with which requests are signed.
        clock: the time of the signature. The machine's: the app's library compares it with the machine's.
    """

    def __init__(self, request_url: str, signing_secret: str, clock: Clock | None = None) -> None:
        """Send to `request_url`."""
        self._address = urlsplit(request_url)
        self._secret = signing_secret
        self._clock = clock or SystemClock()
        self._verified = False
        self.ack_seconds = ACK_SECONDS

    def deliver(self, envelope: Envelope) -> Ack:
        """Post, and wait for the answer; the three seconds cover the whole exchange."""
        if envelope.kind == "events_api" and not self._verified:
            verified = self._verify()
            if not verified.ok:
                return verified
            self._verified = True
        return self._post(envelope)

    def _verify(self) -> Ack:
        challenge = secrets.token_urlsafe(24)
        asked: Json = {"type": "url_verification", "token": "unused", "challenge": challenge}
        ack = self._post(Envelope("events_api", asked, "url_verification"))
        given = (ack.body or {}).get("challenge", (ack.body or {}).get("text"))
        return ack if not ack.ok or given == challenge else Ack(ack.ms, error="challenge_failed")

    def _post(self, envelope: Envelope) -> Ack:
        content_type, body = encode(envelope)
        started = time.monotonic()
        connection = http.client.HTTPConnection(
            self._address.hostname or "127.0.0.1", self._address.port or 80, timeout=self.ack_seconds
        )
        try:
            connection.request(
                "POST", self._address.path or "/", body, self._headers(envelope, content_type, body)
            )
            response = connection.getresponse()
            content = response.read()
        except TimeoutError:
            return Ack(self.ack_seconds * 1_000, error="operation_timeout")
        except (OSError, http.client.HTTPException):
            return Ack((time.monotonic() - started) * 1_000, error="dispatch_failed")
        finally:
            connection.close()
        ms = (time.monotonic() - started) * 1_000
        if response.status != 200:
            return Ack(ms, error=f"http_error_{response.status}")
        if not envelope.accepts_response:
            return Ack(ms)
        return Ack(ms, _body(response.getheader("Content-Type", ""), content))

    def _headers(self, envelope: Envelope, content_type: str, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._clock.now().timestamp()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._secret, timestamp, body),
        }
        if envelope.retry_attempt:
            headers |= {
                "X-Slack-Retry-Num": str(envelope.retry_attempt),
                "X-Slack-Retry-Reason": envelope.retry_reason,
            }
        return headers


def encode(envelope: Envelope) -> tuple[str, bytes]:
    """The content type and body: JSON for events, a form for commands, JSON in a form for interactions."""
    if envelope.kind == "events_api":
        return "application/json", json.dumps(envelope.payload).encode()
    form = envelope.payload
    if envelope.kind == "interactive":
        form = {"payload": json.dumps(envelope.payload)}
    return "application/x-www-form-urlencoded", urlencode(form).encode()


def _body(content_type: str, content: bytes) -> Json | None:
    """A JSON object, or text as the words of an ephemeral answer."""
    if not content:
        return None
    text = content.decode("utf-8", "replace")
    if not content_type.startswith("application/json"):
        return {"text": text}
    try:
        decoded = json.loads(text)
    except ValueError:
        return {"text": text}
    return decoded if isinstance(decoded, dict) and decoded else None
