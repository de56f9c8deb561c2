"""E-mail as the courier sees it: one letter, one call, answered with what came of it.

What the server says of an addressee is final. What it says of ourselves (no connection, a password that does
not do, a sender that it does not take) holds the mail back, and names the setting. Once the letter is being
handed over, a connection that breaks leaves it in doubt. Of the server's own words only the codes are
repeated: the rest quotes addresses.
"""

import re
import smtplib
from datetime import timedelta
from email.message import EmailMessage
from ssl import SSLContext
from typing import Final

from bot.certificates import trusted
from bot.clock import Clock
from bot.gateways.mail_letter import Mail, UnmailableError, compose
from bot.gateways.smtp import ALL_SECONDS, MailServer, MailServerUnusableError, why_broken
from scheduling.outbox.facts import RetryAt, Sent, Uncertain, Undeliverable

__all__ = ["Mail", "MailGateway"]

_TAKEN: Final = frozenset({250, 251, 252})
_LOG_IN_FIRST: Final = frozenset({530, 534, 535, 538})
_NOT_NOW: Final = 400
_PERMANENT: Final = 500
_ENHANCED: Final = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}\b")

_AWAY_PAUSE: Final = timedelta(seconds=30)
_PATIENCE_PAUSE: Final = timedelta(minutes=1)


class MailGateway:
    """Hands mail to the server that MUSTER_SMTP_URL names."""

    def __init__(
        self,
        smtp_url: str,
        mail_from: str,
        clock: Clock,
        *,
        tls: SSLContext | None = None,
        seconds: float = ALL_SECONDS,
    ) -> None:
        """Nothing is opened yet.

        Args:
            smtp_url: as `bot.settings` accepts it.
            mail_from: the bare address that mails come from.
            clock: tells the date of a mail, and when to try again.
            tls: whom to believe; `bot.certificates` if left out.
            seconds: how long one call may take in all.
        """
        self._from = mail_from
        self._clock = clock
        domain = mail_from.rpartition("@")[2]
        self._server = MailServer(smtp_url, domain, tls or trusted(), seconds)

    def send(self, mail: Mail) -> Sent | RetryAt | Undeliverable | Uncertain:
        """Hand over one mail: to all of its addressees, or to nobody."""
        try:
            letter = compose(mail, self._from, self._clock.now())
        except UnmailableError as error:
            return Undeliverable(str(error))
        try:
            with self._server.session() as session:
                return self._refusal(session, mail) or self._handed_over(session, letter)
        except MailServerUnusableError as error:
            return self._away(_AWAY_PAUSE, str(error))
        except OSError as error:
            return self._away(_AWAY_PAUSE, f"{self._server.host} broke off ({why_broken(error)})")

    def find_trouble(self) -> str:
        """Connect and log in, send nothing: why mail cannot be sent, or empty text where it can."""
        try:
            with self._server.session() as session:
                code, said = session.mail(self._from)
                answer = self._of_sender(code, said)
                session.rset()
                return answer.reason if answer is not None else ""
        except MailServerUnusableError as error:
            return str(error)
        except OSError as error:
            return f"{self._server.host} broke off ({why_broken(error)})"

    def _refusal(self, session: smtplib.SMTP, mail: Mail) -> RetryAt | Undeliverable | None:
        """What the server has against the sender or an addressee; None if it takes them."""
        code, said = session.mail(self._from)
        if answer := self._of_sender(code, said):
            return answer
        for address in mail.to:
            code, said = session.rcpt(address)
            if code not in _TAKEN:
                return self._of_sender(code, said) if code in _LOG_IN_FIRST else self._of_letter(code, said)
        return None

    def _handed_over(
        self, session: smtplib.SMTP, letter: EmailMessage
    ) -> Sent | RetryAt | Undeliverable | Uncertain:
        try:
            code, said = session.data(letter.as_bytes())
        except smtplib.SMTPDataError as error:  # before the first word of it
            return self._of_letter(error.smtp_code, _as_bytes(error.smtp_error))
        except OSError as error:
            return Uncertain(f"{self._server.host} broke off while it took the mail ({why_broken(error)})")
        if code not in _TAKEN and code < _NOT_NOW:
            return Uncertain(f"{self._server.host} took the mail and answered what is no answer")
        return Sent() if code in _TAKEN else self._of_letter(code, said)

    def _of_sender(self, code: int, said: bytes) -> RetryAt | None:
        """Nobody's mail is to blame: hold everything until the setting is put right."""
        if code in _TAKEN:
            return None
        if code in _LOG_IN_FIRST:
            why = f"{self._server.host} wants a login ({_codes(code, said)}): check MUSTER_SMTP_URL"
        elif code >= _PERMANENT:
            why = f"{self._server.host} does not take mail from MUSTER_MAIL_FROM ({_codes(code, said)})"
        else:
            why = f"{self._server.host} asks for patience ({_codes(code, said)})"
        return self._away(_PATIENCE_PAUSE, why)

    def _of_letter(self, code: int, said: bytes) -> RetryAt | Undeliverable:
        codes = _codes(code, said)
        if code >= _PERMANENT:
            return Undeliverable(f"{self._server.host} does not take mail for this address ({codes})")
        return RetryAt(
            self._clock.now() + _PATIENCE_PAUSE, f"{self._server.host} asks for patience ({codes})"
        )

    def _away(self, pause: timedelta, reason: str) -> RetryAt:
        return RetryAt(self._clock.now() + pause, reason, away=True)


def _codes(code: int, said: bytes) -> str:
    """`550 5.1.1`."""
    enhanced = _ENHANCED.match(said)
    return f"{code} {enhanced[0].decode()}" if enhanced else str(code)


def _as_bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode("ascii", "replace")
