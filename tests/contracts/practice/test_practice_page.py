"""The page's JSON API: what a browser on this machine may see and do, and what nobody else may."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import PracticeClock, SystemClock
from bot.practice.extras import Extra
from bot.practice.server import PracticeServer
from tests.contracts.practice.conftest import PATIENCE, PEOPLE, START, Scene
from tests.contracts.practice.probe import MANIFEST

MAY_CHANGE = {"X-Practice": "1"}


@pytest.fixture
def browser(server: PracticeServer) -> Iterator[httpx.Client]:
    """A browser with the page open."""
    with httpx.Client(base_url=server.url, headers=MAY_CHANGE, trust_env=False, timeout=PATIENCE) as opened:
        yield opened


@pytest.fixture
def ada(server: PracticeServer) -> str:
    """Ada's id."""
    return server.workspace.member("ada@practice.example").id


def heard(stream: httpx.Response, until: str, act: Callable[[], object]) -> dict[str, Any]:
    """Act once the stream is open, and answer the data of the first event called `until`."""
    lines = stream.iter_lines()
    assert next(lines) == ": listening"
    act()
    for line in lines:
        if line == f"event: {until}":
            data: dict[str, Any] = json.loads(next(lines).removeprefix("data: "))
            return data
    raise AssertionError(f"the stream ended before {until}")


def test_the_state_names_everybody_and_everything(browser: httpx.Client, server: PracticeServer) -> None:
    state = browser.get("practice/state").json()
    assert [person["real_name"] for person in state["people"]] == ["Ada Okafor", "Ben Ruiz", "Probe"]
    assert [person["is_bot"] for person in state["people"]] == [False, False, True]
    assert state["people"][0]["initials"] == "AO"
    assert [channel["name"] for channel in state["channels"]] == ["shifts", "supervisors"]
    assert state["commands"][0] == {"command": "/probe", "description": "Probes.", "usage_hint": "[what]"}
    assert state["clock"]["now"].startswith("2026-08-10T12:00")
    assert (state["transport"], state["connections"], state["extras"]) == ("socket", {"socket": 0}, [])
    assert server.bot_token not in json.dumps(state)


def test_a_person_types_presses_and_submits_on_the_page(scene: Scene, browser: httpx.Client) -> None:
    def post(path: str, **body: Any) -> dict[str, Any]:
        answer: dict[str, Any] = browser.post(f"practice/{path}", json={"user": scene.ada, **body}).json()
        return answer

    typed = post("type", channel=scene.shifts, text="/probe buttons")
    assert (typed["ok"], typed["kind"]) == (True, "command")
    assert typed["ack_ms"] > 0
    shown = browser.get("practice/messages", params={"user": scene.ada, "channel": scene.shifts}).json()[-1]
    container = {"type": "message", "channel": scene.shifts, "ts": shown["ts"]}
    pressed = post(
        "press",
        container=container,
        block_id="row-ask",
        action_id="ask",
        element_type="button",
        value="forged",
    )
    assert pressed["ok"]
    assert scene.probe.last("block_actions")["actions"][0]["value"] == "value of ask"
    scene.workspace.wait_for(lambda: scene.workspace.modals(scene.ada))
    (open_view,) = browser.get("practice/view", params={"user": scene.ada}).json()
    entry = {"why": {"reason": {"type": "plain_text_input", "value": "bad"}}}
    submitted = post("submit", view_id=open_view["id"], state={"values": entry})
    assert submitted["response_action"] == "errors"
    assert submitted["errors"] == {"why": "That is no reason."}
    assert post("close", view_id=open_view["id"])["ok"]
    assert post("home")["ok"]
    scene.workspace.wait_for(lambda: scene.workspace.home(scene.ada))
    assert browser.get("practice/home", params={"user": scene.ada}).json()["view"]["type"] == "home"


