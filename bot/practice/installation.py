"""The app as it is installed in the workspace: what its manifest declares, its ids and its tokens."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.practice.wire import Json


@dataclass(frozen=True)
class Command:
    """A slash command that the manifest declares."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True)
class Installation:
    """What Slack knows of the app. Tokens are drawn anew for each workspace and mean nothing elsewhere."""

    name: str
    commands: Mapping[str, Command]
    shortcuts: tuple[Json, ...]
    scopes: tuple[str, ...]
    events: frozenset[str]
    interactive: bool
    socket_mode: bool
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool
    app_id: str = "A0PRACTICE"
    bot_id: str = "B0PRACTICE"
    bot_user_id: str = "U0PRACTICE"
    team_id: str = "T0PRACTICE"
    team_name: str = "Practice workspace"
    team_domain: str = "practice"
    bot_token: str = field(default_factory=lambda: f"xoxb-practice-{secrets.token_hex(12)}")
    app_token: str = field(default_factory=lambda: f"xapp-1-A0PRACTICE-{secrets.token_hex(12)}")
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    verification_token: str = field(default_factory=lambda: secrets.token_hex(12))

    @property
    def global_shortcuts(self) -> list[Json]:
        """Those that can be used anywhere, as the manifest has them."""
        return [one for one in self.shortcuts if one["type"] == "global"]


def install(manifest: Mapping[str, Any]) -> Installation:
    """Read the manifest, already checked, into what the workspace asks of it."""
    features = manifest.get("features", {})
    settings = manifest.get("settings", {})
    home = features.get("app_home", {})
    return Installation(
        name=manifest["display_information"]["name"],
        commands={entry["command"]: _command(entry) for entry in features.get("slash_commands", [])},
        shortcuts=tuple(features.get("shortcuts", [])),
        scopes=tuple(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        interactive=bool(settings.get("interactivity", {}).get("is_enabled")),
        socket_mode=bool(settings.get("socket_mode_enabled")),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled")),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled")),
    )


def _command(entry: Mapping[str, Any]) -> Command:
    return Command(
        command=entry["command"],
        description=entry.get("description", ""),
        usage_hint=entry.get("usage_hint", ""),
        should_escape=bool(entry.get("should_escape", False)),
    )
