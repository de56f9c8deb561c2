"""Slack: whom the bot calls there and who it is, and how requests come in from it."""

from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

import handlers
from bot.clock import SystemClock
from bot.slack.answers import Answers
from bot.slack.app import build_app, web_client
from bot.slack.directory import Directory
from bot.slack.door import SlackDoor
from bot.slack.places import Places
from bot.slack.replay import ReplayGuard
from bot.slack.seen_requests import SeenRequests
from bot.slack.sockets import Sockets
from bot.slack.workspace import Workspace
from bot.watch.metrics import Metrics
from bot.wiring.ground import Ground
from handlers.desk import Desk


@dataclass(frozen=True, slots=True)
class Slack:
    """The way out to Slack's Web API, and what is known of the workspace.

    Attributes:
        answers: what is said after the acknowledgement.
    """

    client: WebClient
    workspace: Workspace
    directory: Directory
    answers: Answers


@dataclass(frozen=True, slots=True)
class Entrances:
    """How requests come in.

    Attributes:
        places: in which listeners work.
        sockets: None where requests come through HTTP.
        door: None where they come through sockets.
    """

    places: Places
    sockets: Sockets | None
    door: SlackDoor | None


def build_slack(on: Ground) -> Slack:
    """Nobody is asked anything yet."""
    token = on.settings.slack_bot_token.get_secret_value()
    client = web_client(on.settings.slack_api_url, token)
    workspace = Workspace(client, token)
    directory = Directory(client, on.database, on.clock, workspace)
    return Slack(client, workspace, directory, Answers(on.watch.explains))


def build_entrances(on: Ground, slack: Slack, desk: Desk, metrics: Metrics) -> Entrances:
    """The transport of the settings, with every listener of `handlers` at this desk behind it."""
    app, places = _app(on, slack, desk), Places()
    if on.settings.transport == "http":
        return Entrances(places, None, _door(on, app, metrics, places))
    token = on.settings.slack_app_token.get_secret_value()
    return Entrances(places, Sockets(app, slack.client, token, metrics.acknowledged, places), None)


def _app(on: Ground, slack: Slack, desk: Desk) -> App:
    return build_app(
        api_url=on.settings.slack_api_url,
        signing_secret=on.settings.slack_signing_secret.get_secret_value(),
        workspace=slack.workspace,
        answers=slack.answers,
        explains=on.watch.explains,
        register=lambda app: handlers.register(app, desk),
    )


def _door(on: Ground, app: App, metrics: Metrics, places: Places) -> SlackDoor:
    # the guard tells the time by the machine, whatever clock the bot lives by: Slack signs by its own
    guard = ReplayGuard(on.settings.slack_signing_secret.get_secret_value(), SystemClock())
    seen = SeenRequests(on.database, on.clock, on.watch)
    return SlackDoor(app, guard, seen.is_first, metrics.acknowledged, places)
