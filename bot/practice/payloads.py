"""The parts that Slack's payloads have in common.

Shapes after the samples in slackapi/java-slack-sdk, `json-logs/samples`.
"""

import secrets
from typing import TYPE_CHECKING

from bot.practice.conversations import Conversation
from bot.practice.envelopes import Envelope
from bot.practice.installation import Installation
from bot.practice.people import Member
from bot.practice.wire import Json, slack_ts

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


def interaction(kind: str, app: Installation, member: Member, trigger_id: str) -> Json:
    """What every interaction payload begins with."""
    return {
        "type": kind,
        "team": {"id": app.team_id, "domain": app.team_domain},
        "user": {
            "id": member.id,
            "username": member.name,
            "name": member.name,
            "team_id": "T0STRANGER" if member.stranger else app.team_id,
        },
        "api_app_id": app.app_id,
        "token": app.verification_token,
        "trigger_id": trigger_id,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def shortcut(app: Installation, member: Member, callback_id: str, trigger_id: str, action_ts: str) -> Json:
    """The payload of a global shortcut: it comes from nowhere in particular, so there is no channel in it,
    and no `response_url`.
    """
    common = interaction("shortcut", app, member, trigger_id)
    common["user"] = {key: value for key, value in common["user"].items() if key != "name"}
    del common["api_app_id"]
    return common | {"callback_id": callback_id, "action_ts": action_ts}


def channel_of(conversation: Conversation) -> Json:
    """The `channel` object of an interaction."""
    return {"id": conversation.id, "name": conversation.channel_name()}


def response_url(workspace: "Workspace", channel: str, user_id: str, message_ts: str | None) -> str:
    """A new address for delayed answers. The caller holds the workspace's lock."""
    ticket = workspace.response_tickets.issue(channel, user_id, message_ts, workspace.clock.now())
    return f"{workspace.base_url}response/{ticket}"


def event(workspace: "Workspace", content: Json, about: str) -> Envelope:
    """An Events API request about `content`, which has at least a `type`; `about` is the person concerned."""
    app = workspace.app
    now = workspace.clock.now()
    payload: Json = {
        "token": app.verification_token,
        "team_id": app.team_id,
        "api_app_id": app.app_id,
        "event": {"event_ts": slack_ts(now), **content},
        "type": "event_callback",
        "event_id": f"Ev0P{secrets.token_hex(4).upper()}",
        "event_time": int(now.timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": app.team_id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": secrets.token_urlsafe(12),
    }
    return Envelope("events_api", payload, f"{content['type']} {about}", accepts_response=False)
