"""app.yaml, the registered listeners and the scopes of the calls made say the same, both ways."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from slack_bolt import App

from handlers import register
from handlers.desk import Desk
from handlers.door import Door
from handlers.ids import calendars as calendar_ids
from handlers.ids import covering as covering_ids
from handlers.ids import escalations as escalation_ids
from handlers.ids import meetings as meeting_ids
from handlers.ids import officer_acts as act_ids
from handlers.ids import reports as report_ids
from handlers.ids import shifts as ids
from handlers.ids import training as training_ids

ROOT = Path(__file__).parents[2]

SCOPE_OF: dict[str, str | None] = {
    "auth_test": None,
    "apps_connections_open": None,  # the app-level token's own
    "views_open": None,
    "views_push": None,
    "views_update": None,
    "views_publish": None,
    "chat_postMessage": "chat:write",
    "chat_postEphemeral": "chat:write",
    "chat_update": "chat:write",
    "chat_delete": "chat:write",
    "conversations_open": "im:write",
    "conversations_history": "im:history",
    "conversations_replies": "im:history",
    "users_info": "users:read",
    "users_list": "users:read",
    "users_lookupByEmail": "users:read.email",
    "files_upload_v2": "files:write",
    "files_getUploadURLExternal": "files:write",
    "files_completeUploadExternal": "files:write",
}
"""The bot scope that Slack documents for each method; None where it asks for none."""

SCOPE_OF_EVENT = {
    "app_home_opened": None,
    "message.im": "im:history",
    "user_change": "users:read",
    "team_join": "users:read",
}

FORMS_TAKE_FILES = {"files:read"}
"""Slack asks for it where a form has a `file_input`; no file is read."""

NO_LISTENER = {
    ids.REASON_BLOCK, ids.REASON_INPUT, ids.SHOWN, training_ids.WHEN, training_ids.DONE_ON,
    training_ids.HOURS, training_ids.MISSED, training_ids.SESSIONS, training_ids.TOPICS, training_ids.STARTS,
    training_ids.ENDS, training_ids.PROVIDER, training_ids.CERTIFICATE, training_ids.CERTIFICATE_FILE,
    training_ids.UNTIL, training_ids.DONE, training_ids.PLANNED, calendar_ids.PRIVACY, calendar_ids.SHOWS,
    calendar_ids.BUSY, calendar_ids.AS_BUSY, calendar_ids.AS_FREE, meeting_ids.KIND, meeting_ids.TITLE,
    meeting_ids.AGENDA, meeting_ids.PLACE, meeting_ids.SCHOOL, meeting_ids.SCHOOL_TYPED, meeting_ids.DAY,
    meeting_ids.STARTS, meeting_ids.LENGTH, meeting_ids.REPEATS, meeting_ids.UNTIL, meeting_ids.TIMES,
    meeting_ids.PEOPLE, meeting_ids.BY_MAIL, meeting_ids.GROUPS, meeting_ids.QUORUM, meeting_ids.SERVES,
    meeting_ids.CAME, meeting_ids.MINUTES, meeting_ids.COVERED_SESSIONS, meeting_ids.COVERED_TOPICS,
    meeting_ids.ALL, meeting_ids.ONE, meeting_ids.FOLLOWING, report_ids.KIND, report_ids.SCHOOL,
    report_ids.SCHOOL_TYPED, report_ids.WHAT, report_ids.HAPPENED, report_ids.TOLD,
    escalation_ids.ESCALATION_TO, escalation_ids.ESCALATION_DAY, escalation_ids.ESCALATION_TIME,
    escalation_ids.MINUTES_20, escalation_ids.HOUR, escalation_ids.TOMORROW, escalation_ids.NEXT_WEEK,
    escalation_ids.CHOOSE, covering_ids.OFFICER, covering_ids.ASSIGN_REASON,
}  # fmt: skip
"""Fields of forms, and what they say."""

FAMILIES = ("auth_", "apps_", "chat_", "conversations_", "files_", "users_", "views_")


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """app.yaml."""
    return cast("dict[str, Any]", yaml.safe_load((ROOT / "app.yaml").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def door() -> Door:
    """Everything that is registered, on an app that talks to nobody; no request is made of its desk."""
    app = App(signing_secret="tests", token="xoxb-tests", token_verification_enabled=False)
    return register(app, cast("Desk", None))


def calls_of_slack() -> Iterator[str]:
    """Every method of the Web API that the bot's own code calls; the practice workspace is Slack's side."""
    for folder in ("bot", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            if "practice" not in path.parts:
                yield from _calls_in(ast.parse(path.read_text(encoding="utf-8")))


def _calls_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith(FAMILIES):
            yield node.attr
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value.replace(".", "_")
            if name in SCOPE_OF:
                yield name


def test_every_command_of_the_manifest_is_answered_and_every_answered_one_is_in_it(
    manifest: dict[str, Any], door: Door
) -> None:
    declared = {command["command"] for command in manifest["features"]["slash_commands"]}
    assert declared == door.commands


def test_every_event_of_the_manifest_is_listened_to_and_every_listened_one_is_in_it(
    manifest: dict[str, Any], door: Door
) -> None:
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == door.events


def test_every_shortcut_of_the_manifest_is_answered_and_every_answered_one_is_in_it(
    manifest: dict[str, Any], door: Door
) -> None:
    declared = {shortcut["callback_id"] for shortcut in manifest["features"]["shortcuts"]}
    assert declared == door.shortcuts


def test_mentions_arrive_as_ids_because_the_grammar_reads_them_so(manifest: dict[str, Any]) -> None:
    assert all(command["should_escape"] for command in manifest["features"]["slash_commands"])


def test_buttons_forms_and_home_are_switched_on(manifest: dict[str, Any]) -> None:
    assert manifest["settings"]["interactivity"]["is_enabled"]
    assert manifest["features"]["app_home"]["home_tab_enabled"]


def test_every_call_has_its_scope_and_every_scope_its_use(manifest: dict[str, Any]) -> None:
    called = set(calls_of_slack())
    unknown = {name for name in called if name not in SCOPE_OF}
    assert not unknown, f"say in SCOPE_OF which scope Slack asks for: {sorted(unknown)}"
    needed = {SCOPE_OF[name] for name in called} | set(SCOPE_OF_EVENT.values()) | {"commands"}
    declared = set(manifest["oauth_config"]["scopes"]["bot"])
    if {"conversations_history", "conversations_replies"} & called:
        # one scope for each kind of conversation that is asked about
        needed |= {"channels:history", "groups:history"}
    needed |= FORMS_TAKE_FILES
    assert declared == needed - {None}


def test_every_id_that_a_button_or_form_may_carry_has_a_listener(door: Door) -> None:
    every = {
        **vars(ids), **vars(training_ids), **vars(calendar_ids), **vars(meeting_ids), **vars(report_ids),
        **vars(escalation_ids), **vars(covering_ids), **vars(act_ids),
    }  # fmt: skip
    names = {value for name, value in every.items() if name.isupper() and isinstance(value, str)}
    assert names - NO_LISTENER == door.buttons | door.forms | door.shortcuts
