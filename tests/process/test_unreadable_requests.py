"""Signed is not yet sound: whatever carries a good signature is answered in a sentence, never by a 500."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import SystemClock
from bot.logs import quiet_libraries
from tests.handlers.office import MovableClock
from tests.process.outside import Outside

NO_REQUEST = [
    "", "null", "1", '"words"', "[]", "{}", "{", "a=b", "payload=", "payload=[]", "payload={", "[" * 100_000,
    '{"a":' * 5_000, '{"enterprise":5}', '{"team":5}', '{"command":5}', '{"type":["block_actions"]}',
    '{"type":"block_actions","actions":[]}', '{"type":"event_callback","event":"block_actions"}',
    '{"type":"view_submission","view":{"callback_id":"override"}}',
]  # fmt: skip

_plain = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
_nested = st.recursive(
    _plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
_names = ("type", "command", "event", "user", "team", "view", "actions", "enterprise", "user_id", "payload")
_kinds = st.sampled_from(["block_actions", "view_submission", "event_callback", "shortcut", "/shifts"])


@pytest.fixture
def outside() -> Outside:
    """A door with one listener behind it."""
    quiet_libraries()
    return Outside(MovableClock(SystemClock().now()))


@pytest.mark.parametrize("body", NO_REQUEST, ids=lambda body: body[:24])
def test_a_signed_body_that_is_no_request_is_told_so_and_changes_nothing(outside: Outside, body: str) -> None:
    assert outside.send(body=body.encode()) == 400
    assert outside.said.startswith("This is no request that Slack makes")
    assert outside.asked == []


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(_names), _nested | _kinds, max_size=5))
def test_any_signed_object_is_answered(body: dict[str, object]) -> None:
    quiet_libraries()
    outside = Outside(MovableClock(SystemClock().now()))
    assert outside.send(body=json.dumps(body).encode()) in {200, 400}
