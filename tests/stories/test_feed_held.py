"""A delivery that would take too much away is escalated, and decided where it is told."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOON
from tests.stories.supervisors_channel import CHANNEL
from tests.stories.world import World, a_world, shift

WEEK = [
    shift(str(hour), f"2026-08-14T{hour:02}:00:00-07:00", f"2026-08-14T{hour + 4:02}:00:00-07:00")
    for hour in (7, 9, 11, 13, 15)
]
HALVED = WEEK[2:]
"""Without the first two of five: Ada's is one of them."""

HELD = "A feed delivery is held: it would withdraw 2 shifts; 1 officer would lose one"


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The district, in which the feed is escalated: the channel at once, Cora a quarter of an hour later."""
    with a_world(tmp_path, database_url, chains=("feed",)) as district:
        yield district


def ada_holds_the_first_of_five(world: World) -> None:
    world.feed_says(*WEEK)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")


def ada_still_holds_it(world: World) -> None:
    world.ada.types("/shifts mine")
    world.ada.reads("You hold 1 shift", "Fri Aug 14, 07:00–11:00")


def half_of_it_is_missing(world: World) -> None:
    ada_holds_the_first_of_five(world)
    world.feed_says(*HALVED)
    world.everything_is_swept()
    world.cora.reads(HELD, "Nobody has it. Next: Cora Cypress, Wed Aug 12, 12:15.", channel=CHANNEL)


def it_is_decided(world: World) -> None:
    world.everything_is_swept()
    world.sol.reads("A feed delivery was held", "Decided by Cora Cypress, Wed Aug 12, 12:00", channel=CHANNEL)
    world.sol.reads("Over: decided by Cora Cypress", channel=CHANNEL, thread=True)


def test_it_is_told_in_the_channel_and_nothing_changes_until_cora_applies_it_there(world: World) -> None:
    half_of_it_is_missing(world)
    ada_still_holds_it(world)
    assert "A delivery waits for you." in world.cora.opens_home().replace("*", "")

    world.cora.reads_again(HELD, channel=CHANNEL)
    world.cora.presses("Apply")
    world.cora.reads("Cora Cypress applied the delivery", "2 withdrawn", channel=CHANNEL)
    world.ada.reads("Withdrawn: do not go.", "Fri Aug 14, 07:00–11:00")
    it_is_decided(world)
    world.ada.types("/shifts mine")
    world.ada.reads("You hold no shifts")


def test_who_wants_to_know_more_reads_why_it_is_held_and_which_shifts_it_would_withdraw(world: World) -> None:
    half_of_it_is_missing(world)
    world.sol.types("/escalations 1")
    world.sol.reads(
        HELD,
        "2 of 5 coming shifts (40%); more than 20% waits for a coordinator",
        "#1 Quartz Elementary, Fri Aug 14, 07:00",
        "a coordinator decides",
    )


def test_where_nobody_decides_cora_is_told_in_person_and_everybody_reads_what_she_decided(
    world: World,
) -> None:
    half_of_it_is_missing(world)
    world.waits_until(NOON + timedelta(minutes=15, seconds=30))
    world.everything_is_swept()
    world.cora.reads(HELD, "Nobody has it.")
    world.sol.reads("Told Cora Cypress", channel=CHANNEL, thread=True)
    world.sol.reads(HELD, "Nobody has it.", channel=CHANNEL)
    world.cora.reads_again(HELD)
    world.cora.presses("Discard")
    world.cora.reads("Cora Cypress discarded the delivery.", "stays as it was")
    world.everything_is_swept()
    world.cora.reads("A feed delivery was held", "Decided by Cora Cypress, Wed Aug 12, 12:15")
    world.sol.reads("A feed delivery was held", "Decided by Cora Cypress, Wed Aug 12, 12:15", channel=CHANNEL)
    world.sol.reads("Over: decided by Cora Cypress", channel=CHANNEL, thread=True)

    world.feed_says(*HALVED)  # the same file once more is not asked about again
    ada_still_holds_it(world)


def test_an_officer_who_presses_apply_in_the_channel_is_refused_and_it_goes_on_waiting(world: World) -> None:
    half_of_it_is_missing(world)
    world.ben.reads_again(HELD, channel=CHANNEL)
    world.ben.presses("Apply")
    world.ben.reads("Not yours to do.", "Only a coordinator may.", channel=CHANNEL)
    ada_still_holds_it(world)
    assert "A delivery waits for you." in world.cora.opens_home().replace("*", "")


def test_an_empty_file_is_held_and_the_same_file_again_is_not_told_twice(world: World) -> None:
    ada_holds_the_first_of_five(world)
    world.feed_says()
    world.everything_is_swept()
    world.sol.reads("it would withdraw 5 shifts", channel=CHANNEL)
    world.feed_says()
    world.feed_says()
    ada_still_holds_it(world)
    world.sol.types("/escalations 1")
    world.sol.reads("It is empty: it lists no shift at all.")


def test_a_delivery_that_is_whole_again_makes_the_held_one_pass_by_itself(world: World) -> None:
    half_of_it_is_missing(world)
    world.feed_says(*WEEK)
    world.everything_is_swept()
    world.sol.reads("A feed delivery was held", "In order again", channel=CHANNEL)
    world.sol.reads("Over: in order again", channel=CHANNEL, thread=True)
    assert "waits for you" not in world.cora.opens_home()
    ada_still_holds_it(world)


def test_a_later_delivery_that_is_held_too_is_shown_in_the_place_of_the_first(world: World) -> None:
    half_of_it_is_missing(world)
    world.feed_says(*WEEK[3:])
    world.everything_is_swept()
    world.sol.reads("it would withdraw 3 shifts", "Nobody has it.", channel=CHANNEL)
    world.cora.reads_again("it would withdraw 3 shifts", channel=CHANNEL)
    world.cora.presses("Discard")
    world.cora.reads("Cora Cypress discarded the delivery.", channel=CHANNEL)
    it_is_decided(world)


def test_where_the_chain_is_off_nobody_is_told_and_app_home_shows_that_it_waits(
    tmp_path: Path, database_url: str
) -> None:
    with a_world(tmp_path, database_url) as quiet:
        ada_holds_the_first_of_five(quiet)
        quiet.feed_says(*HALVED)
        quiet.nobody_hears_anything_at(NOON + timedelta(hours=2))
        assert "A delivery waits for you." in quiet.cora.opens_home().replace("*", "")
