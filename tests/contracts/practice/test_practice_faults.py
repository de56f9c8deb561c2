"""The workspace misbehaves on demand, and in the way that networks and Slack do."""

from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.practice.server import PracticeServer


def posted(server: PracticeServer) -> list[str]:
    """The texts that arrived in #shifts."""
    ada = server.workspace.member("ada@practice.example").id
    return [message["text"] for message in server.workspace.messages(ada, server.workspace.channel("shifts"))]


def test_a_limited_call_says_how_long_to_wait_and_does_nothing(
    server: PracticeServer, client: WebClient
) -> None:
    server.workspace.faults.set(rate_limit_next=1, retry_after=7)
    with pytest.raises(SlackApiError, match="ratelimited") as refusal:
        client.chat_postMessage(channel="#shifts", text="one")
    assert refusal.value.response.status_code == 429
    assert refusal.value.response.headers["Retry-After"] == "7"
    client.chat_postMessage(channel="#shifts", text="two")
    assert posted(server) == ["two"]


def test_a_server_error_does_nothing(server: PracticeServer, client: WebClient) -> None:
    server.workspace.faults.set(server_error_next=1)
    with pytest.raises(SlackApiError) as refusal:
        client.chat_postMessage(channel="#shifts", text="one")
    assert refusal.value.response.status_code == 503
    assert posted(server) == []


def test_a_connection_that_drops_before_leaves_nothing_behind(
    server: PracticeServer, client: WebClient
) -> None:
    server.workspace.faults.set(drop_before_next=1)
    with pytest.raises((RemoteDisconnected, ConnectionResetError, URLError)):
        client.chat_postMessage(channel="#shifts", text="one")
    assert posted(server) == []
    assert client.auth_test()["ok"]


def test_a_connection_that_drops_after_has_posted_once(server: PracticeServer, client: WebClient) -> None:
    server.workspace.faults.set(drop_after_next=1)
    with pytest.raises((RemoteDisconnected, ConnectionResetError, URLError)):
        client.chat_postMessage(channel="#shifts", text="one")
    assert posted(server) == ["one"]


def test_the_stock_client_posts_twice_when_the_answer_is_lost(server: PracticeServer) -> None:
    stock = WebClient(server.bot_token, base_url=server.api_url)
    server.workspace.faults.set(drop_after_next=1)
    assert stock.chat_postMessage(channel="#shifts", text="one")["ok"]
    assert posted(server) == ["one", "one"]


def test_slack_can_be_away_and_come_back(server: PracticeServer, client: WebClient) -> None:
    server.workspace.faults.set(slack_away=True)
    for _ in range(2):
        with pytest.raises((RemoteDisconnected, ConnectionResetError, URLError)):
            client.auth_test()
    server.workspace.faults.set(slack_away=False)
    assert client.auth_test()["ok"]


def test_a_fault_can_be_kept_to_one_family_of_calls(server: PracticeServer, client: WebClient) -> None:
    server.workspace.faults.set(server_error_next=1, only="chat.")
    assert client.auth_test()["ok"]
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="#shifts", text="one")


def test_a_switch_that_does_not_exist_is_refused_and_none_is_turned(server: PracticeServer) -> None:
    with pytest.raises(ValueError, match="There is no fault “nonsense”"):
        server.workspace.faults.set(slack_away=True, nonsense=1)
    with pytest.raises(ValueError, match="takes a int"):
        server.workspace.faults.set(delay_ms="long")
    assert not server.workspace.faults.slack_away


def test_the_record_shows_both_directions_and_no_token(server: PracticeServer, client: WebClient) -> None:
    client.chat_postMessage(channel="#shifts", text=f"my token is {server.bot_token}")
    WebClient(base_url=server.api_url).apps_connections_open(app_token=server.app_token)
    entries = server.workspace.traffic.after(0)
    assert [entry["what"] for entry in entries] == ["chat.postMessage", "apps.connections.open"]
    everything = repr(entries)
    assert server.bot_token not in everything
    assert server.app_token not in everything
    assert "ticket=…" in everything
