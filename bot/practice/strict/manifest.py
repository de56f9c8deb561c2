"""What Slack checks of a manifest, and what its published schema forgets to check."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.practice.strict.events import unknown_or_unscoped

SCOPES = frozenset(
    {
        *("app_mentions:read", "channels:history", "channels:join", "channels:manage", "channels:read"),
        *("chat:write", "chat:write.customize", "chat:write.public", "commands", "dnd:read", "emoji:read"),
        *("files:read", "files:write", "groups:history", "groups:read", "groups:write", "im:history"),
        *("im:read", "im:write", "incoming-webhook", "links:read", "links:write", "metadata.message:read"),
        *("mpim:history", "mpim:read", "mpim:write", "pins:read", "pins:write", "reactions:read"),
        *("reactions:write", "team:read", "usergroups:read", "usergroups:write", "users.profile:read"),
        *("users:read", "users:read.email", "users:write"),
    }
)
"""Bot scopes that an app like this may ask for, from https://docs.slack.dev/reference/scopes."""

_PARTS: dict[str, frozenset[str]] = {
    "_metadata": frozenset({"major_version", "minor_version", "schema_version", "min_version"}),
    "$schema": frozenset(),
    "display_information": frozenset({"name", "description", "long_description", "background_color"}),
    "features": frozenset({"app_home", "bot_user", "shortcuts", "slash_commands", "unfurl_domains"}),
    "oauth_config": frozenset({"redirect_urls", "scopes", "token_management_enabled", "pkce_enabled"}),
    "settings": frozenset(
        {
            *("allowed_ip_address_ranges", "event_subscriptions", "incoming_webhooks", "interactivity"),
            *("org_deploy_enabled", "socket_mode_enabled", "is_hosted", "token_rotation_enabled"),
        }
    ),
}
"""The parts of a manifest for an app like this one, and what each may hold."""


class ManifestError(ValueError):
    """Slack would not accept this manifest; the message lists every problem."""


def check_manifest(manifest: Mapping[str, Any]) -> None:
    """Refuse a manifest that Slack, or a workspace running it, could not use.

    Raises:
        ManifestError: with one line for each problem.
    """
    problems = [*_of_display(manifest), *_of_features(manifest), *_of_settings(manifest)]
    problems += [f"“{key}” is not a part of a manifest" for key in manifest if key not in _PARTS]
    for part, known in _PARTS.items():
        problems += [
            f"“{key}” is not a part of {part}" for key in manifest.get(part, {}) if known and key not in known
        ]
    if problems:
        raise ManifestError("app.yaml would be refused:\n- " + "\n- ".join(problems))


