"""A story fails on any message that nobody in it has read, also on one in a thread."""

import pytest
from slack_sdk import WebClient

from tests.stories.world import World


def test_a_reply_in_a_thread_has_to_be_read_like_any_other_message(world: World) -> None:
    client = WebClient(world.server.bot_token, base_url=world.server.api_url)
    channel = world.server.workspace.channel("supervisors")
    first = client.chat_postMessage(channel=channel, text="Nobody has it")["ts"]
    world.sol.reads("Nobody has it", channel="supervisors")
    client.chat_postMessage(channel=channel, text="Sol has it", thread_ts=first)
    with pytest.raises(AssertionError, match=r"#supervisors:\nSol has it"):
        world.nothing_else_was_said()
    world.sol.reads("Sol has it", channel="supervisors", thread=True)
