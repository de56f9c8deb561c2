"""Who is on now and who is next, as the day goes by."""

from datetime import timedelta

from tests.stories.world import BASALT, World, shift

AFTERNOON = shift("a", "2026-08-12T13:00:00-07:00", "2026-08-12T17:00:00-07:00", places=2)
EVENING = shift(
    "b", "2026-08-12T18:00:00-06:00", "2026-08-12T22:00:00-06:00", school=BASALT, post="game night"
)


def test_before_during_and_after(world: World) -> None:
    world.feed_says(AFTERNOON, EVENING)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")

    world.ben.types("/shifts who")
    words = world.ben.reads("Nobody is on now", "Next")
    assert "Quartz Elementary · Wed Aug 12, 13:00 · Ada Alder (:warning: 1 missing)" in words.replace("*", "")
    assert "Basalt High · Wed Aug 12, 18:00 · :warning: nobody" in words.replace("*", "")

    world.time_passes(timedelta(hours=2))
    world.ben.types("/shifts who")
    now, _, coming = world.ben.reads("1 officer on now", "until 17:00").partition("Next")
    assert "Ada Alder" in now
    assert "Basalt High" in coming
    assert "Quartz" not in coming

    world.time_passes(timedelta(hours=3, minutes=30))
    world.ben.types("/shifts who")
    words = world.ben.reads("Nobody is on now", "game night", "until 22:00", ":warning: nobody")
    assert "Quartz" not in words

    world.time_passes(timedelta(hours=12))
    world.ben.types("/shifts who")
    world.ben.reads("Nobody is on now", "No shift is under way or coming up.")


def test_of_one_school_by_name_and_of_one_that_is_not_there(world: World) -> None:
    world.feed_says(AFTERNOON, EVENING)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.time_passes(timedelta(hours=2))
    world.sol.types("/shifts who is at quartz?")
    words = world.sol.reads("1 officer on now at Quartz Elementary", "Ada Alder")
    assert "Basalt" not in words
    world.sol.types("/shifts who basalt")
    world.sol.reads("Nobody is on now at Basalt High", "18:00")
    world.sol.types("/shifts who atlantis")
    world.sol.reads("No school is called “atlantis”.")
    world.sol.presses("Who is on, everywhere")
    world.sol.reads("1 officer on now", "Basalt High")


def test_a_shift_that_is_over_is_no_longer_mine_and_one_that_runs_still_is(world: World) -> None:
    world.feed_says(AFTERNOON)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.time_passes(timedelta(hours=2))
    world.ada.types("/shifts mine")
    world.ada.reads("You hold 1 shift")
    world.ben.types("/shifts claim 1 now")
    world.ben.reads("Too late.", "It began Wed Aug 12, 13:00.")
    world.time_passes(timedelta(hours=4))
    world.ada.types("/shifts mine")
    world.ada.reads("You hold no shifts")
