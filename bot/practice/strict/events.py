"""Which events Slack sends to this app: those that its manifest subscribes to, if it has their scope."""

from bot.practice.installation import Installation
from bot.practice.wire import Json

_SCOPES = {
    "app_home_opened": None,
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "team_join": "users:read",
    "user_change": "users:read",
}
"""Events that the workspace sends, with the scope each needs; https://docs.slack.dev/reference/events."""

_MESSAGES = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


def unknown_or_unscoped(events: list[str], scopes: list[str]) -> list[str]:
    """One sentence for each subscription that the workspace never serves or that lacks its scope."""
    problems = [
        f"bot_events: “{event}” is not an event that the practice workspace sends"
        for event in events
        if event not in _SCOPES
    ]
    for event in events:
        needed = _SCOPES.get(event)
        if needed and needed not in scopes:
            problems.append(f"bot_events: “{event}” needs the scope {needed}")
    return problems


def may_be_sent(event: Json, app: Installation) -> bool:
    """Whether the app subscribes to this event."""
    name = str(event["type"])
    if name == "message":
        name = _MESSAGES[event["channel_type"]]
    return name in app.events
