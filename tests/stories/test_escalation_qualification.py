"""Ben is assigned to an armed shift that his qualification will not last through: two weeks before, the
sergeant is told, until Ben has qualified or is off it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduling.roster.import_people import import_roster
from tests.stories.districts import at, district
from tests.stories.world import World, a_world, shift

ARMED = shift("a", "2026-09-10T07:00:00-07:00", "2026-09-10T15:00:00-07:00", armed=True)
LAPSES = "Firearms qualification of Ben Birch ends before: Quartz Elementary"
CHANNEL = "supervisors"


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The sergeant has set the rule aside, for Ben will qualify before; it is two weeks before the shift."""
    people = district("Ben Birch,SSO,yes,2025-08-24", columns="armed,qualified on")
    with a_world(tmp_path, database_url, roster=people, chains=("qualification",)) as heron:
        heron.feed_says(ARMED)
        heron.sol.types("/shifts assign 1 @ben qualifies on the 20th")
        heron.sol.reads("Ben Birch is on.")
        heron.ben.reads("You are on")
        heron.waits_until(at("2026-08-27"))
        heron.sol.reads(LAPSES)
        heron.sol.reads(LAPSES, channel=CHANNEL)
        heron.cora.reads("Told Sergeant Sol Sequoia", channel=CHANNEL, thread=True)
        yield heron


def test_whoever_qualifies_after_all_keeps_the_shift_and_it_is_over(world: World) -> None:
    with world.process.desk.begin() as tx:
        people = district("Ben Birch,SSO,yes,2026-08-26", columns="armed,qualified on")
        import_roster(tx, content=people.encode(), district_zone="America/Phoenix")
    _is_over(world, "ualified")


def test_the_sergeant_releases_the_shift_and_it_is_over(world: World) -> None:
    world.sol.reads_again(LAPSES)
    world.sol.presses("Release …")
    world.sol.submits(reason="is not qualified")
    world.sol.reads("Ben Birch is off.", "is not qualified")
    world.ben.reads("is not qualified")
    _is_over(world, "")


def _is_over(world: World, how: str) -> None:
    for channel in (None, CHANNEL):
        world.sol.reads(LAPSES, how, channel=channel)
    world.cora.reads("Over:", channel=CHANNEL, thread=True)
