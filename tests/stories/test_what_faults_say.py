"""When things go wrong, what is written down says what and where, and still nothing of anybody."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from handlers.notices import KINDS
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction
from tests.canaries import CANARY, Paper, written_down
from tests.stories.world import QUARTZ, World, shift

ADDRESS = "ada@example.org"
FRIDAY = {"starts": "2026-08-14T07:00:00-07:00", "ends": "2026-08-14T15:00:00-07:00"}
MORNING = shift(
    "a", **FRIDAY, post=f"{CANARY} gate", notes=CANARY, school=QUARTZ | {"name": f"{CANARY} School"}
)


@pytest.fixture
def paper(logging_restored: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paper]:
    """Everything that is written down."""
    with written_down(monkeypatch) as paper:
        yield paper


def test_a_database_that_quotes_a_row_is_not_quoted(
    paper: Paper, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def collide(tx: Transaction, **_: Any) -> None:
        tx.execute(people.update().values(email=ADDRESS, name=CANARY))

    world.feed_says(MORNING)
    monkeypatch.setattr("handlers.commands.claims.claim_shift", collide)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("Muster could not finish that")
    assert "IntegrityError" in paper.text
    assert paper.sings() == [], paper.text


def test_a_notice_that_cannot_be_worded_is_told_by_its_number(
    paper: Paper, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_tx: Transaction, _refs: object) -> None:
        raise KeyError(ADDRESS, CANARY)

    monkeypatch.setitem(cast("dict[str, Any]", KINDS), "shift_released", (stumble, stumble))
    world.feed_says(MORNING)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.sol.types(f"/shifts release 1 @ada {CANARY} is ill")
    world.sol.reads("is off", CANARY)
    world.everything_is_sent()
    for _ in range(3):
        world.time_passes(timedelta(minutes=1))
        world.everything_is_sent()
    assert "could not be worded" in paper.text
    assert paper.sings() == [], paper.text


def test_slack_that_sends_a_text_back_is_not_quoted(
    paper: Paper, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = WebClient.api_call
    answered = WebhookClient.send_dict

    def refuse(client: WebClient, method: str, **told: Any) -> Any:
        if not method.startswith(("chat.", "views.")):
            return sent(client, method, **told)
        words = f"invalid_blocks: {ADDRESS} {CANARY}"
        told_back = {"ok": False, "error": words, "response_metadata": {"messages": [words]}}
        answer = SlackResponse(
            client=client, http_verb="POST", api_url=method, req_args=told, data=told_back, headers={},
            status_code=200,
        )  # fmt: skip
        raise SlackApiError(f"The request to the Slack API failed: {told}", answer)  # type: ignore[no-untyped-call]  # the SDK's own

    def refuse_answer(client: WebhookClient, body: Any, **told: Any) -> Any:
        answer = answered(client, body, **told)
        answer.status_code, answer.body = 500, f"no: {body}"
        return answer

    world.feed_says(MORNING)
    world.ada.types("/shifts claim 1")
    world.ada.reads(CANARY)
    monkeypatch.setattr(WebClient, "api_call", refuse)
    monkeypatch.setattr(WebhookClient, "send_dict", refuse_answer)
    world.ada.presses("Claim it")
    world.ada.reads("It is yours.")
    world.ada.types(f"/shifts release 1 {CANARY}")
    world.ada.reads("Given back", CANARY)
    world.server.workspace.open_home(world.ada.id)
    world.everything_is_sent()
    assert paper.text
    assert paper.sings() == [], paper.text
