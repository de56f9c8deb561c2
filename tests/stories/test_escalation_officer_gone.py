"""An officer is switched off in Slack and still holds shifts: the sergeant is told, and it is over once
nothing is left, or the officer is back.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.escalated import in_thread
from tests.stories.supervisors_channel import CHANNEL
from tests.stories.world import World, a_world, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")
SATURDAY = shift("b", "2026-08-15T07:00:00-07:00", "2026-08-15T15:00:00-07:00")
GONE = "Gone: Ben Birch, still holds 2 coming shifts"


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """Ben holds two shifts, and leaves."""
    with a_world(tmp_path, database_url, chains=("officer_gone",)) as district:
        district.feed_says(FRIDAY, SATURDAY)
        for number in (1, 2):
            district.ben.types(f"/shifts claim {number} now")
            district.ben.reads("It is yours.")
        district.server.workspace.deactivate(district.ben.id)
        district.roster_knows("ben@example.org", lambda ben: ben.deactivated_at is not None)
        district.everything_is_swept()
        district.sol.reads(GONE)
        district.sol.reads(GONE, channel=CHANNEL)
        in_thread(district, "Told Sergeant Sol Sequoia")
        yield district


def test_the_sergeant_releases_one_and_then_all_that_is_left_and_it_is_over(world: World) -> None:
    world.sol.reads_again(GONE)
    world.sol.presses("I have it")
    world.everything_is_swept()
    world.sol.reads("You have it, since Wed Aug 12, 12:0")
    world.sol.reads("Sergeant Sol Sequoia has it", channel=CHANNEL)
    in_thread(world, "Sergeant Sol Sequoia has it")
    world.sol.types("/escalations 1")
    world.sol.reads(GONE, "Fri Aug 14", "Sat Aug 15")
    world.sol.presses("Release …", after="Fri Aug 14")
    world.sol.submits(reason="has left us")
    world.everything_is_swept()
    world.sol.reads("Ben Birch is off.", "has left us")
    world.sol.reads("still holds 1 coming shift")
    world.sol.reads_again("still holds 1 coming shift")
    world.sol.presses("Release all …")
    world.sol.submits(reason="has left us")
    world.everything_is_swept()
    world.sol.reads("Ben Birch released from 1 shift.", "Sat Aug 15")
    in_thread(world, "Sergeant Sol Sequoia handed the shifts back", "has left us")
    for channel in (None, CHANNEL):
        world.sol.reads("Gone: Ben Birch", "Nothing left to do", channel=channel)
    in_thread(world, "Over: nothing left to do")


def test_whoever_comes_back_keeps_what_they_hold_and_every_message_says_so(world: World) -> None:
    world.server.workspace.deactivate(world.ben.id, deactivated=False)
    world.roster_knows("ben@example.org", lambda ben: ben.deactivated_at is None)
    world.everything_is_swept()
    for channel in (None, CHANNEL):
        world.sol.reads("Gone: Ben Birch", "Back again", channel=channel)
    in_thread(world, "Over: back again")
