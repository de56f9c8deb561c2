"""Threads, as strictly as Slack has them: what is no thread becomes a message of the channel, in silence."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.practice.server import PracticeServer


def _say(client: WebClient, text: str, thread_ts: object = None) -> str:
    more = {} if thread_ts is None else {"thread_ts": thread_ts}
    said = client.api_call("chat.postMessage", json={"channel": "#shifts", "text": text, **more})
    return str(said["ts"])


def _history(client: WebClient, server: PracticeServer) -> list[str]:
    answer = client.conversations_history(channel=server.workspace.channel("shifts"))
    return [message["text"] for message in answer["messages"]]


@pytest.fixture
def parent(client: WebClient) -> str:
    """A message that replies hang on."""
    return _say(client, "first")


def test_a_reply_stands_in_its_thread_and_not_in_the_history(
    server: PracticeServer, client: WebClient, parent: str
) -> None:
    reply = client.chat_postMessage(channel="#shifts", text="second", thread_ts=parent)
    assert reply["message"]["thread_ts"] == parent
    assert _history(client, server) == ["first"]
    channel = server.workspace.channel("shifts")
    thread = client.conversations_replies(channel=channel, ts=parent)["messages"]
    assert [message["text"] for message in thread] == ["first", "second"]
    assert thread[1]["parent_user_id"] == thread[0]["user"]


def test_the_first_message_of_a_thread_says_how_many_replies_there_are(
    server: PracticeServer, client: WebClient, parent: str
) -> None:
    channel = server.workspace.channel("shifts")
    [before] = client.conversations_history(channel=channel)["messages"]
    assert {"thread_ts", "reply_count"}.isdisjoint(before)
    last = [_say(client, text, parent) for text in ("second", "third")][-1]
    [after] = client.conversations_history(channel=channel)["messages"]
    assert (after["thread_ts"], after["reply_count"], after["latest_reply"]) == (parent, 2, last)


def test_the_first_message_of_a_thread_is_answered_whatever_is_asked_for(
    server: PracticeServer, client: WebClient, parent: str
) -> None:
    early, late = (_say(client, text, parent) for text in ("early", "late"))
    answer = client.conversations_replies(
        channel=server.workspace.channel("shifts"), ts=late, oldest=early, include_all_metadata=True
    )
    assert [message["text"] for message in answer["messages"]] == ["first", "late"]


def test_a_reply_to_a_reply_goes_into_the_thread_of_the_first_message(client: WebClient, parent: str) -> None:
    reply = _say(client, "second", parent)
    answer = client.chat_postMessage(channel="#shifts", text="third", thread_ts=reply)
    assert answer["message"]["thread_ts"] == parent


@pytest.mark.parametrize("nothing", ["1.000000", 1786363200.5, "yesterday"])
def test_what_is_no_message_is_no_thread_and_the_answer_alone_says_so(
    server: PracticeServer, client: WebClient, parent: str, nothing: object
) -> None:
    told = {"channel": "#shifts", "text": "astray", "thread_ts": nothing}
    answer = client.api_call("chat.postMessage", json=told)
    assert "thread_ts" not in answer["message"]
    assert _history(client, server) == ["astray", "first"]


def test_a_deleted_message_that_has_replies_leaves_a_tombstone_which_nothing_changes(
    server: PracticeServer, client: WebClient, parent: str
) -> None:
    channel = server.workspace.channel("shifts")
    _say(client, "second", parent)
    client.chat_delete(channel=channel, ts=parent)
    first, second = client.conversations_replies(channel=channel, ts=parent)["messages"]
    assert (first["subtype"], first["user"], first["reply_count"]) == ("tombstone", "USLACKBOT", 1)
    assert (first["text"], second["text"]) == ("This message was deleted.", "second")
    assert "bot_id" not in first
    for change in ("chat.update", "chat.delete"):
        with pytest.raises(SlackApiError, match="message_not_found"):
            client.api_call(change, json={"channel": channel, "ts": parent, "text": "back"})
    assert _say(client, "third", parent)
    assert _history(client, server) == ["This message was deleted."]


def test_a_thread_that_is_gone_is_not_found(server: PracticeServer, client: WebClient, parent: str) -> None:
    channel = server.workspace.channel("shifts")
    client.chat_delete(channel=channel, ts=parent)
    with pytest.raises(SlackApiError, match="thread_not_found"):
        client.conversations_replies(channel=channel, ts=parent)


def test_a_reply_does_not_count_as_something_new_in_the_channel(
    server: PracticeServer, client: WebClient, parent: str
) -> None:
    workspace = server.workspace
    ada = workspace.member("ada@practice.example").id
    _say(client, "second", parent)
    assert workspace.conversation(workspace.channel("shifts")).unread_by(ada) == 1
