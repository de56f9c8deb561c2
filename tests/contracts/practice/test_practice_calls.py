"""The Web API answers as Slack does: who may call what, and what each call minds."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import PracticeClock
from bot.practice.conversations import Channel
from bot.practice.people import Member
from bot.practice.server import PracticeServer
from bot.practice.strict.pacing import Pacing
from tests.contracts.practice.conftest import PEOPLE, START
from tests.contracts.practice.probe import MANIFEST

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*Noon*"}}


def ada_of(server: PracticeServer) -> str:
    """Ada's id."""
    return server.workspace.member("ada@practice.example").id


def messages(server: PracticeServer, channel: str) -> list[dict[str, Any]]:
    """What Ada sees in a conversation."""
    return server.workspace.messages(ada_of(server), channel)


def test_auth_test_names_the_app_and_its_scopes(server: PracticeServer, client: WebClient) -> None:
    answer = client.auth_test()
    assert answer["user_id"] == server.workspace.app.bot_user_id
    assert answer["bot_id"] == server.workspace.app.bot_id
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
def test_a_call_without_the_right_token_is_refused(server: PracticeServer, token: str, error: str) -> None:
    with pytest.raises(SlackApiError, match=error):
        WebClient(token, base_url=server.api_url).auth_test()


def test_each_token_opens_its_own_doors_only(server: PracticeServer, client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        client.apps_connections_open(app_token=server.bot_token)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        WebClient(server.app_token, base_url=server.api_url).auth_test()


def test_a_call_without_scope_says_which_one_is_needed(server: PracticeServer, client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="missing_scope") as refusal:
        client.conversations_list()
    assert refusal.value.response["needed"] == "channels:read"
    assert "commands" in refusal.value.response["provided"]


def test_the_scope_for_reading_depends_on_the_kind_of_conversation(server: PracticeServer) -> None:
    private = Channel("command-staff", private=True, members=("ada@practice.example",))
    with PracticeServer(MANIFEST, PEOPLE, [private], clock=PracticeClock(START)) as other:
        client = WebClient(other.bot_token, base_url=other.api_url)
        with pytest.raises(SlackApiError) as refusal:
            client.conversations_history(channel=other.workspace.channel("command-staff"))
        assert refusal.value.response["needed"] == "groups:history"
        assert client.conversations_history(channel=other.workspace.dm(ada_of(other)))["messages"] == []


def test_a_method_that_slack_does_not_know_is_named(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        client.api_call("chat.scheduleEverything")


def test_a_message_keeps_its_metadata_for_those_who_ask(server: PracticeServer, client: WebClient) -> None:
    key = {"event_type": "notice", "event_payload": {"key": "k-1"}}
    posted = client.chat_postMessage(channel="#shifts", text="Hello", metadata=key)
    channel = str(posted["channel"])
    assert client.conversations_history(channel=channel)["messages"][0].get("metadata") is None
    read = client.conversations_history(channel=channel, include_all_metadata=True)["messages"][0]
    assert read["metadata"] == key
    client.chat_update(channel=channel, ts=posted["ts"], text="Changed")
    read = client.conversations_history(channel=channel, include_all_metadata=True)["messages"][0]
    assert (read["text"], read["metadata"]) == ("Changed", key)


@pytest.mark.parametrize("metadata", ['{"event_type": "x"}', "[]", "nonsense"])
def test_metadata_without_type_and_payload_is_refused(client: WebClient, metadata: str) -> None:
    with pytest.raises(SlackApiError, match="invalid_metadata_format"):
        client.api_call("chat.postMessage", params={"channel": "#shifts", "text": "x", "metadata": metadata})


def test_an_update_keeps_the_blocks_unless_blocks_are_sent(server: PracticeServer, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="#shifts", text="one", blocks=[SECTION])
    channel, ts = str(posted["channel"]), str(posted["ts"])
    client.chat_update(channel=channel, ts=ts, text="two")
    (shown,) = messages(server, channel)
    assert (shown["text"], len(shown["blocks"]), shown["edited"]) == ("two", 1, True)
    client.chat_update(channel=channel, ts=ts, text="three", blocks=[])
    assert messages(server, channel)[0]["blocks"] == []


def test_an_update_takes_a_tenth_of_the_text_of_a_new_message(client: WebClient) -> None:
    posted = client.chat_postMessage(channel="#shifts", text="x" * 40_000)
    with pytest.raises(SlackApiError, match="msg_too_long"):
        client.chat_update(channel=str(posted["channel"]), ts=posted["ts"], text="x" * 4_001)
    client.chat_update(channel=str(posted["channel"]), ts=posted["ts"], text="x" * 4_000)
    with pytest.raises(SlackApiError, match="msg_too_long"):
        client.chat_postMessage(channel="#shifts", text="x" * 40_001)


def test_the_app_changes_and_deletes_only_what_it_wrote(server: PracticeServer, client: WebClient) -> None:
    channel = server.workspace.channel("shifts")
    server.workspace.type(ada_of(server), channel, "Good morning")
    ts = messages(server, channel)[0]["ts"]
    with pytest.raises(SlackApiError, match="cant_update_message"):
        client.chat_update(channel=channel, ts=ts, text="x")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        client.chat_delete(channel=channel, ts=ts)
    with pytest.raises(SlackApiError, match="message_not_found"):
        client.chat_update(channel=channel, ts="1.000000", text="x")


def test_an_ephemeral_message_has_no_place_in_the_history(server: PracticeServer, client: WebClient) -> None:
    ada, channel = ada_of(server), server.workspace.channel("shifts")
    sent = client.chat_postEphemeral(channel=channel, user=ada, text="For you")
    assert messages(server, channel)[0]["ephemeral"]
    assert client.conversations_history(channel=channel)["messages"] == []
    with pytest.raises(SlackApiError, match="message_not_found"):
        client.chat_update(channel=channel, ts=sent["message_ts"], text="x")


def test_a_message_to_a_person_arrives_in_their_direct_message(
    server: PracticeServer, client: WebClient
) -> None:
    ada = ada_of(server)
    posted = client.chat_postMessage(channel=ada, text="Hello")
    assert (
        posted["channel"] == server.workspace.dm(ada) == client.conversations_open(users=ada)["channel"]["id"]
    )


def test_a_person_who_was_deactivated_is_not_written_to(server: PracticeServer, client: WebClient) -> None:
    ada = ada_of(server)
    dm = server.workspace.dm(ada)
    server.workspace.deactivate(ada)
    for channel in (ada, dm):
        with pytest.raises(SlackApiError, match="channel_not_found"):
            client.chat_postMessage(channel=channel, text="Hello")
    with pytest.raises(SlackApiError, match="user_disabled"):
        client.conversations_open(users=ada)


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"channel": "#nowhere", "text": "x"}, "channel_not_found"),
        ({"channel": "#shifts"}, "no_text"),
        ({"channel": "#shifts", "text": ""}, "no_text"),
        ({"channel": "#shifts", "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"channel": "#shifts", "text": "x", "blocks": '{"type": "divider"}'}, "invalid_blocks_format"),
    ],
)
def test_a_message_that_slack_would_refuse_is_refused(
    client: WebClient, args: dict[str, str], error: str
) -> None:
    with pytest.raises(SlackApiError, match=error):
        client.api_call("chat.postMessage", params=args)


