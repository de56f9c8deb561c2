"""A mail as it goes over the wire: headers that nobody's words can add to, and what is read in UTF-8.

Most mails are plain text alone: a telephone shows it well, every reader can read it aloud, and nothing in it
is loaded from anywhere. One with a calendar part (iMIP, RFC 6047) has HTML beside it, for calendar programs
show no other.
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

from bot.gateways.mail_headers import mailbox, words

SENDER: Final = "Muster"

FILE_NAME: Final = "invite.ics"
"""What the calendar part is called where it is kept as a file."""

_NO_CHATTER: Final = "DR, RN, NRN, OOF"
"""What Exchange is not to send back: receipts and absences. Answers it shall, and that nobody lives there."""

_POLICY: Final = SMTP.clone(cte_type="7bit")  # not every server on the way takes eight bits


class UnmailableError(ValueError):
    """Nothing can be sent to this address, by any server. The message says why and repeats no address."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a calendar program takes from a mail.

    Attributes:
        html: what is read instead of the plain text.
        method: METHOD of the calendar.
        calendar: its bytes, which arrive as they are.
    """

    html: str
    method: str
    calendar: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in the making.

    Attributes:
        to: bare addresses.
        subject: short, and without a name or a detail: telephones show it on a locked screen.
        text: what is read, in lines.
        key: opaque; the same key makes the same Message-ID, so that a mail sent twice is shown once.
        sender: the name beside the address from which it comes.
        invitation: on which a calendar program acts.
    """

    to: Sequence[str]
    subject: str
    text: str
    key: str
    sender: str = SENDER
    invitation: Invitation | None = None


def compose(mail: Mail, mail_from: str, now: datetime) -> EmailMessage:
    """The letter, dated `now`.

    Raises:
        UnmailableError: an address is none.
    """
    letter = EmailMessage(_POLICY)
    letter["From"] = mailbox("From", mail.sender, mail_from)
    letter["To"] = [_address(to) for to in mail.to]
    letter["Subject"] = words("Subject", mail.subject)
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = f"<{mail.key}@{mail_from.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"  # no machine answers: RFC 3834
    if mail.invitation is None:
        letter["X-Auto-Response-Suppress"] = "All"  # the same, as Exchange understands it
        letter.set_content(_encodable(mail.text))
    else:
        letter["X-Auto-Response-Suppress"] = _NO_CHATTER
        _put_invitation(letter, mail, mail.invitation)
    return letter


def _put_invitation(letter: EmailMessage, mail: Mail, invitation: Invitation) -> None:
    """The parts in the order in which calendar programs expect them: the calendar is the last, and so the
    best, of what can be shown; the same once more as a file, for who has to open it by hand.
    """
    letter.set_content(_encodable(mail.text), cte="quoted-printable")
    letter.add_alternative(_encodable(invitation.html), subtype="html", cte="quoted-printable")
    told = {"method": invitation.method, "charset": "utf-8"}
    letter.add_alternative(invitation.calendar, "text", "calendar", cte="base64", params=told)
    letter.add_attachment(invitation.calendar, "application", "ics", cte="base64", filename=FILE_NAME)
    for number, part in enumerate(one for one in letter.walk() if one.is_multipart()):
        part.set_boundary(f"=_{number}_{mail.key}")  # the same mail has the same bytes


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
