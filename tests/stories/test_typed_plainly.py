"""A tired officer forgets the slash."""

from tests.stories.world import World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")


def test_ada_writes_claim_without_the_slash_and_one_press_shows_what_she_meant(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("claim 1")
    assert world.ada.reads("Commands begin with a slash: /shifts claim 1.", "Claim 1")
    world.ada.presses("Claim 1")
    world.ada.reads("Fri Aug 14: 8 of 14 h", "Claim it")
    world.ada.presses("Claim it")
    world.ada.reads("It is yours.")


def test_ben_writes_shifts_and_then_small_talk(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ben.types("shifts")
    world.ben.reads("Commands begin with a slash: /shifts.")
    world.ben.presses("Open shifts")
    world.ben.reads("1 open shift", "Claim")
    world.ben.types("thanks, see you on Friday")
    world.ben.reads("Commands begin with a slash: /shifts help lists them.", "My shifts")


def test_somebody_outside_the_roster_who_writes_is_told_what_to_do(world: World) -> None:
    world.oz.types("shifts")
    world.oz.reads("You are not on the Muster roster yet.")
