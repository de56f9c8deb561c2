"""The envelope of an answer: whom a mail is from, and the calendar that is somewhere in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from scheduling.ical.parties import Mailbox

MAX_BYTES = 1_000_000
MAX_PARTS = 50
_MAX_ENDS = 2_000  # plain text has such lines as well
_LONGEST_HEADER = 2_000
_CONTENT_HEADER = re.compile(
    rb"(?:\A|[\r\n])content-[a-z-]{1,40}[ \t]*:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE
)
_MAY_END_A_PART = re.compile(rb"[\r\n]--")
_MAX_COMMENTS = 10  # "(…)" beside an address; the library reads each one deeper than the one before
_FROM_NOBODY = "The mail does not say which one person it is from."
_CHARSETS = {"utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16"}
_ENCODINGS = {"", "7bit", "8bit", "binary", "quoted-printable", "base64"}
_BY_MACHINES = {"bulk", "junk", "list", "auto_reply"}
_CALENDARS = {"text/calendar", "application/ics"}


class UnreadableMailError(ValueError):
    """A mail that is no answer that Muster can read; the message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class ReplyMail:
    """What of a mail matters.

    Attributes:
        sender: the one address that it is from, casefolded.
        results: its Authentication-Results, from the top downwards.
        calendar: the text of its first calendar.
        automatic: a machine wrote it by itself, or a list sent it on: it is never answered by mail.
    """

    sender: str
    results: tuple[str, ...]
    calendar: str
    automatic: bool


def open_mail(mail: bytes) -> ReplyMail:
    """Take a whole mail apart. Mails that are forwarded inside it are not looked into: they answer nothing.

    Raises:
        UnreadableMailError: too large, in too many parts, from nobody or from several, or without a calendar.
    """
    message = take_apart(mail)
    calendars = (text for text in map(_text_of, _leaves(message)) if "BEGIN:VCALENDAR" in text.upper())
    calendar = next(calendars, None)
    if calendar is None:
        raise UnreadableMailError(
            "The mail holds no calendar: answer with the buttons of the calendar program, or in Slack."
        )
    results = tuple(_headers(message, "Authentication-Results"))
    return ReplyMail(_sender_of(message), results, calendar, _is_automatic(message))


def take_apart(mail: bytes) -> Message:
    """The headers and parts of a mail that costs no more to read than an answer does.

    Raises:
        UnreadableMailError: it is too large, or in too many parts.
    """
    if len(mail) > MAX_BYTES:
        raise UnreadableMailError(f"The mail has more than {MAX_BYTES:,} bytes; an answer is far smaller.")
    if b"\0" in mail:
        raise UnreadableMailError("The mail holds bytes that no mail may hold.")
    _refuse_expensive(mail)
    return message_from_bytes(mail)


def _refuse_expensive(mail: bytes) -> None:
    """What the library would take minutes to read: it goes over a header once more for each of its parts, and
    over all open parts for each line that may end one.
    """
    headers = [found[0] for found in _CONTENT_HEADER.finditer(mail)]
    types = sum(header.strip().lower().startswith(b"content-type") for header in headers)
    if types > MAX_PARTS or len(_MAY_END_A_PART.findall(mail)) > _MAX_ENDS:
        raise UnreadableMailError(f"The mail has more than {MAX_PARTS} parts; an answer has two or three.")
    if any(len(header) > _LONGEST_HEADER for header in headers):
        raise UnreadableMailError("The mail has a header that is longer than any answer's.")


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold something themselves, of the mail itself."""
    if message.get_content_maintype() == "message":
        return
    if not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _leaves(part)


def _text_of(part: Message) -> str:
    """The text of a calendar; nothing if the part is none."""
    named = str(part.get_filename("")).lower().endswith(".ics")
    if part.get_content_type() not in _CALENDARS and not named:
        return ""
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in _ENCODINGS:
        return ""
    content = part.get_payload(decode=True)
    charset = part.get_content_charset("utf-8")
    if not isinstance(content, bytes):
        return ""
    return content.decode(charset if charset in _CHARSETS else "utf-8", "replace").removeprefix("\ufeff")


def _sender_of(message: Message) -> str:
    headers = _headers(message, "From")
    if sum(header.count("(") for header in headers) > _MAX_COMMENTS:
        raise UnreadableMailError(_FROM_NOBODY)
    addresses = [address for _, address in getaddresses(headers)]
    if len(addresses) != 1:
        raise UnreadableMailError(_FROM_NOBODY)
    try:
        return Mailbox(addresses[0]).address.casefold()
    except ValueError as error:
        raise UnreadableMailError(_FROM_NOBODY) from error


def _is_automatic(message: Message) -> bool:
    """In the words of RFC 3834, of lists, and of the envelope where the server has written it down."""
    said = {part.partition(";")[0].strip().lower() for part in _headers(message, "Auto-Submitted")}
    sorts = {sort.lower() for sort in _headers(message, "Precedence")}
    to_nobody = "<>" in _headers(message, "Return-Path")
    return bool(said - {"no"}) or bool(sorts & _BY_MACHINES) or to_nobody


def _headers(message: Message, name: str) -> list[str]:
    return [" ".join(str(header).split()) for header in message.get_all(name, [])]