def test_a_ninth_person_does_not_fit_into_a_group() -> None:
    manifest = copy.deepcopy(MANIFEST)
    manifest["oauth_config"]["scopes"]["bot"].append("mpim:write")
    crowd = [Member(f"Person {n}", f"p{n}@practice.example") for n in range(9)]
    with PracticeServer(manifest, crowd, clock=PracticeClock(START)) as server:
        client = WebClient(server.bot_token, base_url=server.api_url)
        ids = [server.workspace.member(person.email).id for person in crowd]
        first = client.conversations_open(users=ids[:8])
        assert client.conversations_open(users=ids[:8])["channel"] == first["channel"]
        with pytest.raises(SlackApiError, match="too_many_users"):
            client.conversations_open(users=ids)


def test_people_are_found_by_address_unless_they_are_gone(server: PracticeServer, client: WebClient) -> None:
    found = client.users_lookupByEmail(email="ADA@practice.example")["user"]
    assert found["profile"]["email"] == "ada@practice.example"
    assert found["tz"] == "America/New_York"
    server.workspace.deactivate(found["id"])
    with pytest.raises(SlackApiError, match="users_not_found"):
        client.users_lookupByEmail(email="ada@practice.example")
    assert client.users_info(user=found["id"])["user"]["deleted"] is True
    with pytest.raises(SlackApiError, match="user_not_found"):
        client.users_info(user="U0NOBODY")


