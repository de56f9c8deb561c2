"""The Slack app manifest: app.yaml, and the variant for the HTTP transport made from it."""

import copy
from pathlib import Path
from typing import Any, Final

import yaml

REQUEST_PATH: Final = "/slack/events"
"""Where Slack sends everything, under MUSTER_PUBLIC_URL."""

_PLACES: Final = (Path(__file__).parent.parent / "app.yaml", Path(__file__).parent / "app.yaml")
"""A checkout has it at its root, an installed package beside this file."""


def read_manifest_text() -> str:
    """The manifest for Socket Mode as it is written, comments and all.

    Raises:
        FileNotFoundError: this installation lacks it.
    """
    found = next((place for place in _PLACES if place.is_file()), None)
    if found is None:
        raise FileNotFoundError("app.yaml is missing from this installation; install Muster again.")
    return found.read_text(encoding="utf-8")


def load_manifest() -> dict[str, Any]:
    """The manifest for Socket Mode."""
    manifest: dict[str, Any] = yaml.safe_load(read_manifest_text())
    return manifest


def http_variant(manifest: dict[str, Any], public_url: str) -> dict[str, Any]:
    """The same app with requests sent to `public_url` (https, without a trailing slash) instead."""
    variant = copy.deepcopy(manifest)
    address = f"{public_url}{REQUEST_PATH}"
    variant["settings"]["socket_mode_enabled"] = False
    for command in variant["features"].get("slash_commands", []):
        command["url"] = address
    for section in ("event_subscriptions", "interactivity"):
        variant["settings"].setdefault(section, {})["request_url"] = address
    return variant


def write_manifest(manifest: dict[str, Any]) -> str:
    """A manifest as YAML, in the order of app.yaml."""
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=100)


def scopes_of(manifest: dict[str, Any]) -> frozenset[str]:
    """The scopes that the bot asks for."""
    return frozenset(manifest["oauth_config"]["scopes"]["bot"])
