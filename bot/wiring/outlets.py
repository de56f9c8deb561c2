"""Where notices go out: Slack, the mail server, the agency's webhook."""

from functools import partial

from slack_sdk import WebClient

from bot.clock import Clock
from bot.delivery.carriers.mail import ByMail, SendsMail
from bot.delivery.carriers.webhook import ByWebhook
from bot.delivery.dispatch import Dispatch
from bot.gateways.mail import MailGateway
from bot.gateways.slack import SlackGateway
from bot.gateways.webhook import WebhookGateway
from bot.settings import Settings
from handlers.announcements import render_call
from handlers.mail.calendar_kinds import render_calendar_mail
from handlers.notices import render
from scheduling.outbox.actions import SHIFTS_CHANNEL, SUPERVISORS_CHANNEL
from scheduling.policy.schema import Policy
from scheduling.store.engine import Database


def build_dispatch(
    settings: Settings,
    database: Database,
    clock: Clock,
    policy: Policy,
    client: WebClient,
    mail: SendsMail | None,
    mails_from: str,
) -> Dispatch:
    """All ways out. Mails say that they come from `mails_from`; without `mail` none are sent."""
    channels = {SHIFTS_CHANNEL: settings.shifts_channel, SUPERVISORS_CHANNEL: settings.supervisors_channel}
    return Dispatch(
        database,
        clock,
        SlackGateway(client, clock),
        partial(render, policy=policy),
        channels,
        mail=ByMail(mail) if mail is not None else None,
        webhook=_webhook(settings, clock),
        render_mail=partial(render_calendar_mail, mail_from=mails_from),
        render_call=render_call,
    )


def build_mail(settings: Settings, clock: Clock) -> SendsMail | None:
    """The mail server of the settings; None where there is none."""
    url = settings.smtp_url.get_secret_value()
    return MailGateway(url, settings.mail_from, clock) if url else None


def _webhook(settings: Settings, clock: Clock) -> ByWebhook | None:
    if not settings.webhook_url:
        return None
    secret = settings.webhook_secret.get_secret_value()
    return ByWebhook(WebhookGateway(settings.webhook_url, secret, clock))
