"""The guard at the HTTP door: forged, stale, future, malformed and replayed requests change nothing.

Bolt by itself accepts the same signed request again within five minutes, answers 500 to a malformed
timestamp, and writes the body of a bad request into its log.
"""

import hmac
import re
from collections.abc import Mapping
from threading import Lock
from typing import Final

from slack_sdk.signature import SignatureVerifier

from bot.clock import Clock

SIGNATURE: Final = "x-slack-signature"
"""The header by which Slack vouches for a request."""

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNED = re.compile(r"v0=[0-9a-f]{64}")
WINDOW_SECONDS: Final = 300
"""How far a request's timestamp may lie from the machine's clock, in seconds."""


class ReplayGuard:
    """Admits each correctly signed request once. Only what was signed is remembered, so memory is bounded by
    what Slack sends in ten minutes."""

    def __init__(self, signing_secret: str, clock: Clock) -> None:
        """Verify with the app's signing secret; `clock` is the machine's, never a practice clock."""
        self._signer = SignatureVerifier(signing_secret)
        self._clock = clock
        self._seen: dict[str, float] = {}
        self._lock = Lock()

    def admits(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Whether this request is Slack's, fresh, and here for the first time."""
        timestamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get(SIGNATURE, "")
        if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNED.fullmatch(signature):
            return False
        now = self._clock.now().timestamp()
        if abs(now - int(timestamp)) > WINDOW_SECONDS:
            return False
        try:
            expected = self._signer.generate_signature(timestamp=timestamp, body=body)
        except UnicodeDecodeError:
            return False
        signed = expected is not None and hmac.compare_digest(expected, signature)
        return signed and self._first_time(signature, now)

    def _first_time(self, signature: str, now: float) -> bool:
        with self._lock:
            if signature in self._seen:
                return False
            if len(self._seen) >= 256:
                self._seen = {seen: until for seen, until in self._seen.items() if until > now}
            # a timestamp may lie five minutes ahead and stays good for five minutes after
            self._seen[signature] = now + 2 * WINDOW_SECONDS
            return True
