"""How requests come in from Slack: the app, and the transport of the settings."""

from slack_bolt import App
from slack_sdk import WebClient

import handlers
from bot.clock import SystemClock
from bot.database.watch import Explains
from bot.settings import Settings
from bot.slack.answers import Answers
from bot.slack.app import build_app
from bot.slack.door import SlackDoor
from bot.slack.places import Places
from bot.slack.replay import ReplayGuard
from bot.slack.seen_requests import SeenRequests
from bot.slack.sockets import Sockets
from bot.slack.workspace import Workspace
from bot.watch.metrics import Metrics
from handlers.desk import Desk


def build_slack_app(
    settings: Settings, desk: Desk, workspace: Workspace, answers: Answers, explains: Explains
) -> App:
    """The Bolt app, with every listener of `handlers` at this desk."""
    return build_app(
        api_url=settings.slack_api_url,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        workspace=workspace,
        answers=answers,
        explains=explains,
        register=lambda app: handlers.register(app, desk),
    )


def build_sockets(
    settings: Settings, app: App, client: WebClient, metrics: Metrics, places: Places
) -> Sockets | None:
    """The connections to Slack; None where requests come through HTTP."""
    if settings.transport != "socket":
        return None
    return Sockets(app, client, settings.slack_app_token.get_secret_value(), metrics.acknowledged, places)


def build_slack_door(
    settings: Settings, app: App, seen: SeenRequests, metrics: Metrics, places: Places
) -> SlackDoor | None:
    """The way in for requests through HTTP; None where they come through sockets."""
    if settings.transport != "http":
        return None
    # the guard tells the time by the machine, whatever clock the bot lives by: Slack signs by its own
    guard = ReplayGuard(settings.slack_signing_secret.get_secret_value(), SystemClock())
    return SlackDoor(app, guard, seen.is_first, metrics.acknowledged, places)
