"""A mail server: connected, encrypted where it can be, logged in. What stands in the way is one sentence."""

import smtplib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from ssl import SSLCertVerificationError, SSLContext
from time import monotonic
from typing import Final
from urllib.parse import unquote, urlsplit

from bot.gateways.time_limit import cut_after

STEP_SECONDS: Final = 10.0
"""How long the server may be silent, in seconds."""

ALL_SECONDS: Final = 20.0
"""How long everything may take from the first step to the last, in seconds, however slowly it drips."""

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_PORTS: Final = {"smtps": 465, "smtp": 25}
_SUBMISSION: Final = 587


class MailServerUnusableError(Exception):
    """No mail can be sent just now, whoever it is for. The message says why, and which setting to look at."""


class MailServer:
    """The server that MUSTER_SMTP_URL names; its password is never repeated."""

    def __init__(self, url: str, named: str, tls: SSLContext, seconds: float = ALL_SECONDS) -> None:
        """Read the address; nothing is opened yet.

        Args:
            url: `smtp://user:password@host:587`, or `smtps://…`; without a port 587 with a user, else 25,
                and 465 for `smtps`.
            named: the domain by which Muster greets the server.
            tls: whom to believe.
            seconds: how long one session may last.
        """
        parts = urlsplit(url)
        self.host = parts.hostname or ""
        self._encrypted = parts.scheme == "smtps"
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        usual = _SUBMISSION if self._user and not self._encrypted else _PORTS.get(parts.scheme, 25)
        self._port = parts.port or usual
        self._named, self._tls, self._seconds = named, tls, seconds

    @contextmanager
    def session(self) -> Iterator[smtplib.SMTP]:
        """A connection that is ready to take mail; it is cut when the time is up, whatever goes on in it.

        Raises:
            MailServerUnusableError: it could not be made ready.
        """
        ends_at = monotonic() + self._seconds
        with self._told():
            client = self._connected()
        with closing(client), cut_after(ends_at - monotonic(), lambda: client.sock):
            with self._told():
                self._made_ready(client)
            yield client
            with suppress(OSError):
                client.putcmd("QUIT")  # nobody waits for the answer: what was to be said has been said

    def _connected(self) -> smtplib.SMTP:
        silence = min(STEP_SECONDS, self._seconds)
        if self._encrypted:
            return smtplib.SMTP_SSL(self.host, self._port, self._named, timeout=silence, context=self._tls)
        return smtplib.SMTP(self.host, self._port, self._named, timeout=silence)

    def _made_ready(self, client: smtplib.SMTP) -> None:
        client.ehlo_or_helo_if_needed()
        encrypted = self._encrypted
        if not encrypted and client.has_extn("starttls"):
            client.starttls(context=self._tls)
            client.ehlo_or_helo_if_needed()  # what was said in the clear counts for nothing
            encrypted = True
        if not self._user:
            return
        if not encrypted and self.host not in _LOOPBACK:
            raise MailServerUnusableError(
                f"{self.host} offers no encryption, and a password is not sent in the clear: "
                "check MUSTER_SMTP_URL"
            )
        client.login(self._user, self._password)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what may go wrong before any mail is handed over into one sentence."""
        try:
            yield
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, UnicodeError) as error:
            code = f" ({error.smtp_code})" if isinstance(error, smtplib.SMTPAuthenticationError) else ""
            raise MailServerUnusableError(
                f"{self.host} does not accept the user and the password of MUSTER_SMTP_URL{code}"
            ) from error
        except SSLCertVerificationError as error:
            raise MailServerUnusableError(
                f"the certificate of {self.host} is not trusted ({error.verify_message}): "
                "check MUSTER_SMTP_URL"
            ) from error
        except smtplib.SMTPResponseException as error:
            raise MailServerUnusableError(
                f"{self.host} takes no mail from here ({error.smtp_code}): check MUSTER_SMTP_URL"
            ) from error
        except OSError as error:  # smtplib's own errors among them
            raise MailServerUnusableError(
                f"{self.host} could not be reached ({why_broken(error)}): check MUSTER_SMTP_URL"
            ) from error


def why_broken(error: OSError) -> str:
    """Why a connection came to nothing, in the machine's words; never in the server's."""
    ours = isinstance(error, smtplib.SMTPException)
    return (None if ours else error.strerror) or type(error).__name__
