"""Who is asked changes: somebody is added, somebody taken off, somebody leaves the district, and at last the
organiser is gone as well. Each of them hears what concerns them, and nobody hears anything else.
"""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from tests.stories.districts import at
from tests.stories.letters import Letters, a_world_with_mail
from tests.stories.phone import Phone
from tests.stories.planner import plans, sends
from tests.stories.world import World

DRILL = {"kind": "drill", "title": "Lockdown drill", "day": "2026-08-18", "starts": "09:00", "length": "60"}


@pytest.fixture
def heron(tmp_path: Path, database_url: str) -> Iterator[tuple[World, Letters]]:
    """Ada and Ben are asked, and Ada comes."""
    with a_world_with_mail(tmp_path, database_url) as (world, letters):
        plans(world.sol, **DRILL, people=[world.ada, world.ben])
        for officer in (world.ada, world.ben):
            officer.reads("Lockdown drill", "Will you come?")
            letters.opens(officer, "Invitation: Lockdown drill")
        world.sol.reads("2 not answered")
        world.ada.reads_again("Will you come?")
        world.ada.presses("Yes")
        world.ada.reads("You said yes.")
        world.sol.reads("1 yes", "1 not answered")
        yield world, letters


def asks_instead(world: World, *people: Phone, shown: str) -> None:
    """Sol changes who is asked, and nothing else."""
    world.sol.types("/meetings edit 1")
    world.sol.sees("Change a meeting")
    sends(world.sol, shown, people=list(people))
    world.sol.reads("Changed.", "Told 2 people: Ben Birch and Cleo Cedar")


def test_who_is_added_and_who_is_taken_off_get_theirs_and_nobody_else_hears_of_it(
    heron: tuple[World, Letters],
) -> None:
    world, letters = heron
    world.ben.reads_again("Lockdown drill", "Will you come?")
    asks_instead(world, world.ada, world.cleo, shown="Invited newly: Cleo Cedar.\nTaken off: Ben Birch.")
    world.cleo.reads("Tue Aug 18, 09:00–10:00 (1 h) · your time 10:00–11:00", "Will you come?")
    assert letters.opens(world.cleo, "Invitation: Lockdown drill").method == "REQUEST"
    world.ben.reads("You need not come to Lockdown drill.")
    assert letters.opens(world.ben, "Cancelled: Lockdown drill", "You need not come").method == "CANCEL"
    world.sol.reads("1 yes", "1 not answered", "Not answered: Cleo Cedar")
    world.ben.types("/meetings 1")
    world.ben.reads("There is no meeting 1.")
    world.ben.reads("Lockdown drill", "You need not come.")  # the invitation, struck out


def test_who_leaves_the_district_is_reminded_of_nothing_and_counts_no_more(
    heron: tuple[World, Letters],
) -> None:
    world, _ = heron
    world.roster_says("Ada Alder,ada@example.org,Heron City Police,SSO,officer,no")
    world.waits_until(at("2026-08-15"))
    world.ben.reads(":bell:", "Lockdown drill", "Will you come?")
    world.ben.presses("Maybe")
    for _ in range(2):  # the reminder, and the invitation
        world.ben.reads("You said maybe.")
    world.sol.reads("Lockdown drill", "1 maybe")
    world.waits_until(at("2026-08-17"))
    world.ben.reads(":bell:", "Lockdown drill", "You said maybe.")
    world.everything_is_swept()


def test_the_meeting_of_an_organiser_who_is_gone_is_still_there_and_somebody_answers_for_it(
    heron: tuple[World, Letters],
) -> None:
    world, _ = heron
    world.server.workspace.deactivate(world.sol.id)
    world.roster_knows("sol@example.org", lambda person: person.deactivated_at is not None)
    world.waits_until(at("2026-08-15"))
    world.ben.reads(":bell:", "Will you come?")
    world.waits_until(at("2026-08-17"))
    for officer in (world.ada, world.ben):
        officer.reads(":bell:", "Lockdown drill")
    world.waits_until(at("2026-08-18", time(8)))
    for officer in (world.ada, world.ben):
        officer.reads(":bell:", "Lockdown drill")
    world.waits_until(at("2026-08-18", time(10)))
    world.everything_is_swept()
    world.cora.types("/meetings 1")
    world.cora.reads("Lockdown drill", "Organised by Sergeant Sol Sequoia")
    world.cora.presses("Who came?")
    world.cora.sees("Who came?", "Ada Alder", "Ben Birch")
    assert world.cora.submits() == {}
    world.cora.reads("1 person came to Lockdown drill")
