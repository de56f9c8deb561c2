"""Small spellings of Slack's wire format that several modules share: timestamps, escaping, ids."""

from datetime import datetime
from typing import Any

Json = dict[str, Any]
"""A JSON object as it travels; its shape is Slack's, not ours."""


def slack_ts(instant: datetime) -> str:
    """Spell an aware instant as Slack does: epoch seconds, a dot and six digits of microseconds."""
    return f"{int(instant.timestamp())}.{instant.microsecond:06d}"


def next_ts(after: str) -> str:
    """The timestamp one microsecond after `after`: two messages of a channel never share one."""
    seconds, _, micros = after.partition(".")
    total = int(seconds) * 1_000_000 + int(micros) + 1
    return f"{total // 1_000_000}.{total % 1_000_000:06d}"


def escape(text: str) -> str:
    """Replace the three characters that Slack's markup reserves."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Ids:
    """Hands out ids that look like Slack's and are the same on every run: `U0P0000001`, `U0P0000002`, …"""

    def __init__(self) -> None:
        """Start every letter at one."""
        self._last: dict[str, int] = {}

    def new(self, letter: str) -> str:
        """The next id that begins with `letter`."""
        self._last[letter] = self._last.get(letter, 0) + 1
        return f"{letter}0P{self._last[letter]:07d}"