def test_addresses_stay_hidden_from_an_app_without_the_scope() -> None:
    manifest = copy.deepcopy(MANIFEST)
    manifest["oauth_config"]["scopes"]["bot"].remove("users:read.email")
    with PracticeServer(manifest, PEOPLE, clock=PracticeClock(START)) as server:
        client = WebClient(server.bot_token, base_url=server.api_url)
        assert "email" not in client.users_info(user=ada_of(server))["user"]["profile"]
        with pytest.raises(SlackApiError, match=r"users:read\.email"):
            client.users_lookupByEmail(email="ada@practice.example")


def test_long_lists_come_in_pages(server: PracticeServer, client: WebClient) -> None:
    pages = [page["members"] for page in client.users_list(limit=2)]
    assert [len(page) for page in pages] == [2, 1]
    for text in ("one", "two", "three"):
        client.chat_postMessage(channel="#shifts", text=text)
    channel = server.workspace.channel("shifts")
    read = [
        m["text"] for page in client.conversations_history(channel=channel, limit=2) for m in page["messages"]
    ]
    assert read == ["three", "two", "one"]


def test_history_can_be_asked_for_a_stretch_of_time(server: PracticeServer, client: WebClient) -> None:
    first, second, third = (client.chat_postMessage(channel="#shifts", text=t)["ts"] for t in ("a", "b", "c"))
    channel = server.workspace.channel("shifts")
    between = client.conversations_history(channel=channel, oldest=first, latest=third)
    assert [m["text"] for m in between["messages"]] == ["b"]
    around = client.conversations_history(channel=channel, oldest=second, latest=second, inclusive=True)
    assert [m["text"] for m in around["messages"]] == ["b"]


def test_timestamps_come_from_the_practice_clock_and_never_repeat(
    server: PracticeServer, client: WebClient
) -> None:
    clock = server.workspace.clock
    assert isinstance(clock, PracticeClock)
    clock.advance(timedelta(days=7))
    stamps = [client.chat_postMessage(channel="#shifts", text="x")["ts"] for _ in range(3)]
    assert stamps == sorted(set(stamps))
    assert messages(server, server.workspace.channel("shifts"))[0]["at"].startswith("2026-08-17T12:00")


def test_a_channel_takes_a_small_burst_and_then_one_message_a_second(
    server: PracticeServer, client: WebClient
) -> None:
    now = [0.0]
    server.workspace.pacing = Pacing(lambda: now[0])
    for text in ("one", "two", "three"):
        client.chat_postMessage(channel="#shifts", text=text)
    with pytest.raises(SlackApiError, match="ratelimited") as refusal:
        client.chat_postMessage(channel="#shifts", text="four")
    assert refusal.value.response.headers["Retry-After"] == "1"
    client.chat_postMessage(channel="#supervisors", text="elsewhere")
    now[0] = 1.0
    client.chat_postMessage(channel="#shifts", text="four")
    with pytest.raises(SlackApiError, match="ratelimited"):
        client.chat_postMessage(channel="#shifts", text="five")
