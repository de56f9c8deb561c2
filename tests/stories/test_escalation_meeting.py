"""A drill a day away has too few: the sergeant who planned it reads so, and whoever answers for the sergeant
has it as an escalation until the answers suffice.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.districts import at
from tests.stories.escalated import in_thread
from tests.stories.planner import plans
from tests.stories.supervisors_channel import CHANNEL
from tests.stories.world import World, a_world

DRILL = {
    "kind": "drill", "title": "Lockdown drill", "day": "2026-08-18", "starts": "09:00", "quorum": "2",
}  # fmt: skip
SHORT = "Too few for Lockdown drill"


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """Ada and Ben are asked, both must come, and only Ada has said yes; it is a day before."""
    with a_world(tmp_path, database_url, chains=("meeting_short",)) as district:
        plans(district.sol, **DRILL, people=[district.ada, district.ben])
        district.sol.reads("Lockdown drill", "2 not answered")
        for officer in (district.ben, district.ada):
            officer.reads("Lockdown drill", "Will you come?")
        district.ada.presses("Yes")
        district.ada.reads("You said yes.")
        district.sol.reads("1 more for the quorum of 2")
        district.waits_until(at("2026-08-15"))
        district.ben.reads(":bell:", "Will you come?")
        district.waits_until(at("2026-08-17"))
        district.everything_is_swept()
        district.sol.reads("Not enough will come: 1 more for the quorum of 2.", "Not answered: Ben Birch")
        district.cora.reads(SHORT, "1 more for the quorum of 2")
        district.cora.reads(SHORT, channel=CHANNEL)
        in_thread(district, "Told Cora Cypress")
        district.ada.reads(":bell:", "You said yes.")
        district.ben.reads(":bell:", "Will you come?")
        yield district


def test_whoever_is_missing_is_asked_again_and_a_yes_is_the_end_of_it(world: World) -> None:
    world.cora.reads_again(SHORT)
    world.cora.presses("Ask them again")
    world.everything_is_swept()
    world.cora.reads("Asked again: Ben Birch")
    in_thread(world, "Cora Cypress asked again who comes")
    world.ben.reads(":bell:", "Will you come?")
    world.ben.presses("Yes")
    world.everything_is_swept()
    for _ in range(2):  # where he pressed, and the invitation
        world.ben.reads("You said yes.")
    world.sol.reads("2 yes", "Enough will come.")
    world.cora.reads(SHORT, "Enough will come")
    world.cora.reads(SHORT, "Enough will come", channel=CHANNEL)
    in_thread(world, "Over: enough will come")


def test_a_drill_that_is_called_off_needs_nobody_any_more(world: World) -> None:
    world.cora.reads_again(SHORT)
    world.cora.presses("I have it")
    world.everything_is_swept()
    world.cora.reads("You have it")
    world.cora.reads("Cora Cypress has it", channel=CHANNEL)
    in_thread(world, "Cora Cypress has it")
    world.sol.types("/meetings 1")
    world.sol.reads("Lockdown drill")
    world.sol.presses("Cancel …")
    world.sol.submits(reason="rain")
    world.everything_is_swept()
    world.sol.reads("Cancelled.", "Told 2 people")
    world.sol.reads("Lockdown drill", "Cancelled.")
    for officer in (world.ada, world.ben):
        officer.reads("Cancelled: Lockdown drill", "rain")
        officer.reads("Lockdown drill", "Cancelled.", "rain")
    world.cora.reads(SHORT, "Cancelled")
    world.cora.reads(SHORT, "Cancelled", channel=CHANNEL)
    in_thread(world, "Over: cancelled")
