"""The agency asks for fewer officers than have claimed, or takes back what somebody waits for."""

from tests.stories.world import World, shift

TWO = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00", places=2)
ONE = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00", places=1)
OTHERS = [
    shift(f"x{day}", f"2026-08-{day}T07:00:00-07:00", f"2026-08-{day}T15:00:00-07:00")
    for day in range(17, 22)
]


def test_a_shift_with_an_officer_too_many_is_told_to_the_supervisors_who_choose(world: World) -> None:
    world.feed_says(TWO)
    for officer in (world.ada, world.ben):
        officer.types("/shifts claim 1 now")
        officer.reads("It is yours.")
    world.feed_says(ONE)
    world.sol.reads("2 officers, 1 place.", "all of them still hold it", "Ben Birch", channel="supervisors")
    world.sol.presses("Release …", after="Ben Birch")
    world.sol.submits(reason="the agency needs one")
    world.sol.reads("Ben Birch is off.", "Every place is filled all the same.", channel="supervisors")
    world.ben.reads("Sergeant Sol Sequoia released you from this shift.", "the agency needs one")


def test_whoever_waits_for_a_shift_that_is_withdrawn_is_told_so_in_plain_words(world: World) -> None:
    world.feed_says(ONE, *OTHERS)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ben.types("/shifts wait 1")
    world.ben.reads("Number 1 in line.")
    world.feed_says(*OTHERS)
    world.ada.reads("Withdrawn: do not go.")
    world.ben.reads("The shift you waited for was withdrawn.", "You are no longer in line for it.")
