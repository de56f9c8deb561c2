"""A delivery that would take too much away waits for the coordinator."""

from tests.stories.world import World, shift

WEEK = [
    shift(str(hour), f"2026-08-14T{hour:02}:00:00-07:00", f"2026-08-14T{hour + 4:02}:00:00-07:00")
    for hour in (7, 9, 11, 13, 15)
]
HALVED = WEEK[2:]
"""Without the first two of five: Ada's is one of them."""


def ada_holds_the_first_of_five(world: World) -> None:
    world.feed_says(*WEEK)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")


def ada_still_holds_it(world: World) -> None:
    world.ada.types("/shifts mine")
    world.ada.reads("You hold 1 shift", "Fri Aug 14, 07:00–11:00")


def supervisors_and_cora_read_why(world: World) -> None:
    for words in (
        world.sol.reads("would withdraw 2 shifts", "a coordinator decides", channel="supervisors"),
        world.cora.reads("would withdraw 2 shifts"),
    ):
        assert "1 officer would lose a shift" in words
        assert "2 of 5 coming shifts (40%); more than 20% waits for a coordinator" in words
        assert "#1 Quartz Elementary, Fri Aug 14, 07:00" in words


def test_it_is_told_and_nothing_changes_until_cora_applies_it(world: World) -> None:
    ada_holds_the_first_of_five(world)
    world.feed_says(*HALVED)
    supervisors_and_cora_read_why(world)
    ada_still_holds_it(world)
    assert "A delivery waits for you." in world.cora.opens_home().replace("*", "")

    world.cora.reads_again("would withdraw 2 shifts")
    world.cora.presses("Apply")
    world.cora.reads("Cora Cypress applied the delivery", "2 withdrawn")
    world.ada.reads("Withdrawn: do not go.", "Fri Aug 14, 07:00–11:00")
    world.ada.types("/shifts mine")
    world.ada.reads("You hold no shifts")


def test_cora_discards_it_from_the_channel_and_everybody_there_reads_that_she_did(world: World) -> None:
    ada_holds_the_first_of_five(world)
    world.feed_says(*HALVED)
    world.cora.reads("would withdraw 2 shifts")
    world.cora.reads("would withdraw 2 shifts", channel="supervisors")
    world.cora.presses("Discard")
    world.sol.reads("Cora Cypress discarded the delivery.", "stays as it was", channel="supervisors")

    world.cora.reads_again("would withdraw 2 shifts")
    world.cora.presses("Apply")  # in her own message, which is older than her decision
    world.cora.reads("no longer waiting", "discarded by Cora Cypress")
    world.feed_says(*HALVED)  # the same file once more is not asked about again
    ada_still_holds_it(world)


def test_an_officer_who_presses_apply_in_the_channel_is_refused_and_it_goes_on_waiting(world: World) -> None:
    ada_holds_the_first_of_five(world)
    world.feed_says(*HALVED)
    world.cora.reads("would withdraw 2 shifts")
    world.ben.reads("would withdraw 2 shifts", channel="supervisors")
    world.ben.presses("Apply")
    world.ben.reads("Not yours to do.", "Only a coordinator may.", channel="supervisors")
    ada_still_holds_it(world)
    assert "A delivery waits for you." in world.cora.opens_home().replace("*", "")


def test_an_empty_file_is_held_and_the_same_file_again_is_not_told_twice(world: World) -> None:
    ada_holds_the_first_of_five(world)
    world.feed_says()
    world.cora.reads("would withdraw 5 shifts", "It is empty: it lists no shift at all.")
    world.sol.reads("It is empty", channel="supervisors")
    world.feed_says()
    world.feed_says()
    ada_still_holds_it(world)


def test_a_delivery_that_is_whole_again_makes_the_held_one_pass_by_itself(world: World) -> None:
    ada_holds_the_first_of_five(world)
    world.feed_says(*HALVED)
    supervisors_and_cora_read_why(world)
    world.feed_says(*WEEK)
    assert "waits for you" not in world.cora.opens_home()
    world.cora.reads_again("would withdraw 2 shifts")
    world.cora.presses("Apply")
    world.cora.reads("no longer waiting")
    ada_still_holds_it(world)
