"""A certificate: its fields in a form, and how it reads in mrkdwn once it is handed in."""

from handlers.blocks.inputs import file_input, line_input
from handlers.ids import training as ids
from handlers.message import Block
from handlers.words.links import with_links

NEEDED = "Once it is done it takes a certificate: its number, a link, or the file."
"""Above the fields, where the pack asks for one: either of them will do, so Slack takes each as optional."""

_LONGEST = 300


def certificate_inputs() -> list[Block]:
    """A line for the number or the link, and a file."""
    return [
        line_input(ids.CERTIFICATE, "Certificate: number or link", most=_LONGEST, optional=True),
        file_input(ids.CERTIFICATE_FILE, "Certificate: file", hint="Up to 10 MB."),
    ]


def certificate_words(certificate: str) -> str:
    """A number as it is, an address as a link that says whereto:
    `KC 1042 · <https://files.example.org/a.pdf|files.example.org>`."""
    return with_links(certificate)
