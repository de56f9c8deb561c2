"""The feed falls silent: the channel reads so until it delivers again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOON
from tests.stories.supervisors_channel import CHANNEL
from tests.stories.world import World, a_world, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")
SILENT = "The feed is silent. It last delivered Wed Aug 12, 12:00."


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The district, whose feed is pulled every quarter of an hour, and escalated."""
    often = timedelta(minutes=15)
    with a_world(tmp_path, database_url, chains=("feed",), feed_every=often) as district:
        yield district


def the_auditor_looks(world: World, times: int = 2) -> None:
    """Twice, as it does within a minute: what it saw before is told then."""
    [auditor] = [beat for beat in world.process.heartbeat.beats if beat.name == "auditor"]
    for _ in range(times):
        auditor.run()
    world.everything_is_swept()


def it_falls_silent(world: World, folder: Path) -> None:
    """The file is gone, and an hour passes."""
    world.feed_says(FRIDAY)
    the_auditor_looks(world, times=1)  # silence counts from its first look on
    (folder / "feed.json").unlink()
    world.waits_until(NOON + timedelta(minutes=61))
    the_auditor_looks(world)
    world.sol.reads(SILENT, "Nobody has it. Next: Cora Cypress, Wed Aug 12, 13:16.", channel=CHANNEL)


def test_a_feed_that_is_silent_for_an_hour_is_told_once_and_over_with_the_next_delivery(
    world: World, tmp_path: Path
) -> None:
    it_falls_silent(world, tmp_path)
    the_auditor_looks(world)
    world.feed_says(FRIDAY)
    world.everything_is_swept()
    world.sol.reads("The feed is silent.", "In order again, Wed Aug 12, 13:01", channel=CHANNEL)
    world.sol.reads("Over: in order again", channel=CHANNEL, thread=True)
    the_auditor_looks(world)


def test_whoever_has_it_is_left_alone_and_nobody_else_is_woken(world: World, tmp_path: Path) -> None:
    it_falls_silent(world, tmp_path)
    world.sol.presses("I have it")
    world.sol.reads("You have #1. Nobody else is woken.", channel=CHANNEL)
    world.everything_is_swept()
    world.sol.reads(SILENT, "Sergeant Sol Sequoia has it, since Wed Aug 12, 13:01", channel=CHANNEL)
    world.sol.reads("Sergeant Sol Sequoia has it", channel=CHANNEL, thread=True)
    world.nobody_hears_anything_at(NOON + timedelta(minutes=110))
