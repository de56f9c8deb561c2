"""A form that takes a file: kept for the person, described to the app and refused as Slack does."""

import copy
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import PracticeClock
from bot.practice.server import PracticeServer
from tests.contracts.practice.conftest import PEOPLE, START
from tests.contracts.practice.probe import MANIFEST

FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "proof",
    "title": {"type": "plain_text", "text": "Proof"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "proof",
            "label": {"type": "plain_text", "text": "Certificate"},
            "element": {"type": "file_input", "action_id": "file", "filetypes": ["pdf"], "max_files": 1},
        }
    ],
}


@pytest.fixture
def reader() -> Iterator[PracticeServer]:
    """A workspace whose app may read files; nobody listens in it."""
    manifest = copy.deepcopy(MANIFEST)
    manifest["oauth_config"]["scopes"]["bot"].append("files:read")
    with PracticeServer(manifest, PEOPLE, ["shifts"], clock=PracticeClock(START)) as running:
        yield running


def opened(server: PracticeServer, user_id: str) -> str:
    """The id of the form, opened for that person."""
    client = WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[])
    trigger_id = server.workspace.triggers.issue(user_id)
    view: dict[str, Any] = client.views_open(trigger_id=trigger_id, view=FORM)["view"]
    return str(view["id"])


def chosen(server: PracticeServer, user_id: str, name: str, **headers: str) -> httpx.Response:
    """The answer to a file that the person chose on the page."""
    with httpx.Client(base_url=server.url, headers=headers, trust_env=False) as browser:
        return browser.post("practice/files", params={"user": user_id, "name": name}, content=b"%PDF-1.7")


def test_without_the_scope_for_reading_files_no_such_form_opens(server: PracticeServer) -> None:
    ada = server.workspace.member("ada@practice.example").id
    with pytest.raises(SlackApiError, match="missing_scope"):
        opened(server, ada)


def test_a_chosen_file_is_described_as_slack_does_and_can_be_looked_at(reader: PracticeServer) -> None:
    ada = reader.workspace.member("ada@practice.example").id
    answer = chosen(reader, ada, "range.pdf", **{"X-Practice": "1"}).json()
    described = answer["file"]
    assert answer["ok"]
    assert (described["name"], described["mimetype"], described["user"]) == (
        "range.pdf", "application/pdf", ada,
    )  # fmt: skip
    with httpx.Client(trust_env=False) as browser:
        assert browser.get(described["permalink"]).content == b"%PDF-1.7"


def test_a_foreign_page_cannot_leave_a_file(reader: PracticeServer) -> None:
    ada = reader.workspace.member("ada@practice.example").id
    assert chosen(reader, ada, "range.pdf").status_code == 403


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["range.exe"], "Please upload files of these types: pdf."),
        (["one.pdf", "two.pdf"], "Please upload at most 1."),
        ([], "Please complete this required field."),
    ],
)
def test_a_form_with_the_wrong_files_stays_with_the_person(
    reader: PracticeServer, names: list[str], said: str
) -> None:
    ada = reader.workspace.member("ada@practice.example").id
    files = [chosen(reader, ada, name, **{"X-Practice": "1"}).json()["file"] for name in names]
    view_id = opened(reader, ada)
    assert reader.workspace.submit(ada, view_id, {"proof": files}).errors == {"proof": said}
