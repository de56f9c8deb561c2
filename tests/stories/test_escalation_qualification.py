"""Ben is on an armed shift when his qualification turns out to end before it: two weeks before, the
sergeant is told, until Ben has qualified or is off it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduling.roster.import_people import import_roster
from tests.stories.districts import at, district
from tests.stories.escalated import in_thread
from tests.stories.supervisors_channel import CHANNEL
from tests.stories.world import World, a_world, shift

ARMED = shift("a", "2026-09-10T07:00:00-07:00", "2026-09-10T15:00:00-07:00", armed=True)
LAPSES = "Firearms qualification of Ben Birch ends before: Quartz Elementary"


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The roster had too late a day and is put right; it is two weeks before the shift."""
    people = _ben_qualified("2025-09-20")
    with a_world(tmp_path, database_url, roster=people, chains=("qualification",)) as heron:
        heron.feed_says(ARMED)
        heron.sol.types("/shifts assign 1 @ben")
        heron.sol.reads("Ben Birch is on.")
        heron.ben.reads("Sergeant Sol Sequoia put you on this shift.")
        _roster_says(heron, _ben_qualified("2025-08-24"))
        heron.waits_until(at("2026-08-27"))
        heron.everything_is_swept()
        heron.sol.reads(LAPSES)
        heron.sol.reads(LAPSES, channel=CHANNEL)
        in_thread(heron, "Told Sergeant Sol Sequoia")
        yield heron


def test_whoever_qualifies_after_all_keeps_the_shift_and_it_is_over(world: World) -> None:
    world.sol.reads_again(LAPSES)
    world.sol.presses("I have it")
    world.everything_is_swept()
    world.sol.reads(LAPSES, "You have it, since")
    world.sol.reads(LAPSES, "Sergeant Sol Sequoia has it", channel=CHANNEL)
    in_thread(world, "Sergeant Sol Sequoia has it")
    _roster_says(world, _ben_qualified("2026-08-26"))
    _is_over(world, "Qualified again")


def test_the_sergeant_releases_the_shift_and_it_is_over(world: World) -> None:
    world.sol.reads_again(LAPSES)
    world.sol.presses("Release …")
    world.sol.submits(reason="is not qualified")
    world.everything_is_swept()
    world.sol.reads("Ben Birch is off.", "is not qualified")
    world.ben.reads("is not qualified")
    _is_over(world, "Given back")


def _is_over(world: World, how: str) -> None:
    world.everything_is_swept()
    for channel in (None, CHANNEL):
        world.sol.reads(LAPSES, how, channel=channel)
    in_thread(world, "Over:")


def _ben_qualified(day: str) -> str:
    return district(f"Ben Birch,SSO,yes,{day}", columns="armed,qualified on")


def _roster_says(world: World, people: str) -> None:
    with world.process.desk.begin() as tx:
        report = import_roster(tx, content=people.encode(), district_zone="America/Phoenix")
    assert not report.bad, report.bad
