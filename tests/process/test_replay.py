"""The HTTP door lets in what Slack signed, fresh and for the first time; nothing else changes anything."""

import hashlib
import hmac
import logging
from datetime import datetime, timedelta

import pytest

from bot.clock import SystemClock
from bot.logs import quiet_libraries
from bot.slack.replay import ReplayGuard
from tests.handlers.office import MovableClock
from tests.process.outside import BODY, SECRET, Outside


@pytest.fixture
def outside() -> Outside:
    """The door at the machine's own time, which Bolt reads too."""
    quiet_libraries()
    return Outside(MovableClock(SystemClock().now()))


def test_a_request_that_slack_signed_is_answered(outside: Outside) -> None:
    assert outside.send() == 200
    assert outside.asked == ["claim 412"]


def test_the_same_request_a_second_time_changes_nothing(outside: Outside) -> None:
    assert [outside.send(), outside.send()] == [200, 401]
    assert len(outside.asked) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "another secret"},
        {"signature": ""},
        {"signature": "v0=" + "0" * 64},
        {"signature": "v0=ABC"},
        {"at": "yesterday"},
        {"at": ""},
        {"at": "-1"},
        {"at": "9" * 40},
        {"at": "1e9"},
        {"at": " 1700000000"},
    ],
)
def test_a_forged_or_malformed_request_is_turned_away(outside: Outside, wrong: dict[str, str]) -> None:
    assert outside.send(**wrong) == 401  # type: ignore[arg-type]  # each names one argument
    assert outside.asked == []


@pytest.mark.parametrize("off", [timedelta(minutes=-6), timedelta(minutes=6)])
def test_a_stale_request_and_one_from_the_future_are_turned_away(outside: Outside, off: timedelta) -> None:
    at = outside.clock.now() + off
    assert outside.send(at=str(int(at.timestamp()))) == 401
    assert outside.asked == []


def test_a_body_that_was_altered_is_turned_away(outside: Outside) -> None:
    stamp = str(int(outside.clock.now().timestamp()))
    signed = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + BODY, hashlib.sha256).hexdigest()
    assert outside.send(body=BODY.replace(b"412", b"413"), at=stamp, signature=f"v0={signed}") == 401


def test_bytes_that_are_not_text_are_turned_away(outside: Outside) -> None:
    assert outside.send(body=b"\xff\xfe\x00") == 401


def test_a_huge_body_is_not_read_to_the_end(outside: Outside) -> None:
    assert outside.send(body=b"a" * 1_100_000) == 413


def test_the_body_of_a_request_that_is_not_trusted_is_never_logged(
    outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.NOTSET):
        outside.send(secret="another secret")
    assert "412" not in caplog.text


def test_what_was_seen_is_forgotten_once_it_is_stale_anyway(now: datetime) -> None:
    clock = MovableClock(now)
    guard = ReplayGuard(SECRET, clock)
    for number in range(600):
        stamp = str(int(clock.now().timestamp()))
        body = f"n={number}".encode()
        signed = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        assert guard.admits(body, {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={signed}"})
        clock.advance(timedelta(seconds=10))
    assert len(guard._seen) <= 257
