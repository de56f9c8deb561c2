"""What was handed in as a proof, in mrkdwn: a number as it is, an address as a link that says whereto."""

from urllib.parse import urlsplit

from handlers.words import escape, escaped

_LONGEST_LINK = 400
"""An address is never cut: a longer one is told in part, as words."""


def certificate_words(certificate: str) -> str:
    """`KC 1042 · <https://files.example.org/a.pdf|files.example.org>`."""
    return " ".join(_link(word) or escaped(word, 120) for word in certificate.split())


def _link(word: str) -> str:
    """Empty for what is no address."""
    if not word.startswith(("https://", "http://")) or len(word) > _LONGEST_LINK:
        return ""
    try:
        host = urlsplit(word).hostname or ""
    except ValueError:
        return ""
    return f"<{escape(word.replace('|', '%7C'))}|{escape(host)}>" if host else ""
