"""When a call to Slack fails, the log says why, and never quotes what was sent or what came back."""

from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.errors import NO_CODE, error_code, seconds_to_wait, why_unreached


def answered(error: str, **headers: str) -> SlackApiError:
    """A call that came back with an error."""
    response = SlackResponse(
        client=WebClient(), http_verb="POST", api_url="https://slack.com/api/chat.postMessage",
        req_args={}, data={"ok": False, "error": error}, headers=headers, status_code=200,
    )  # fmt: skip
    return SlackApiError("Refused.", response)  # type: ignore[no-untyped-call]  # the SDK leaves it unannotated


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (URLError(ConnectionRefusedError(111, "Connection refused")), "Connection refused"),
        (URLError(TimeoutError()), "TimeoutError"),
        (RemoteDisconnected("Remote end closed connection without response"), "RemoteDisconnected"),
    ],
)
def test_an_operator_reads_why_slack_could_not_be_reached(error: Exception, why: str) -> None:
    assert why_unreached(error) == why


def test_a_proxys_page_instead_of_slacks_answer_is_not_quoted() -> None:
    page = answered("Received a response in a non-JSON format: <html>Sign in, Ada Alder</html>")
    assert error_code(page) == NO_CODE
    assert error_code(answered("not_in_channel")) == "not_in_channel"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"retry-after": "8"}, 8),
        ({}, 30),
        ({"Retry-After": "soon"}, 30),
        ({"Retry-After": "9" * 5_000}, 999_999_999),
    ],
)
def test_muster_waits_as_long_as_slack_asks(headers: dict[str, str], seconds: int) -> None:
    assert seconds_to_wait(answered("ratelimited", **headers).response) == seconds
