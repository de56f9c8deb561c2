"""Slack's mrkdwn in plain words, for where no Slack draws it: marks go, mentions and dates are spelled out.

Pure. What it is given was escaped when it was written, and is unescaped last, so that nobody's name can
pose as a mention.
"""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from handlers.words.local_times import clock_time, day
from handlers.words.text import unescape

_TOKEN = re.compile(r"<([^<>]*)>")
_FENCED = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_MARKED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*_~])")
_EMOJI = re.compile(r"(?<!\S):[a-z][a-z0-9_+-]*:[ \t]*")
_PIECE = re.compile(r"\{(\w+)\}")
_BROADCASTS = {"!channel": "everybody here", "!here": "everybody here", "!everyone": "everybody"}


def plain_text(mrkdwn: str, reader: ZoneInfo) -> str:
    """The words of mrkdwn; dates in the reader's zone."""
    said = _TOKEN.sub(lambda found: _spelled(found[1], reader), mrkdwn)
    said = _FENCED.sub(r"\1", said)
    said = _CODE.sub(r"“\1”", _EMOJI.sub("", said))
    for _ in range(3):  # bold may hold italics, and these a line through
        said = _MARKED.sub(r"\2", said)
    return unescape(said)


def _spelled(token: str, reader: ZoneInfo) -> str:
    """What stands between < and >: a date, a mention, or an address."""
    target, _, label = token.partition("|")
    if target.startswith("!date^"):
        return _date(target, label, reader)
    if target.startswith("!"):
        return label or _BROADCASTS.get(target, "a group")
    if target.startswith("@"):
        return f"@{label}" if label else "a colleague"
    if target.startswith("#"):
        return f"#{label}" if label else "a channel"
    address = target.removeprefix("mailto:")
    return f"{label} ({address})" if label and label != address else address


def _date(target: str, fallback: str, reader: ZoneInfo) -> str:
    """`!date^1786561200^{date_short} at {time}`, perhaps with an address behind another ^."""
    _, seconds, form, *_address = [*target.split("^"), "", ""]
    try:
        at = datetime.fromtimestamp(int(seconds), UTC).astimezone(reader)
    except (ValueError, OverflowError, OSError):
        return fallback
    return _PIECE.sub(lambda piece: _piece(piece[1], at, reader), form) or fallback


def _piece(name: str, at: datetime, reader: ZoneInfo) -> str:
    if name == "time":
        return clock_time(at, reader)
    if name == "time_secs":
        return f"{at:%H:%M:%S}"
    if name == "date_num":
        return f"{at:%Y-%m-%d}"
    if name == "ago":
        return f"{day(at.date())}, {clock_time(at, reader)}"
    return day(at.date())
