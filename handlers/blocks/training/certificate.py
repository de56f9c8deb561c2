"""A certificate: its fields in a form, and how it reads in mrkdwn once it is handed in."""

from urllib.parse import urlsplit

from handlers.blocks.inputs import file_input, line_input
from handlers.ids import training as ids
from handlers.message import Block
from handlers.words.text import escape, escaped

NEEDED = "Once it is done it takes a certificate: its number, a link, or the file."
"""Above the fields, where the pack asks for one: either of them will do, so Slack takes each as optional."""

_LONGEST = 300

_LONGEST_LINK = 400
"""An address is never cut: a longer one is told in part, as words."""


def certificate_inputs() -> list[Block]:
    """A line for the number or the link, and a file."""
    return [
        line_input(ids.CERTIFICATE, "Certificate: number or link", most=_LONGEST, optional=True),
        file_input(ids.CERTIFICATE_FILE, "Certificate: file", hint="Up to 10 MB."),
    ]


def certificate_words(certificate: str) -> str:
    """A number as it is, an address as a link that says whereto:
    `KC 1042 · <https://files.example.org/a.pdf|files.example.org>`."""
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