def test_what_arrives_is_streamed_to_the_one_it_concerns(
    server: PracticeServer, browser: httpx.Client, ada: str
) -> None:
    shifts = server.workspace.channel("shifts")
    with browser.stream("GET", "practice/live", params={"user": ada}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        data = heard(stream, "message", lambda: server.workspace.type(ada, shifts, "Good morning"))
    assert (data["channel"], data["message"]["text"]) == (shifts, "Good morning")


def test_a_fault_that_is_spent_is_streamed_to_every_page(
    server: PracticeServer, client: WebClient, browser: httpx.Client
) -> None:
    server.workspace.faults.set(server_error_next=2)

    def call() -> None:
        with pytest.raises(SlackApiError):
            client.chat_postMessage(channel="#shifts", text="one")

    with browser.stream("GET", "practice/live") as stream:
        data = heard(stream, "faults", call)
    assert data["faults"]["server_error_next"] == 1


def test_opening_the_messages_is_told_apart_from_opening_the_home(
    scene: Scene, browser: httpx.Client
) -> None:
    assert browser.post("practice/home", json={"user": scene.ada, "tab": "messages"}).json()["ok"]
    scene.workspace.wait_for(lambda: scene.probe.heard)
    assert scene.probe.last("app_home_opened")["event"]["tab"] == "messages"


def test_unread_messages_are_counted_until_somebody_looks(
    server: PracticeServer, browser: httpx.Client, ada: str
) -> None:
    ben, shifts = server.workspace.member("ben@practice.example").id, server.workspace.channel("shifts")
    server.workspace.type(ben, shifts, "Who is on?")

    def unread() -> dict[str, int]:
        listed = browser.get("practice/conversations", params={"user": ada}).json()
        return {one["name"]: one["unread"] for one in listed}

    assert unread() == {"shifts": 1, "supervisors": 0, "Probe": 0}
    browser.get("practice/messages", params={"user": ada, "channel": shifts})
    assert unread()["shifts"] == 0


def test_the_clock_moves_forward_and_never_back(server: PracticeServer, browser: httpx.Client) -> None:
    before = server.workspace.clock.now()
    moved = browser.post("practice/clock", json={"advance_seconds": 3_600}).json()
    assert moved["ok"]
    assert server.workspace.clock.now() >= before + timedelta(hours=1)
    refused = browser.post("practice/clock", json={"to": "2026-08-10T11:00:00+00:00"})
    assert refused.status_code == 400
    assert "forward" in refused.json()["sentence"]


def test_a_workspace_on_the_machines_clock_cannot_be_moved() -> None:
    with PracticeServer(MANIFEST, clock=SystemClock()) as server:
        refused = httpx.post(f"{server.url}practice/clock", json={"advance_seconds": 1}, headers=MAY_CHANGE)
        assert refused.json()["sentence"] == "This workspace runs on a clock that cannot be moved."


def test_faults_people_and_traffic_have_their_switches(server: PracticeServer, browser: httpx.Client) -> None:
    answer = browser.post("practice/faults", json={"rate_limit_next": 2, "disconnect": True}).json()
    assert answer["faults"]["rate_limit_next"] == 2
    assert browser.post("practice/faults", json={"nonsense": 1}).status_code == 400
    joined = browser.post(
        "practice/people", json={"real_name": "Gil Guest", "email": "gil@x.example", "guest": True}
    )
    person = joined.json()["person"]
    assert person["guest"]
    changed = browser.post(f"practice/people/{person['id']}", json={"deactivated": True}).json()
    assert changed["person"]["deactivated"]
    server.workspace.wait_for(lambda: len(server.workspace.traffic.after(0)) == 4)
    entries = browser.get("practice/traffic", params={"after": 0}).json()
    assert {entry["what"] for entry in entries} == {"team_join gil", "user_change gil"}
    assert browser.get("practice/traffic", params={"after": entries[-1]["n"]}).json() == []


def test_extra_buttons_run_what_the_demo_gave_them() -> None:
    extra = Extra("feed", "Deliver the next feed", "As if the agency had exported.", lambda: "Delivered.")
    with PracticeServer(MANIFEST, clock=PracticeClock(START), extras=[extra]) as server:
        listed = httpx.get(f"{server.url}practice/state").json()["extras"]
        assert listed == [{"id": "feed", "label": extra.label, "description": extra.description}]
        done = httpx.post(f"{server.url}practice/extras/feed", headers=MAY_CHANGE).json()
        assert done == {"ok": True, "sentence": "Delivered."}
        assert httpx.post(f"{server.url}practice/extras/none", headers=MAY_CHANGE).status_code == 404


def test_a_foreign_web_page_can_change_nothing(server: PracticeServer, ada: str) -> None:
    body = {"user": ada, "channel": server.workspace.channel("shifts"), "text": "Hello"}
    assert httpx.post(f"{server.url}practice/type", json=body).status_code == 403
    assert httpx.get(f"{server.url}practice/type").status_code == 405
    assert "access-control-allow-origin" not in httpx.get(f"{server.url}practice/state").headers
    assert server.workspace.messages(ada, body["channel"]) == []


@pytest.mark.parametrize(
    "host", ["attacker.example", "attacker.example:80", "127.0.0.1.attacker.example", "127.0.0.1:x"]
)
def test_a_name_that_only_resolves_to_this_machine_is_refused(server: PracticeServer, host: str) -> None:
    assert httpx.get(f"{server.url}practice/state", headers={"Host": host}).status_code == 421


def test_the_workspace_listens_on_this_machine_only() -> None:
    with pytest.raises(ValueError, match="this machine only"):
        PracticeServer(MANIFEST, PEOPLE, clock=PracticeClock(START), host="0.0.0.0")


def test_the_page_comes_with_its_guards(browser: httpx.Client) -> None:
    page = browser.get("")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"] == (
        "default-src 'self'; img-src 'self' data:; style-src 'self'"
    )
    assert page.headers["cache-control"] == "no-store"
    assert browser.get("page/main.js").headers["content-type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize("path", ["page/../server.py", "page/%2e%2e/server.py", "page/none.js", "page/"])
def test_nothing_but_the_page_is_served(browser: httpx.Client, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("type", {"user": "U1", "text": "x"}, "channel is missing"),
        ("type", [], "the body must be a JSON object"),
        ("people/U0NOBODY", {"deactivated": True}, "nobody in the practice workspace has the id U0NOBODY"),
    ],
)
def test_a_request_that_makes_no_sense_gets_a_sentence(
    browser: httpx.Client, path: str, body: Any, sentence: str
) -> None:
    refused = browser.post(f"practice/{path}", json=body)
    assert refused.status_code in (400, 404)
    assert refused.json()["sentence"] == sentence
