"""A mail of Muster's own that did not arrive: what a mail server reports of it (RFC 3464)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from scheduling.ical.reply_mail import UnreadableMailError, take_apart

_NAME = re.compile(r"message-id:\s*<([^<>\s]{1,250})>", re.IGNORECASE)
_HEADERS_ALONE = {"text/rfc822-headers", "message/rfc822-headers"}


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail was given up.

    Attributes:
        message_id: its own, without the brackets.
        recipients: for whom it was, casefolded: as it was sent, and where a server sent it on to.
    """

    message_id: str
    recipients: tuple[str, ...]


def read_bounce(mail: bytes) -> Bounce | None:
    """What a whole mail reports; None where it is no report, or only of a delay. Never raises."""
    try:
        report = take_apart(mail)
    except UnreadableMailError:
        return None
    if report.get_content_type() != "multipart/report" or not report.is_multipart():
        return None
    parts = [part for part in report.get_payload() if isinstance(part, Message)]
    recipients = tuple(dict.fromkeys(address for part in parts for address in _given_up(part)))
    names = [name for part in parts if (name := _name_in(part))]
    return Bounce(names[0], recipients) if names and recipients else None


def _given_up(part: Message) -> Iterator[str]:
    """The addresses that a delivery status gives up; it is read as one block of headers each."""
    if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
        return
    for block in part.get_payload():
        if not isinstance(block, Message) or str(block.get("Action", "")).strip().lower() != "failed":
            continue
        for name in ("Original-Recipient", "Final-Recipient"):
            kind, _, address = str(block.get(name, "")).partition(";")
            if kind.strip().lower() == "rfc822" and address.strip():
                yield address.strip().strip("<>").casefold()


def _name_in(part: Message) -> str:
    """The Message-ID of the mail that comes back, whole or its headers alone; empty for another part."""
    if part.get_content_type() == "message/rfc822":
        said = f"Message-ID: {_inside(part).get('Message-ID', '')}"
    elif part.get_content_type() in _HEADERS_ALONE:
        content = part.get_payload(decode=True)
        said = content.decode("ascii", "replace") if isinstance(content, bytes) else str(part)
    else:
        return ""
    found = _NAME.search(said)
    return found[1] if found is not None else ""


def _inside(part: Message) -> Message:
    """The mail that a part holds; an empty one where it holds none."""
    held = part.get_payload() if part.is_multipart() else []
    return next((one for one in held if isinstance(one, Message)), Message())
