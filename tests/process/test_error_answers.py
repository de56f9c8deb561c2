"""Nobody is left without an answer: not when we fail, not when a button is older than the bot."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import Ack, App, BoltRequest, BoltResponse
from structlog.testing import capture_logs

from bot.logs import quiet_libraries
from bot.slack.answers import Answers
from bot.slack.app import build_app, web_client
from bot.slack.workspace import Workspace
from tests.fakes.slack_api import SlackApi, listening

Json = dict[str, Any]


class Office:
    """An app whose every listener fails."""

    def __init__(self, api: SlackApi, url: str) -> None:
        self.api = api
        self.answers = Answers()

        def register(app: App) -> None:
            app.command("/shifts")(_fail)
            app.action("press")(_fail)
            app.view("form")(_fail)
            app.event("team_join")(_fail)

        self.app = build_app(
            api_url=url,
            signing_secret="",
            workspace=Workspace(web_client(url, "xoxb-test"), "xoxb-test"),
            answers=self.answers,
            register=register,
        )

    def ask(self, body: Json) -> BoltResponse:
        """Bring a request to the app as a socket would."""
        return self.app.dispatch(
            BoltRequest(mode="socket_mode", body=body | {"team_id": "T0", "team": {"id": "T0"}})
        )

    def settle(self) -> None:
        """Let what follows the answers end."""
        assert self.answers.drain(10) == 0


def _fail(ack: Ack) -> None:
    raise RuntimeError("Ada Alder's secret")


@pytest.fixture
def office() -> Iterator[Office]:
    """An app that fails, with a Slack to complain to."""
    quiet_libraries()
    api = SlackApi()
    with listening(api) as url:
        yield Office(api, url)


def test_a_command_that_fails_is_answered_with_a_reference(office: Office) -> None:
    said = office.ask({"command": "/shifts", "text": "", "user_id": "U0ADA"})
    assert said.status == 200
    assert "give your coordinator this reference: " in said.body
    assert "secret" not in said.body


def test_the_reference_leads_to_the_error_in_the_log(office: Office) -> None:
    with capture_logs() as lines:
        said = office.ask({"command": "/shifts", "text": "", "user_id": "U0ADA"})
    reference = said.body.rpartition(" ")[2]
    [line] = [line for line in lines if line.get("reference") == reference]
    assert (line["request"], line["slack_user"]) == ("command", "U0ADA")
    assert isinstance(line["exc_info"], RuntimeError)


def test_an_unknown_command_is_answered_with_what_to_type(office: Office) -> None:
    said = office.ask({"command": "/shift", "text": "", "user_id": "U0ADA"})
    assert (said.status, said.body) == (
        200,
        "Muster does not know `/shift`. Type `/shifts help` to see what it can do.",
    )


def test_a_form_that_fails_keeps_what_was_typed(office: Office) -> None:
    view = {"callback_id": "form", "type": "modal", "blocks": [{"type": "input", "block_id": "reason"}]}
    said = office.ask({"type": "view_submission", "view": view, "user": {"id": "U0ADA"}})
    told = json.loads(said.body)
    assert told["response_action"] == "errors"
    assert "reference" in told["errors"]["reason"]


def test_a_form_without_fields_is_replaced_by_the_sentence(office: Office) -> None:
    view = {"callback_id": "form", "type": "modal", "blocks": []}
    said = office.ask({"type": "view_submission", "view": view, "user": {"id": "U0ADA"}})
    assert json.loads(said.body)["response_action"] == "update"


@pytest.mark.parametrize(("action", "words"), [("press", "reference"), ("gone", "older message")])
def test_a_button_in_app_home_is_answered_in_a_form(office: Office, action: str, words: str) -> None:
    said = office.ask(
        {
            "type": "block_actions",
            "actions": [{"action_id": action, "block_id": "b", "type": "button"}],
            "user": {"id": "U0ADA"},
            "trigger_id": "1.2.3",
            "view": {"type": "home"},
        }
    )
    assert said.status == 200
    office.settle()
    [opened] = [asked for method, asked in office.api.calls if method == "views.open"]
    assert words in str(opened["view"])


def test_an_event_that_fails_is_left_to_slack_to_deliver_again(office: Office) -> None:
    event = {"type": "team_join", "user": {"id": "U0NEW"}}
    assert office.ask({"type": "event_callback", "event": event}).status == 500


def test_an_event_that_nobody_listens_to_is_taken(office: Office) -> None:
    event = {"type": "reaction_added", "user": "U0ADA"}
    assert office.ask({"type": "event_callback", "event": event}).status == 200


def test_the_app_is_built_and_answers_without_asking_slack_anything(office: Office) -> None:
    office.ask({"command": "/nothing", "text": "", "user_id": "U0ADA"})
    assert office.api.calls == []
