"""`muster manifest` prints what Slack takes, for either transport."""

from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli.app import app
from bot.manifest import load_manifest

ADDRESS = "https://muster.district.example.org"


def _print(*arguments: str) -> Any:
    done = CliRunner().invoke(app, ["manifest", *arguments])
    assert done.exit_code == 0, done.output
    return yaml.safe_load(done.output)


def test_without_options_it_is_app_yaml_for_socket_mode() -> None:
    assert _print() == load_manifest()
    assert load_manifest()["settings"]["socket_mode_enabled"] is True


def test_for_http_everything_goes_to_one_address() -> None:
    manifest = _print("--http", f"{ADDRESS}/")
    request_url = f"{ADDRESS}/slack/events"
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["settings"]["event_subscriptions"]["request_url"] == request_url
    assert manifest["settings"]["interactivity"]["request_url"] == request_url
    assert {command["url"] for command in manifest["features"]["slash_commands"]} == {request_url}


def test_the_two_differ_in_nothing_else() -> None:
    variant = _print("--http", ADDRESS)
    variant["settings"]["socket_mode_enabled"] = True
    for command in variant["features"]["slash_commands"]:
        del command["url"]
    for part in ("event_subscriptions", "interactivity"):
        del variant["settings"][part]["request_url"]
    assert variant == load_manifest()


@pytest.mark.parametrize("address", ["http://muster.example.org", "muster.example.org", "https://"])
def test_an_address_that_slack_would_not_take_is_refused(address: str) -> None:
    done = CliRunner().invoke(app, ["manifest", "--http", address])
    assert done.exit_code == 2
    assert "--http" in done.output
