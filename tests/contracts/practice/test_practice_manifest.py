"""The workspace installs only what Slack would, and what can work in it."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.clock import PracticeClock
from bot.practice.strict.manifest import ManifestError, check_manifest
from bot.practice.workspace import Workspace
from tests.contracts.practice.conftest import START
from tests.contracts.practice.probe import MANIFEST

APP_YAML = Path(__file__).parents[3] / "app.yaml"


def changed(path: str, value: Any) -> dict[str, Any]:
    """The probe's manifest with one thing changed; `path` is dotted, numbers are list indexes."""
    manifest = copy.deepcopy(MANIFEST)
    *way, last = path.split(".")
    holder: Any = manifest
    for step in way:
        holder = holder[int(step)] if step.isdigit() else holder.setdefault(step, {})
    holder[last] = value
    return manifest


def test_the_manifest_of_this_repository_can_be_installed() -> None:
    manifest = yaml.safe_load(APP_YAML.read_text())
    workspace = Workspace(manifest, [], [], PracticeClock(START))
    assert {"/shifts", "/sso"} <= set(workspace.app.commands)
    assert {"app_home_opened", "user_change", "team_join"} <= workspace.app.events


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("display_information.name", "x" * 36, "1 to 35 characters"),
        ("display_information.long_description", "short", "175 to 4000 characters"),
        ("display_information.background_color", "blue", "is not a colour"),
        ("features.slash_commands.0.command", "/" + "x" * 32, "2 to 32 characters"),
        ("features.slash_commands.0.command", "probe", "must be a slash and small letters"),
        ("features.slash_commands.0.command", "/escaped", "/escaped is declared twice"),
        ("features.slash_commands.0.description", "", "1 to 2000 characters"),
        ("features.slash_commands.0.usage_hint", "x" * 1_001, "1 to 1000 characters"),
        ("features.slash_commands.0.surprise", True, "“surprise” of /probe is not a setting"),
        (
            "features.slash_commands",
            [{"command": f"/c{n}", "description": "x"} for n in range(51)],
            "at most 50",
        ),
        (
            "features.shortcuts",
            [{"name": "x" * 25, "type": "side", "callback_id": "x", "description": "x"}],
            "1 to 24",
        ),
        (
            "features.shortcuts",
            [{"name": "x", "type": "global", "callback_id": "x", "description": "x"}] * 2,
            "the callback_id x is declared twice",
        ),
        (
            "features.shortcuts",
            [{"name": "x", "type": "global", "callback_id": "x", "description": "x", "where": "here"}],
            "shortcuts: “where” is not a setting",
        ),
        ("settings.interactivity.is_enabled", False, "shortcuts: need settings.interactivity.is_enabled"),
        ("features.bot_user", None, "needs a bot user"),
        ("features.app_home.home_tab_enabled", False, "app_home_opened needs"),
        ("oauth_config.scopes.bot", ["chat:write"], "need the scope commands"),
        ("oauth_config.scopes.bot", ["commands", "chat:writ"], "“chat:writ” is not a bot scope"),
        ("oauth_config.scopes.bot", ["commands"], "“user_change” needs the scope users:read"),
        ("settings.event_subscriptions.bot_events", ["app_home_closed"], "is not an event that the practice"),
        ("settings.socket_mode_enabled", False, "interactivity.request_url: needed"),
        ("settings.interactivity.request_url", "example.org", "is not an address"),
        ("surprise", {}, "“surprise” is not a part of a manifest"),
        ("settings.surprise", True, "“surprise” is not a part of settings"),
    ],
)
def test_a_manifest_that_slack_would_refuse_is_refused_with_the_reason(
    path: str, value: Any, problem: str
) -> None:
    with pytest.raises(ManifestError) as refusal:
        check_manifest(changed(path, value))
    assert problem in str(refusal.value)


def test_every_problem_is_named_at_once() -> None:
    manifest = changed("display_information.name", "")
    manifest["oauth_config"]["scopes"]["bot"] = ["commands", "nonsense"]
    with pytest.raises(ManifestError) as refusal:
        check_manifest(manifest)
    assert str(refusal.value).count("\n- ") >= 3
