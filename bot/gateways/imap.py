"""A mailbox to which answers come: connected, encrypted, logged in, and read without changing anything in it
but one flag. What stands in the way is one sentence.
"""

import imaplib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ssl import SSLCertVerificationError, SSLContext
from time import monotonic
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailboxLoginError, MailBoxUnencrypted
from imap_tools.errors import MailboxFolderSelectError

from bot.certificates import trusted
from bot.gateways.time_limit import cut_after
from scheduling.ical.reply_mail import MAX_BYTES

STEP_SECONDS: Final = 10.0
"""How long the server may be silent, in seconds."""

ALL_SECONDS: Final = 45.0
"""How long one look into the mailbox may take, in seconds; what it did not come to is there at the next."""

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_PORTS: Final = {"imaps": 993, "imap": 143}
_INBOX: Final = "INBOX"
_CHECK: Final = "check MUSTER_IMAP_URL"
_NO_CODE: Final = re.compile(rb"^\[([A-Z-]{1,40})\]")


class MailboxUnreadError(Exception):
    """The mailbox cannot be read just now. The message says why, and which setting to look at."""


class Mailbox:
    """The mailbox that MUSTER_IMAP_URL names; its password is never repeated."""

    def __init__(self, url: str, *, tls: SSLContext | None = None, seconds: float = ALL_SECONDS) -> None:
        """Read the address; nothing is opened yet.

        Args:
            url: as `bot.settings` accepts it: `imaps://user:password@host:993/INBOX`, or `imap://…`, which
                is encrypted by STARTTLS; without a folder, INBOX.
            tls: whom to believe; `bot.certificates` if left out.
            seconds: how long one session may last.
        """
        parts = urlsplit(url)
        self.host = parts.hostname or ""
        self._encrypted = parts.scheme == "imaps"
        self._port = parts.port or _PORTS.get(parts.scheme, _PORTS["imaps"])
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._folder = unquote(parts.path.strip("/")) or _INBOX
        self._tls, self._seconds = tls or trusted(), seconds

    @contextmanager
    def session(self) -> Iterator["Session"]:
        """A look into the mailbox; it is cut when the time is up, whatever goes on in it.

        Raises:
            MailboxUnreadError: it could not be opened, or broke off. What is raised inside by others passes.
        """
        ends_at = monotonic() + self._seconds
        with self._told():
            box = self._connected()
        try:
            with cut_after(ends_at - monotonic(), lambda: box.client.sock), self._told():
                self._made_ready(box)
                yield Session(box)
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                box.client.logout()
            with suppress(OSError):
                box.client.shutdown()

    def find_trouble(self) -> str:
        """Connect, log in and look; why the mailbox cannot be read, or empty text where it can."""
        try:
            with self.session() as session:
                session.list_unseen()
        except MailboxUnreadError as error:
            return str(error)
        return ""

    def _connected(self) -> BaseMailBox:
        silence = min(STEP_SECONDS, self._seconds)
        if self._encrypted:
            return MailBox(self.host, self._port, timeout=silence, ssl_context=self._tls)
        return MailBoxUnencrypted(self.host, self._port, timeout=silence)

    def _made_ready(self, box: BaseMailBox) -> None:
        encrypted = self._encrypted
        if not encrypted and "STARTTLS" in box.client.capabilities:
            box.client.starttls(self._tls)
            encrypted = True
        if not encrypted and self.host not in _LOOPBACK:
            raise MailboxUnreadError(
                f"{self.host} offers no encryption, and a password is not sent in the clear: {_CHECK}"
            )
        log_in = box.login if f"{self._user}{self._password}".isascii() else box.login_utf8
        log_in(self._user, self._password, initial_folder=None)
        box.folder.set(self._folder)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the server or the line does into one sentence, without the server's own words."""
        try:
            yield
        except MailboxLoginError as error:
            raise MailboxUnreadError(
                f"{self.host} does not accept the user and the password of MUSTER_IMAP_URL{_code(error)}"
            ) from error
        except (MailboxFolderSelectError, imaplib.IMAP4.readonly) as error:
            raise MailboxUnreadError(
                f"{self.host} does not let the folder of MUSTER_IMAP_URL be opened for reading and marking"
            ) from error
        except SSLCertVerificationError as error:
            raise MailboxUnreadError(
                f"the certificate of {self.host} is not trusted ({error.verify_message}): {_CHECK}"
            ) from error
        except (ImapToolsError, imaplib.IMAP4.error) as error:
            kind = "broke off" if isinstance(error, imaplib.IMAP4.abort) else "did not do as it was asked"
            raise MailboxUnreadError(f"{self.host} {kind}: {_CHECK}") from error
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise MailboxUnreadError(f"{self.host} could not be reached ({why}): {_CHECK}") from error


@dataclass(frozen=True, slots=True)
class Session:
    """One look into the mailbox. Every method raises what `Mailbox.session` turns into a sentence."""

    _box: BaseMailBox

    def list_unseen(self) -> list[str]:
        """The names of the mails that nobody has read yet, in the order in which they came."""
        return sorted(self._box.uids("UNSEEN", charset=None), key=int)

    def read(self, name: str) -> bytes | None:
        """A mail as it came, or of one that is too large a beginning that is too large as well; None where
        somebody has taken it away since. It stays unread.
        """
        said = self._asked("FETCH", name, f"(BODY.PEEK[]<0.{MAX_BYTES + 1}>)")
        if not said or said[0] is None:
            return None
        return next((part[1] for part in said if isinstance(part, tuple)), b"")

    def mark_seen(self, name: str) -> None:
        """Nobody reads it again. (The library's own way to set a flag also empties the bin.)"""
        self._asked("STORE", name, "+FLAGS.SILENT", r"(\Seen)")

    def _asked(self, *words: str) -> Sequence[Any]:
        outcome, said = self._box.client.uid(*words)
        if outcome != "OK":
            raise imaplib.IMAP4.error(f"{words[0]}: {outcome}")
        return list(said)


def _code(error: MailboxLoginError) -> str:
    """` (AUTHENTICATIONFAILED)`: the server's code alone, for the rest may quote the user."""
    said = error.command_result[1]
    first = said[0] if said and isinstance(said[0], bytes) else b""
    found = _NO_CODE.match(first)
    return f" ({found[1].decode()})" if found else ""
