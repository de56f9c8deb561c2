"""Modals and App Home: triggers live three seconds and serve once, hashes guard against old news."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import PracticeClock
from bot.practice.server import PracticeServer
from bot.practice.strict.tickets import RESPONSE_LIFE, ResponseTickets, TicketError, Triggers
from tests.contracts.practice.conftest import START
from tests.contracts.practice.probe import modal

HOME = {"type": "home", "blocks": [{"type": "divider"}]}


@pytest.fixture
def ada(server: PracticeServer) -> str:
    """Ada's id."""
    return server.workspace.member("ada@practice.example").id


def trigger(server: PracticeServer, user_id: str, *, in_modal: bool = False) -> str:
    """A trigger id as a click of that person brings one, anywhere or in a modal."""
    return server.workspace.triggers.issue(user_id, in_modal=in_modal)


def test_a_trigger_opens_one_modal(server: PracticeServer, client: WebClient, ada: str) -> None:
    trigger_id = trigger(server, ada)
    opened: dict[str, Any] = client.views_open(trigger_id=trigger_id, view=modal())["view"]
    assert opened["root_view_id"] == opened["id"]
    assert [view["id"] for view in server.workspace.modals(ada)] == [opened["id"]]
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=trigger_id, view=modal())


def test_a_trigger_is_too_old_after_three_seconds(
    server: PracticeServer, client: WebClient, ada: str
) -> None:
    now = [10.0]
    server.workspace.triggers = Triggers(lambda: now[0])
    early, late = trigger(server, ada), trigger(server, ada)
    now[0] = 13.0
    client.views_open(trigger_id=early, view=modal())
    now[0] = 13.1
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id=late, view=modal())


def test_a_made_up_trigger_opens_nothing(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        client.views_open(trigger_id="1.2.3", view=modal())


def test_a_refused_view_leaves_the_trigger_unused(
    server: PracticeServer, client: WebClient, ada: str
) -> None:
    trigger_id = trigger(server, ada)
    with pytest.raises(SlackApiError, match="invalid_arguments") as refusal:
        client.views_open(trigger_id=trigger_id, view=modal("x" * 25))
    assert "json-pointer:/view/title/text" in refusal.value.response["response_metadata"]["messages"][0]
    assert client.views_open(trigger_id=trigger_id, view=modal())["ok"]


def test_the_fourth_modal_is_one_too_many(server: PracticeServer, client: WebClient, ada: str) -> None:
    client.views_open(trigger_id=trigger(server, ada), view=modal())
    for _ in range(2):
        client.views_push(trigger_id=trigger(server, ada, in_modal=True), view=modal())
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        client.views_push(trigger_id=trigger(server, ada, in_modal=True), view=modal())
    assert len(server.workspace.modals(ada)) == 3


def test_nothing_is_laid_on_a_modal_by_what_was_done_outside_of_it(
    server: PracticeServer, client: WebClient, ada: str
) -> None:
    client.views_open(trigger_id=trigger(server, ada), view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        client.views_push(trigger_id=trigger(server, ada), view=modal())
    assert len(server.workspace.modals(ada)) == 1


def test_closing_a_modal_closes_those_above_it(server: PracticeServer, client: WebClient, ada: str) -> None:
    first = client.views_open(trigger_id=trigger(server, ada), view=modal() | {"notify_on_close": False})[
        "view"
    ]
    client.views_push(
        trigger_id=trigger(server, ada, in_modal=True), view=modal() | {"notify_on_close": False}
    )
    assert server.workspace.close(ada, first["id"]).ok
    assert server.workspace.modals(ada) == []


def test_an_update_with_an_old_hash_is_a_conflict(
    server: PracticeServer, client: WebClient, ada: str
) -> None:
    view = client.views_open(trigger_id=trigger(server, ada), view=modal())["view"]
    changed = client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Second"))["view"]
    assert changed["hash"] != view["hash"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Third"))
    assert server.workspace.modals(ada)[0]["title"]["text"] == "Second"


def test_what_was_typed_survives_an_update(server: PracticeServer, client: WebClient, ada: str) -> None:
    view = client.views_open(trigger_id=trigger(server, ada), view=modal())["view"]
    assert server.workspace.submit(ada, view["id"], {"when": "2026-08-12"}).errors
    updated = client.views_update(view_id=view["id"], view=modal("Second"))["view"]
    assert updated["state"]["values"]["when"]["when"]["selected_date"] == "2026-08-12"
    without = modal("Third") | {"blocks": modal()["blocks"][:1]}
    assert set(client.views_update(view_id=view["id"], view=without)["view"]["state"]["values"]) == {"why"}


def test_a_home_is_published_for_one_person_and_guarded_by_its_hash(
    server: PracticeServer, client: WebClient, ada: str
) -> None:
    first = client.views_publish(user_id=ada, view=HOME)["view"]
    second = client.views_publish(user_id=ada, view=HOME, hash=first["hash"])["view"]
    assert (second["id"], second["type"]) == (first["id"], "home")
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_publish(user_id=ada, view=HOME, hash=first["hash"])
    with pytest.raises(SlackApiError, match="user_not_found"):
        client.views_publish(user_id="U0NOBODY", view=HOME)


def test_an_external_id_belongs_to_one_view(server: PracticeServer, client: WebClient, ada: str) -> None:
    client.views_open(trigger_id=trigger(server, ada), view=modal() | {"external_id": "claim-7"})
    assert client.views_update(external_id="claim-7", view=modal("Found"))["ok"]
    client.views_update(
        view_id=server.workspace.modals(ada)[0]["id"], view=modal() | {"external_id": "claim-7"}
    )
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        client.views_push(
            trigger_id=trigger(server, ada, in_modal=True), view=modal() | {"external_id": "claim-7"}
        )


def test_a_response_url_serves_five_times_within_half_an_hour() -> None:
    clock = PracticeClock(START)
    tickets = ResponseTickets()
    ticket = tickets.issue("C1", "U1", None, clock.now())
    for _ in range(5):
        tickets.use(ticket, clock.now())
    with pytest.raises(TicketError, match="used_url"):
        tickets.use(ticket, clock.now())
    other = tickets.issue("C1", "U1", None, clock.now())
    clock.advance(RESPONSE_LIFE)
    with pytest.raises(TicketError, match="expired_url"):
        tickets.use(other, clock.now())
    with pytest.raises(TicketError, match="invalid_url"):
        tickets.use("made-up", clock.now())
