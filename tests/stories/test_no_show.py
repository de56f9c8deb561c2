"""An officer does not come: who is asked, who is told, and how somebody else covers what is left."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.factories.packs import written
from tests.stories.supervisors_channel import CHANNEL, becomes, below, posted
from tests.stories.world import World, a_world, shift

CHANNEL_ALONE = """
[escalations.shift_no_show]
steps = [{ tell = ["channel"] }]
repeat_minutes = 20160
"""
TOMORROW = shift("a", "2026-08-13T07:00:00-07:00", "2026-08-13T15:00:00-07:00", notes="Keys at the office")
STARTS = datetime(2026, 8, 13, 14, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MISSING = "Not checked in: Ada Alder · Quartz Elementary · Thu Aug 13, 07:00–15:00"


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The district, in which officers check in; Ada holds tomorrow's shift."""
    policy = written(tmp_path, CHANNEL_ALONE)
    with a_world(tmp_path, database_url, chains=("shift_no_show",), policy=f"default,{policy}") as district:
        district.feed_says(TOMORROW)
        district.ada.types("/shifts claim 1 now")
        district.ada.reads("It is yours.")
        becomes(district, STARTS - 120 * MINUTE)
        district.ada.reads(
            "Be there at 07:00.",
            "Thu Aug 13, 07:00–15:00",
            "Keys at the office",
            "works from Thu Aug 13, 06:00",
        )
        yield district


def ada_is_missed(world: World) -> None:
    """A quarter of an hour after the start."""
    world.nobody_hears_anything_at(STARTS + 14 * MINUTE)
    becomes(world, STARTS + 15 * MINUTE)
    world.ada.reads("You are not checked in, 15 min after you were due.")
    assert ":rotating_light:" in posted(world, MISSING, "Nobody has it.")


def test_who_comes_says_so_with_one_press_and_nobody_is_told_anything(world: World) -> None:
    world.ada.presses("I am here")
    world.ada.reads("Too early.", "check-in opens Thu Aug 13, 06:00, 1 h before the start")
    becomes(world, STARTS - 5 * MINUTE)
    world.ada.reads_again("Be there at 07:00.")
    world.ada.presses("I am here")
    world.ada.reads("Checked in at 06:55.")
    becomes(world, STARTS + 8 * 60 * MINUTE + MINUTE)
    world.ada.reads_again("Checked in at 06:55.")
    world.ada.presses("I am leaving")
    world.ada.reads("Checked out. 06:55–15:01.")


def test_ada_is_late_and_her_check_in_settles_it(world: World) -> None:
    ada_is_missed(world)
    world.sol.presses("I have it")
    world.sol.reads("You have #1. Nobody else is woken.", "Shift #1 · ", channel=CHANNEL)
    posted(world, MISSING, "Sergeant Sol Sequoia has it")
    below(world, "Sergeant Sol Sequoia has it")
    world.ada.presses("I am here")
    world.ada.reads("Checked in at 07:15.")
    world.ada.reads("Checked in at 07:15.")  # her brief says so as well
    posted(world, MISSING, "Checked in")
    below(world, "Over: checked in")
    world.nobody_hears_anything_at(STARTS + 60 * MINUTE)


def test_ada_does_not_come_and_ben_covers_what_is_left(world: World) -> None:
    ada_is_missed(world)
    world.sol.presses("Call for cover …")
    world.sol.sees("Call for cover", "Ada Alder loses the place.")
    world.sol.submits(reason="no answer")
    world.sol.reads(
        "Cover called: 7 h 4", "Ada Alder is off it and is told.", "Ben Birch (0 h)",
        channel=CHANNEL,
    )  # fmt: skip
    posted(world, "Cover called: Quartz Elementary", "Nobody has it.")
    below(world, "called for cover", "no answer")
    world.ada.reads("Sergeant Sol Sequoia released you from this shift.", "no answer")
    world.ada.reads("No longer yours.")

    world.ben.reads("Cover is needed now, until 15:00.", "Sergeant Sol Sequoia asks you.")
    world.ben.presses("Claim")
    world.ben.reads("No other shift within a week", "7.75 of 14 h")
    world.ben.presses("Claim it")
    world.ben.reads("It is yours.")
    world.ben.reads("You cover what is left. Be there now.")
    posted(world, "Filled by Ben Birch")
    below(world, "Over: filled by Ben Birch")

    becomes(world, STARTS + 29 * MINUTE)
    world.ben.presses("I am here")
    world.ben.reads("Checked in at 07:29.")
    world.nobody_hears_anything_at(STARTS + 60 * MINUTE)


def test_nobody_takes_care_of_it_and_it_ends_with_the_shift(world: World) -> None:
    ada_is_missed(world)
    becomes(world, STARTS + 8 * 60 * MINUTE)
    posted(world, MISSING, "Its time has passed")
    below(world, "Over: its time has passed")


def test_the_sergeant_checks_ada_in_whose_telephone_is_dead(world: World) -> None:
    ada_is_missed(world)
    world.sol.types("/shifts in 1 @ada telephone dead, she is at the gate")
    world.sol.reads("Ada Alder is checked in at 07:15.", "Reason kept: telephone dead, she is at the gate")
    world.ada.reads("Checked in at 07:15.")
    posted(world, MISSING, "Checked in")
    below(world, "Over: checked in")
