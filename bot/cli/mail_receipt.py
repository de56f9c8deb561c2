"""What became of mails that came in: for the mail server that hands one over, and for whoever looks later.

Nothing that a mail says is printed: mail servers keep what they are answered in logs.
"""

import os
import sys
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from bot.cli.console import open_console
from bot.cli.invocation import Invocation
from bot.cli.sentences import sentence_of
from bot.cli.store import migrated, now
from bot.clock import SystemClock
from bot.settings import Settings
from bot.tasks.mail_intake import take_in_mail
from scheduling.ical.reply_mail import MAX_BYTES
from scheduling.meetings.mail.facts import MailLine, Received, ReplyOutcome
from scheduling.meetings.mail.rows import list_mails
from scheduling.zones import zone

_WORDS: Final = {
    ReplyOutcome.APPLIED: "taken: the answer counts",
    ReplyOutcome.REFRESHED: "taken: the invitation is sent again",
    ReplyOutcome.STALE: "not taken, too late",
    ReplyOutcome.SPOOFED: "not taken, not from whom it says",
    ReplyOutcome.FOREIGN: "not taken, nothing of ours",
    ReplyOutcome.MALFORMED: "not taken, not readable as an answer",
    ReplyOutcome.COUNTER: "not taken, another time is proposed: the organiser is told",
    ReplyOutcome.DELEGATED: "not taken, somebody else is sent: the organiser is told",
    ReplyOutcome.BOUNCED: "noted, an invitation did not arrive: the organiser is told",
}

_CHUNK: Final = 65_536


def receive_mail(of: Invocation) -> int:
    """Take in the mail on standard input; the exit code for the mail server.

    What is wrong on this side (settings, database, a fault of ours) is never the mail's fault: it is to be
    delivered again later, and is not returned to its sender.
    """
    try:
        mail = _read(sys.stdin.buffer)
        settings = of.settings()
        with migrated(settings) as (database, _, _):
            received = take_in_mail(database, SystemClock(), mail, authority=settings.mail_authority)
    except Exception as error:  # noqa: BLE001  whatever it is, the mail must not be lost: it comes again
        typer.echo(sentence_of(error), err=True)
        return os.EX_TEMPFAIL
    typer.echo(_said(received))
    return os.EX_OK


def show_mails(settings: Settings, limit: int) -> None:
    """Print the last mails, newest first."""
    with migrated(settings) as (database, _, _), database.read(now()) as tx:
        mails = list_mails(tx, limit)
    console = open_console()
    if not mails:
        console.print("No mail has come in yet.")
        return
    table = Table("mail", "came", "what became of it", "meeting", "from", "why", box=None, pad_edge=False)
    for mail in mails:
        table.add_row(*_row(mail, zone(settings.timezone or "UTC")))
    console.print(table)


def _read(standard_input: BinaryIO) -> bytes:
    """As much of it as is needed to see that it is too large; the rest is read as well, and dropped: a mail
    server takes a pipe that closes early for a failure.
    """
    mail = standard_input.read(MAX_BYTES + 1)
    while standard_input.read(_CHUNK):
        pass
    return mail


def _said(received: Received) -> str:
    again = "; it had come before, and nothing was done now" if received.again else ""
    why = f" ({received.why.rstrip('.')})" if received.why else ""
    return f"Mail {received.number}: {_WORDS[received.outcome]}{why}{again}."


def _row(mail: MailLine, at: ZoneInfo) -> tuple[str, ...]:
    meeting = f"{mail.meeting} {mail.title}" if mail.meeting is not None else ""
    came = f"{mail.received_at.astimezone(at):%Y-%m-%d %H:%M:%S}"
    return str(mail.number), came, mail.outcome.value, meeting, mail.sender, mail.why
