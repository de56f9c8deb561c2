"""Checks against Slack: both tokens, the scopes that were granted, the channels. Nothing is posted."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.checks.findings import Finding, fails, look, works
from bot.manifest import load_manifest, scopes_of
from bot.settings import Settings
from bot.slack.app import web_client
from bot.slack.errors import UNREACHED, error_code, why_unreached
from bot.slack.workspace import Identity, Workspace

_TLS_PORT = 443
_SECRET_LENGTH = 32


def check_slack(settings: Settings) -> Iterator[Finding]:
    """Everything about Slack, token by token."""
    token = settings.slack_bot_token.get_secret_value()
    if not token:
        yield fails("Slack", "not asked: SLACK_BOT_TOKEN is not set.")
        return
    client = web_client(settings.slack_api_url, token)
    workspace = Workspace(client, token)
    workspace.look()
    if workspace.identity is None:
        yield fails("Slack", f"{workspace.trouble}; check SLACK_BOT_TOKEN and SLACK_API_URL.")
    else:
        bot = workspace.identity
        yield works("Slack", f"team {bot.team_id}, bot {bot.bot_user_id}, at {settings.slack_api_url}")
        yield _scopes(bot)
        yield from _channels(client, settings)
    yield _transport(client, settings)


def _scopes(bot: Identity) -> Finding:
    missing = sorted(scopes_of(load_manifest()) - bot.scopes)
    if not bot.scopes:
        return look("scopes", "Slack did not say which scopes were granted.")
    if missing:
        return fails(
            "scopes", f"missing {', '.join(missing)}: update the app from app.yaml, then reinstall it."
        )
    return works("scopes", f"all {len(scopes_of(load_manifest()))} of app.yaml")


def _channels(client: WebClient, settings: Settings) -> Iterator[Finding]:
    for variable, channel in (
        ("MUSTER_SHIFTS_CHANNEL", settings.shifts_channel),
        ("MUSTER_SUPERVISORS_CHANNEL", settings.supervisors_channel),
    ):
        if channel.startswith("#"):
            yield look(variable, f"{channel} is a name; its id would survive a rename and a broken call.")
        elif channel:
            yield _channel(client, variable, channel)


def _channel(client: WebClient, variable: str, channel: str) -> Finding:
    try:
        client.conversations_history(channel=channel, limit=1)
    except SlackApiError as error:
        said = error_code(error)
        if said in {"not_in_channel", "channel_not_found"}:
            return fails(
                variable, f"{channel}: {said}. Check the id, and type `/invite @Muster` in the channel."
            )
        return fails(variable, f"{channel}: Slack answers {said}.")
    except UNREACHED as error:
        return fails(variable, f"{channel}: Slack could not be reached ({why_unreached(error)}).")
    return works(variable, f"{channel} can be read")


def _transport(client: WebClient, settings: Settings) -> Finding:
    if settings.transport == "http":
        secret = settings.slack_signing_secret.get_secret_value()
        if len(secret) == _SECRET_LENGTH:
            return works("transport", f"HTTP; Slack must reach {settings.public_url or 'MUSTER_PUBLIC_URL'}")
        return look("transport", "HTTP; SLACK_SIGNING_SECRET is not 32 characters long as Slack's are.")
    token = settings.slack_app_token.get_secret_value()
    if not token:
        return fails("transport", "Socket Mode; not tried: SLACK_APP_TOKEN is not set.")
    try:
        url = str(client.apps_connections_open(app_token=token)["url"])
    except SlackApiError as error:
        return fails("transport", f"Socket Mode: {error_code(error)}; check SLACK_APP_TOKEN.")
    except UNREACHED as error:
        return fails("transport", f"Socket Mode: Slack could not be reached ({why_unreached(error)}).")
    if (urlsplit(url).port or _TLS_PORT) != _TLS_PORT:
        return look(
            "transport", "Socket Mode without TLS: Slack named a port other than 443. Only for a stand-in."
        )
    return works("transport", "Socket Mode; Slack opens connections")
