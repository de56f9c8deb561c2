"""Training runs out: the sergeant is told three days before, and it is over when it is done or put off."""

from datetime import time
from pathlib import Path

from tests.stories.districts import LOUISVILLE, at, district
from tests.stories.escalated import in_channel, in_thread
from tests.stories.supervisors_channel import CHANNEL
from tests.stories.world import World, a_world

COURSE = "SSO asynchronous training"


def test_a_course_that_is_done_in_time_needs_nobody_any_more(tmp_path: Path, database_url: str) -> None:
    people = district("Ada Alder,SSO,2026-06-16", columns="eligible on")
    with a_world(tmp_path, database_url, roster=people, policy="arizona-ssp", chains=("training",)) as world:
        world.ada.reads(COURSE, "3 days left, by Sat Aug 15")
        _is_told(world, COURSE)
        world.sol.reads_again("Training of Ada Alder", "You answer for Ada Alder.")
        world.sol.presses("I have it")
        world.everything_is_swept()
        world.sol.reads("Training of Ada Alder", "You have it, since")
        world.sol.reads("Training of Ada Alder", "Sergeant Sol Sequoia has it, since", channel=CHANNEL)
        in_thread(world, "Sergeant Sol Sequoia has it")
        world.ada.presses("Log progress")
        assert world.ada.submits(training_sessions=[str(number) for number in range(8)]) == {}
        world.ada.reads("Logged. That was the last of it.")
        _is_over(world, "Done")


def test_a_coordinator_gives_more_time_out_of_the_channel_and_the_message_says_who(
    tmp_path: Path, database_url: str
) -> None:
    people = district("Ada Alder,SRO,2026-01-05", columns="hired on", zone=LOUISVILLE)
    monday = at("2026-12-28", time(10), LOUISVILLE)
    with a_world(
        tmp_path, database_url, monday, roster=people, policy="kentucky-jcps", timezone=LOUISVILLE.key,
        chains=("training",),
    ) as world:  # fmt: skip
        world.ada.reads("3 days left, by Thu Dec 31")
        _is_told(world, "in-service training")
        world.cora.reads_again("Training of Ada Alder", channel=CHANNEL)
        world.cora.presses("Extend …")
        assert world.cora.submits(training_until="2027-01-15", reason="ill for a week") == {}
        world.cora.reads("Extended until Fri Jan 15, 2027.", channel=CHANNEL)
        world.ada.reads("Extended until Fri Jan 15, 2027.", "ill for a week")
        _is_over(world, "Cora Cypress")


def _is_told(world: World, title: str) -> None:
    world.everything_is_swept()
    world.sol.reads("Training of Ada Alder", title, "due")
    in_channel(world, "Training of Ada Alder", title)
    in_thread(world, "Told Sergeant Sol Sequoia")


def _is_over(world: World, how: str) -> None:
    world.everything_is_swept()
    world.sol.reads("Training of Ada Alder", how)
    in_channel(world, "Training of Ada Alder", how)
    in_thread(world, "Over:")