def _of_display(manifest: Mapping[str, Any]) -> Iterator[str]:
    display = manifest.get("display_information", {})
    yield from _length(display, "display_information.name", 1, 35, required=True)
    yield from _length(display, "display_information.description", 1, 140)
    yield from _length(display, "display_information.long_description", 175, 4_000)
    color = display.get("background_color", "#000")
    if not re.fullmatch(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?", color):
        yield f"display_information.background_color: {color!r} is not a colour such as #1d3557"


def _of_features(manifest: Mapping[str, Any]) -> Iterator[str]:
    features = manifest.get("features", {})
    commands = features.get("slash_commands", [])
    if len(commands) > 50:
        yield f"slash_commands: {len(commands)} commands, at most 50"
    names = [entry.get("command") for entry in commands]
    yield from (
        f"slash_commands: {name} is declared twice"
        for name in sorted({n for n in names if names.count(n) > 1})
    )
    for entry in commands:
        yield from _of_command(entry)
    yield from _of_shortcuts(manifest, features.get("shortcuts", []))
    if features.get("bot_user"):
        yield from _length(features["bot_user"], "bot_user.display_name", 1, 80, required=True)
    scopes = _scopes(manifest)
    if commands and "commands" not in scopes:
        yield "slash_commands: need the scope commands"


def _of_command(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _length(entry, "slash_commands.command", 2, 32, required=True)
    yield from _length(entry, "slash_commands.description", 1, 2_000, required=True)
    yield from _length(entry, "slash_commands.usage_hint", 1, 1_000)
    name = str(entry.get("command", ""))
    if not re.fullmatch(r"/[^\s/A-Z]+", name):
        yield f"slash_commands.command: {name!r} must be a slash and small letters, digits, - or _"
    known = {"command", "description", "usage_hint", "url", "should_escape"}
    yield from (f"slash_commands: “{key}” of {name} is not a setting" for key in entry if key not in known)


def _of_shortcuts(manifest: Mapping[str, Any], shortcuts: list[Mapping[str, Any]]) -> Iterator[str]:
    if len(shortcuts) > 10:
        yield f"shortcuts: {len(shortcuts)} shortcuts, at most 10"
    ids = [str(entry.get("callback_id")) for entry in shortcuts]
    yield from (
        f"shortcuts: the callback_id {one} is declared twice"
        for one in sorted({i for i in ids if ids.count(i) > 1})
    )
    for entry in shortcuts:
        yield from _length(entry, "shortcuts.name", 1, 24, required=True)
        yield from _length(entry, "shortcuts.callback_id", 1, 255, required=True)
        yield from _length(entry, "shortcuts.description", 1, 150, required=True)
        if entry.get("type") not in ("message", "global"):
            yield f"shortcuts.type: {entry.get('type')!r} is neither message nor global"
        unknown = entry.keys() - {"name", "callback_id", "description", "type"}
        yield from (f"shortcuts: “{key}” is not a setting" for key in sorted(unknown))
    if shortcuts and "commands" not in _scopes(manifest):
        yield "shortcuts: need the scope commands"
    if shortcuts and not manifest.get("settings", {}).get("interactivity", {}).get("is_enabled"):
        yield "shortcuts: need settings.interactivity.is_enabled"


def _of_settings(manifest: Mapping[str, Any]) -> Iterator[str]:
    settings = manifest.get("settings", {})
    scopes = _scopes(manifest)
    yield from (f"scopes: “{scope}” is not a bot scope" for scope in scopes if scope not in SCOPES)
    subscriptions = settings.get("event_subscriptions", {})
    events = subscriptions.get("bot_events", [])
    if len(events) > 100:
        yield f"bot_events: {len(events)} events, at most 100"
    yield from unknown_or_unscoped(events, scopes)
    if (events or manifest.get("features", {}).get("slash_commands")) and not manifest.get(
        "features", {}
    ).get("bot_user"):
        yield "features.bot_user: an app with bot scopes needs a bot user"
    if "app_home_opened" in events and not manifest.get("features", {}).get("app_home", {}).get(
        "home_tab_enabled"
    ):
        yield "bot_events: app_home_opened needs features.app_home.home_tab_enabled"
    yield from _of_addresses(manifest, over_http=not settings.get("socket_mode_enabled"))


def _of_addresses(manifest: Mapping[str, Any], *, over_http: bool) -> Iterator[str]:
    """Without Socket Mode every request needs an address; with it an address is never used."""
    settings = manifest.get("settings", {})
    subscriptions = settings.get("event_subscriptions", {})
    interactivity = settings.get("interactivity", {})
    addresses = {
        f"slash_commands.url of {c.get('command')}": c.get("url")
        for c in manifest.get("features", {}).get("slash_commands", [])
    }
    if interactivity.get("is_enabled"):
        addresses["interactivity.request_url"] = interactivity.get("request_url")
    if subscriptions.get("bot_events"):
        addresses["event_subscriptions.request_url"] = subscriptions.get("request_url")
    for name, address in addresses.items():
        if over_http and not address:
            yield f"{name}: needed, since socket_mode_enabled is not set"
        if address and not re.match(r"https?://", str(address)):
            yield f"{name}: {address!r} is not an address"


def _scopes(manifest: Mapping[str, Any]) -> list[str]:
    return list(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))


def _length(
    holder: Mapping[str, Any], path: str, least: int, most: int, *, required: bool = False
) -> Iterator[str]:
    value = holder.get(path.rpartition(".")[2])
    if value is None:
        if required:
            yield f"{path}: missing"
    elif not isinstance(value, str) or not least <= len(value) <= most:
        yield f"{path}: {least} to {most} characters, not {len(str(value))}"
