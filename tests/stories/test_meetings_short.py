"""A day before, somebody who must be there has not said yes: the sergeant who planned it reads it, once.
Where it is enough by then, nobody does. Who answers for the sergeant: `test_escalation_meeting.py`.
"""

import pytest

from tests.stories.districts import at
from tests.stories.planner import plans
from tests.stories.world import World

DRILL = {
    "kind": "drill", "title": "Lockdown drill", "day": "2026-08-18", "starts": "09:00", "role_1": "medic",
    "quorum": "2",
}  # fmt: skip


@pytest.fixture
def drill(world: World) -> World:
    """Ada is asked, and Ben as the only medic; two must come. Ada does."""
    plans(world.sol, **DRILL, people=[world.ada], role_people_1=[world.ben])
    world.sol.reads(
        "Lockdown drill", "2 not answered", "Not enough yet: no medic; 2 more for the quorum of 2"
    )
    world.ben.reads("Lockdown drill", "Will you come?")
    world.ada.reads("Lockdown drill", "Will you come?")
    world.ada.presses("Yes")
    world.ada.reads("You said yes.")
    world.sol.reads("Not enough yet: no medic; 1 more for the quorum of 2")
    world.waits_until(at("2026-08-15"))
    world.ben.reads(":bell:", "Will you come?")
    return world


def test_a_medic_who_has_not_answered_is_missed_a_day_before_by_whoever_planned_it(
    drill: World,
) -> None:
    drill.waits_until(at("2026-08-17"))
    missing = "Not enough will come: no medic; 1 more for the quorum of 2."
    drill.sol.reads(missing, "Lockdown drill", "Not answered: Ben Birch", "Planned by Sergeant Sol Sequoia")
    drill.sol.presses("Open")
    drill.sol.reads("Lockdown drill", "Must be there: medic (Ben Birch)")
    drill.ada.reads(":bell:", "You said yes.")
    drill.ben.reads(":bell:", "Will you come?")
    drill.ben.presses("Yes")
    for _ in range(2):  # the reminder, and the invitation
        drill.ben.reads("You said yes.")
    drill.sol.reads("Lockdown drill", "2 yes", "Enough will come.")
    drill.everything_is_swept()


def test_where_the_medic_has_said_yes_by_then_nobody_hears_of_it(drill: World) -> None:
    drill.ben.presses("Yes")
    for _ in range(2):
        drill.ben.reads("You said yes.")
    drill.sol.reads("Lockdown drill", "2 yes", "Enough will come.")
    drill.waits_until(at("2026-08-17"))
    for officer in (drill.ada, drill.ben):
        officer.reads(":bell:", "You said yes.")
    drill.everything_is_swept()
