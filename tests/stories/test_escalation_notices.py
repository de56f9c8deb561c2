"""Somebody cannot be told: supervisors read whom to tell and what, until it is done or Slack reaches them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOON
from tests.stories.supervisors_channel import CHANNEL
from tests.stories.world import World, a_world, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00", places=2)
UNTOLD = "Please tell Ada Alder: they were released from a shift: Quartz Elementary, Fri Aug 14, 07:00–15:00"


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The district, in which notices are escalated: the channel at once, Cora an hour later."""
    with a_world(tmp_path, database_url, chains=("notices",)) as district:
        yield district


def ada_is_released_and_not_told(world: World) -> None:
    """Slack switches her off just before."""
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.server.workspace.deactivate(world.ada.id)
    world.roster_knows("ada@example.org", lambda ada: ada.deactivated_at is not None)
    world.sol.types("/shifts release 1 @ada her account is gone")
    world.sol.reads("Ada Alder is off.")
    world.everything_is_sent()
    world.everything_is_swept()
    world.sol.reads(UNTOLD, "Nobody has it. Next: Cora Cypress, Wed Aug 12, 13:00.", channel=CHANNEL)


def test_the_channel_reads_whom_to_tell_and_whoever_has_told_her_says_so(world: World) -> None:
    ada_is_released_and_not_told(world)
    world.sol.types("/escalations 1")
    world.sol.reads(UNTOLD, "Why: the person's Slack account is deactivated")
    world.sol.types("/escalations resolve 1 rang her at home")
    world.sol.reads("#1 is resolved.")
    world.everything_is_swept()
    world.sol.reads(UNTOLD, "Resolved by Sergeant Sol Sequoia", "rang her at home", channel=CHANNEL)
    world.sol.reads("Over: resolved by Sergeant Sol Sequoia", channel=CHANNEL, thread=True)
    world.nobody_hears_anything_at(NOON + timedelta(hours=3))


def test_where_nobody_takes_it_the_coordinator_is_told_and_what_comes_later_stands_in_the_same_message(
    world: World,
) -> None:
    ada_is_released_and_not_told(world)
    world.waits_until(NOON + timedelta(hours=1, seconds=30))
    world.everything_is_swept()
    world.cora.reads(UNTOLD, "You are a coordinator.")
    world.cora.reads("Told Cora Cypress", channel=CHANNEL, thread=True)
    world.cora.reads(UNTOLD, "Nobody has it.", channel=CHANNEL)
    world.cora.types("/escalations take 1")
    world.cora.reads("You have #1.")
    world.everything_is_swept()
    world.cora.reads(UNTOLD, "You have it, since Wed Aug 12, 13:00.")
    world.cora.reads(UNTOLD, "Cora Cypress has it, since Wed Aug 12, 13:00", channel=CHANNEL)
    world.cora.reads("Cora Cypress has it", channel=CHANNEL, thread=True)


def test_it_is_over_by_itself_once_slack_reaches_her_again(world: World) -> None:
    ada_is_released_and_not_told(world)
    world.server.workspace.deactivate(world.ada.id, deactivated=False)
    world.roster_knows("ada@example.org", lambda ada: ada.deactivated_at is None)
    world.time_passes(timedelta(seconds=30))
    world.sol.types("/shifts assign 1 @ada")
    world.sol.reads("Ada Alder is on.")
    world.ada.reads("Sergeant Sol Sequoia put you on this shift.")
    world.everything_is_swept()
    world.sol.reads(UNTOLD, "In order again", channel=CHANNEL)
    world.sol.reads("Over: in order again", channel=CHANNEL, thread=True)
    world.nobody_hears_anything_at(NOON + timedelta(hours=3))
