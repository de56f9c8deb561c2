"""One officer has no mail address, or there is no mail server at all: they are asked in Slack, with a file
for their calendar, and the organiser reads what that means.
"""

from pathlib import Path

from scheduling.roster.queries import find_person_by_email
from scheduling.roster.tables import people
from tests.stories.letters import a_world_with_mail
from tests.stories.planner import plans
from tests.stories.world import World

DRILL = {"kind": "drill", "title": "Lockdown drill", "day": "2026-08-18", "starts": "09:00", "place": "Gym"}


def has_no_address(world: World, email: str) -> None:
    """The roster knows somebody by Slack alone."""
    with world.process.desk.begin() as tx:
        person = find_person_by_email(tx, email)
        assert person is not None
        tx.execute(people.update().where(people.c.id == person.id).values(email=""))


def test_who_has_no_address_reads_it_in_slack_with_the_file_and_the_organiser_reads_so(
    tmp_path: Path, database_url: str
) -> None:
    with a_world_with_mail(tmp_path, database_url) as (world, letters):
        has_no_address(world, "ben@example.org")
        told = plans(
            world.sol, "No mail address, in Slack only: Ben Birch.", **DRILL, people=[world.ada, world.ben]
        )
        assert "No mail address, in Slack only: Ben Birch." in told
        world.sol.reads("Lockdown drill", "2 not answered")
        world.ada.reads("Lockdown drill")
        letters.opens(world.ada, "Invitation: Lockdown drill")
        world.ben.reads("For your calendar", "Lockdown drill")
        assert b"SUMMARY:Lockdown drill" in world.ben.opens_file()
        world.ben.reads("Lockdown drill", "Will you come?")


def test_without_a_mail_server_it_goes_by_slack_and_everybody_who_plans_reads_so(world: World) -> None:
    without = "Mail is not set up: Slack only, and no mail for calendars."
    assert without in plans(world.sol, without, **DRILL, people=[world.ada])
    world.sol.reads("Lockdown drill", "1 not answered")
    world.ada.reads("Lockdown drill", "Will you come?")
    world.ada.presses("Calendar file")
    world.ada.reads("The calendar file comes as a message of its own.")
    world.ada.reads("For your calendar", "Lockdown drill")
    assert b"BEGIN:VEVENT" in world.ada.opens_file()
    world.everything_is_swept()
