"""Addresses in text from outside, as links that say whereto. Pure.

Slack is told to make nothing of plain words, so that nobody's text mentions anybody or hides where it leads.
"""

from urllib.parse import urlsplit

from handlers.words.text import escape, escape_address, escaped

_LONGEST = 400
"""An address is never cut: a longer one is told in part, as words."""


def with_links(text: str, longest_word: int = 120) -> str:
    """Words as they are, addresses as links: `Room 4 · <https://meet.example.org/a|meet.example.org>`."""
    return " ".join(_link(word) or escaped(word, longest_word) for word in text.split())


def link(address: str, label: str) -> str:
    """An address behind words."""
    return f"<{escape_address(address.replace('|', '%7C'))}|{escape(label)}>"


def _link(word: str) -> str:
    """Empty for what is no address."""
    if not word.startswith(("https://", "http://")) or len(word) > _LONGEST:
        return ""
    try:
        host = urlsplit(word).hostname or ""
    except ValueError:
        return ""
    return link(word, host) if host else ""
