"""A mail as it goes over the wire: headers that nobody's words can add to, and plain text in UTF-8.

Plain text alone: a telephone shows it well, every reader can read it aloud, and nothing in it is loaded from
anywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

SENDER: Final = "Muster"

_POLICY: Final = SMTP.clone(cte_type="7bit")  # not every server on the way takes eight bits


class UnmailableError(ValueError):
    """Nothing can be sent to this address, by any server. The message says why and repeats no address."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in the making.

    Attributes:
        to: bare addresses.
        subject: short, and without a name or a detail: telephones show it on a locked screen.
        text: what is read, in lines.
        key: opaque; the same key makes the same Message-ID, so that a mail sent twice is shown once.
    """

    to: Sequence[str]
    subject: str
    text: str
    key: str


def compose(mail: Mail, mail_from: str, now: datetime) -> EmailMessage:
    """The letter, dated `now`.

    Raises:
        UnmailableError: an address is none.
    """
    letter = EmailMessage(_POLICY)
    letter["From"] = Address(SENDER, addr_spec=mail_from)
    letter["To"] = [_address(to) for to in mail.to]
    letter["Subject"] = " ".join(_encodable(mail.subject).split())
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = f"<{mail.key}@{mail_from.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"  # no machine answers: RFC 3834
    letter["X-Auto-Response-Suppress"] = "All"  # the same, as Exchange understands it
    letter.set_content(_encodable(mail.text))
    return letter


def _address(written: str) -> Address:
    try:
        address = Address(addr_spec=written)
    except (ValueError, MessageError, IndexError):
        raise UnmailableError("the address on the roster is not an e-mail address") from None
    if not written.isascii() or not address.domain:
        raise UnmailableError("the address on the roster has letters that not every mail server takes")
    return address


def _encodable(text: str) -> str:
    """Without halves of characters, which no encoding knows."""
    return text.encode("utf-8", "replace").decode()
