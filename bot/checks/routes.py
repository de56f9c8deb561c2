"""Checks of the ways besides Slack: e-mail, and the agency's own system. Nothing is sent or called."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

from bot.checks.findings import Finding, fails, look, works
from bot.clock import Clock
from bot.gateways.imap import Mailbox
from bot.gateways.mail import Mail, MailGateway
from bot.settings import Settings
from scheduling.outbox.facts import Sent

_NO_MAIL: Final = (
    "MUSTER_SMTP_URL is not set. Urgent escalations go by Slack alone; while it is away, all that is urgent "
    "waits. Invitations to meetings go by Slack only, not into calendars."
)


def check_routes(settings: Settings, clock: Clock, mail_to: str | None = None) -> Iterator[Finding]:
    """What stands besides Slack; `mail_to` is an address that gets a mail, to see whether it arrives."""
    yield _mail(settings, clock)
    if mail_to is not None:
        yield _one_mail(settings, clock, mail_to)
    yield _mailbox(settings)
    yield _webhook(settings)


def _mail(settings: Settings, clock: Clock) -> Finding:
    if not settings.smtp_url.get_secret_value():
        return look("e-mail", _NO_MAIL)
    if trouble := _gateway(settings, clock).find_trouble():
        return fails("e-mail", f"{trouble}.")
    host = urlsplit(settings.smtp_url.get_secret_value()).hostname
    return works("e-mail", f"{host} takes mail from {settings.mail_from}, which gets calendars' answers")


def _one_mail(settings: Settings, clock: Clock, to: str) -> Finding:
    if not settings.smtp_url.get_secret_value():
        return fails("mail sent", "no mail was sent: MUSTER_SMTP_URL is not set.")
    mail = Mail([to], "Muster: a test", "This mail says that Muster can send mail.\n", f"test-{uuid4().hex}")
    outcome = _gateway(settings, clock).send(mail)
    if isinstance(outcome, Sent):
        return works("mail sent", f"to {to}: see whether it arrives, and not among the junk")
    return fails("mail sent", f"{outcome.reason}.")


def _mailbox(settings: Settings) -> Finding:
    url = settings.imap_url.get_secret_value()
    if not url:
        return works("mailbox", "none is read: MUSTER_IMAP_URL is not set")
    mailbox = Mailbox(url)
    if trouble := mailbox.find_trouble():
        return fails("mailbox", f"{trouble}.")
    return works("mailbox", f"answers to invitations are read at {mailbox.host}, every minute")


def _gateway(settings: Settings, clock: Clock) -> MailGateway:
    return MailGateway(settings.smtp_url.get_secret_value(), settings.mail_from, clock)


def _webhook(settings: Settings) -> Finding:
    if not settings.webhook_url:
        return works("webhook", "none: MUSTER_WEBHOOK_URL is not set")
    host = urlsplit(settings.webhook_url).hostname
    return works("webhook", f"{host}; not called, `muster webhook test` does")
