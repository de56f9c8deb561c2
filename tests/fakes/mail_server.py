"""A mail server on this machine that takes mail, or misbehaves as it is told."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "muster", "only for tests/1"

DROP = "drop"
HANG = "hang"


@dataclass
class MailServer:
    """What it took, and how it behaves: `says` maps a command (`MAIL`, `RCPT`, `DATA`) to an answer instead
    of 250, or to `DROP` or `HANG`. `raw` is what it took as it came over the wire.
    """

    port: int = 0
    says: dict[str, str] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    logged_in: int = 0
    encrypted: bool = False
    hung: asyncio.Event = field(default_factory=asyncio.Event)

    async def _answer(self, server: SMTP, command: str, usual: str) -> str:
        said = self.says.get(command, usual)
        if said == DROP:
            assert server.transport is not None
            server.transport.close()
        if said == HANG:
            await self.hung.wait()
        return said

    async def handle_MAIL(  # noqa: N802  the library calls it by this name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return await self._answer(server, "MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802  the library calls it by this name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = await self._answer(server, "RCPT", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802  likewise
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = await self._answer(server, "DATA", "250 OK")
        if not answer.startswith(("4", "5")):
            assert isinstance(envelope.content, bytes)
            letter = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.raw.append(envelope.content)
            self.taken.append(letter)
            self.to += envelope.rcpt_tos
            self.encrypted = session.ssl is not None
        return answer

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, told: Any
    ) -> AuthResult:
        """Let the one user in."""
        right = isinstance(told, LoginPassword) and told == LoginPassword(USER.encode(), PASSWORD.encode())
        self.logged_in += right
        return AuthResult(success=right)


@contextmanager
def taking_mail(
    *, tls: SSLContext | None = None, at_once: bool = False, login: bool = False
) -> Iterator[MailServer]:
    """A server that is listening.

    Args:
        tls: offer STARTTLS with it.
        at_once: speak TLS from the first byte instead.
        login: take mail only from the one user.
    """
    server = MailServer()
    loop = asyncio.new_event_loop()
    lines: list[_Line] = []

    def speak() -> SMTP:
        line = _Line(
            server, hostname="mail.example.org", loop=loop, tls_context=None if at_once else tls,
            authenticator=server.authenticate, auth_required=login, auth_require_tls=False,
        )  # fmt: skip
        lines.append(line)
        return line

    async def listen() -> asyncio.Server:
        return await loop.create_server(speak, "127.0.0.1", 0, ssl=tls if at_once else None)

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    listening = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_end(listening, server, lines), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class _Line(SMTP):
    """One connection, which says when it has ended."""

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        self.underneath: asyncio.BaseTransport | None = None
        self.ended = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.underneath = transport
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.ended.set()


async def _end(listening: asyncio.Server, server: MailServer, lines: list[_Line]) -> None:
    server.hung.set()
    listening.close()
    for line in lines:
        if line.underneath is not None:
            line.underneath.close()
            await line.ended.wait()
    await asyncio.sleep(0)  # the last of them takes one more turn to close its socket
