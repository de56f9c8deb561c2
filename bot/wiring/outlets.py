"""Where notices go out: Slack, the mail server, the agency's webhook."""

from dataclasses import dataclass
from functools import partial

from slack_sdk import WebClient

from bot.delivery.carriers.mail import ByMail, SendsMail
from bot.delivery.carriers.webhook import ByWebhook
from bot.delivery.dispatch import Dispatch
from bot.gateways.mail import MailGateway
from bot.gateways.slack import SlackGateway
from bot.gateways.webhook import WebhookGateway
from bot.wiring.ground import Ground
from handlers.announcements import render_call
from handlers.mail.calendar_kinds import render_calendar_mail
from handlers.notices import render
from scheduling.outbox.actions import SHIFTS_CHANNEL, SUPERVISORS_CHANNEL


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail is sent.

    Attributes:
        by: None: none is sent.
        sender: from whom it says that it comes; empty where none is sent.
    """

    by: SendsMail | None
    sender: str


def build_mail(on: Ground, instead: SendsMail | None) -> Mail:
    """The mail server of the settings, or whatever takes its place."""
    settings = on.settings
    if instead is not None:
        return Mail(instead, settings.mail_from)
    url = settings.smtp_url.get_secret_value()
    by = MailGateway(url, settings.mail_from, on.clock) if url else None
    return Mail(by, settings.sends_mail_from)


def build_dispatch(on: Ground, client: WebClient, mail: Mail) -> Dispatch:
    """All ways out."""
    settings = on.settings
    channels = {SHIFTS_CHANNEL: settings.shifts_channel, SUPERVISORS_CHANNEL: settings.supervisors_channel}
    return Dispatch(
        on.database,
        on.clock,
        SlackGateway(client, on.clock),
        partial(render, policy=on.policy),
        channels,
        mail=ByMail(mail.by) if mail.by is not None else None,
        webhook=_webhook(on),
        render_mail=partial(render_calendar_mail, mail_from=mail.sender),
        render_call=render_call,
    )


def _webhook(on: Ground) -> ByWebhook | None:
    settings = on.settings
    if not settings.webhook_url:
        return None
    secret = settings.webhook_secret.get_secret_value()
    return ByWebhook(WebhookGateway(settings.webhook_url, secret, on.clock))
