"""An officer gives a shift back: in time, too late, and with somebody waiting in line."""

from datetime import timedelta

from tests.stories.world import World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")
TOMORROW = shift("b", "2026-08-13T07:00:00-07:00", "2026-08-13T15:00:00-07:00")


def test_ada_gives_a_shift_back_and_ben_who_waited_has_it_at_once(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ben.types("/shifts claim #1")
    world.ben.reads("Taken.", "By Ada Alder")
    world.ben.presses("Join the waitlist")
    world.ben.reads("Number 1 in line.")

    world.ada.types("/shifts release 1 my child is ill")
    world.ada.reads("Given back.", "Ben Birch, next in line, has it now.")
    world.ben.reads("A place came free and it is yours.", "Fri Aug 14, 07:00–15:00")
    world.everything_is_sent()
    assert "Ben Birch" in world.board("Fri Aug 14")


def test_the_first_in_line_who_may_no_longer_take_it_is_told_why_and_the_second_gets_it(world: World) -> None:
    clash = shift("c", "2026-08-14T14:00:00-07:00", "2026-08-14T20:00:00-07:00")
    world.feed_says(FRIDAY, clash)
    world.sol.types("/shifts claim 1 now")
    world.sol.reads("It is yours.")
    for officer in (world.ada, world.ben):
        officer.types("/shifts wait 1")
        officer.reads("in line.")
    world.ada.types("/shifts claim 2 now")
    world.ada.reads("It is yours.")

    world.sol.types("/shifts release 1")
    world.sol.reads("Given back.", "Ben Birch, next in line, has it now.")
    world.ben.reads("A place came free and it is yours.")
    world.ada.reads("A place came free but went past you: overlaps another shift", "Fri Aug 14, 07:00–15:00")


def test_after_the_cut_off_ben_asks_and_the_sergeant_releases_for_him(world: World) -> None:
    world.feed_says(TOMORROW)
    world.ben.types("/shifts claim 1 now")
    world.ben.reads("It is yours.")
    world.ben.types("/shifts release 1")
    world.ben.reads("Too late to give it back alone.", "Wed Aug 12, 07:00 (24 h before the start)")
    world.ben.presses("Ask Sergeant Sol Sequoia to release it")
    world.ben.submits(reason="food poisoning")
    world.ben.reads("Sergeant Sol Sequoia")

    world.sol.reads("Ben Birch", "food poisoning")
    world.sol.presses("Release …")
    world.sol.submits(reason="food poisoning, he called")
    world.sol.reads("Ben Birch")
    world.ben.reads("Sergeant Sol Sequoia", "Thu Aug 13, 07:00–15:00")


def test_nobody_releases_another_officers_shift_without_answering_for_them(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ben.types("/shifts release 1 @ada she asked me to")
    words = world.ben.reads("Ada Alder")
    assert "Given back" not in words
    world.ada.types("/shifts mine")
    world.ada.reads("You hold 1 shift")


def test_a_shift_that_is_over_is_nobodys_to_give_back(world: World) -> None:
    world.feed_says(TOMORROW)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.time_passes(timedelta(days=2))
    world.sol.types("/shifts release 1 @ada she never came")
    world.sol.reads("Over.", "It ended Thu Aug 13, 15:00.")
