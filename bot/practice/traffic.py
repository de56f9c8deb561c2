"""The record of everything that passed between the workspace and the app, without secrets."""

import re
from collections import deque
from datetime import datetime
from threading import Lock
from typing import Any, Literal

from bot.practice.wire import Json

KEPT = 2_000
"""How many entries are kept; older ones are forgotten, so that a demo left running stays small."""

_SECRET_KEYS = frozenset({"token", "bot_access_token", "app_token", "authorization", "client_secret"})
_SECRET_TEXT = re.compile(
    r"\b(?:xox[a-z]|xapp)-[A-Za-z0-9-]+|(?<=/response/)[\w-]+|(?<=ticket=)[\w-]+|(?<=/upload/)[\w-]+"
)

Direction = Literal["to_slack", "to_app"]


class Traffic:
    """Numbered entries, oldest first. Safe to use from any thread."""

    def __init__(self) -> None:
        """Begin empty."""
        self._lock = Lock()
        self._entries: deque[Json] = deque(maxlen=KEPT)
        self._count = 0

    def note(
        self, at: datetime, direction: Direction, what: str, *, ok: bool, ms: float, summary: str, body: Any
    ) -> Json:
        """Add an entry and answer it."""
        with self._lock:
            self._count += 1
            entry = {
                "n": self._count,
                "at": at.isoformat(),
                "direction": direction,
                "what": what,
                "ok": ok,
                "ms": round(ms, 2),
                "summary": redact(summary),
                "body": redact(body),
            }
            self._entries.append(entry)
            return entry

    def after(self, number: int) -> list[Json]:
        """The entries whose number is greater."""
        with self._lock:
            return [entry for entry in self._entries if entry["n"] > number]


def redact(value: Any) -> Any:
    """A copy in which tokens, tickets and secrets are replaced by an ellipsis, however deep they lie."""
    if isinstance(value, dict):
        return {k: "…" if k.lower() in _SECRET_KEYS and v else redact(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [redact(part) for part in value]
    return _SECRET_TEXT.sub("…", value) if isinstance(value, str) else value
