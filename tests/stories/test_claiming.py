"""An officer takes a shift, and it holds against everybody else."""

from tests.stories.world import World, shift

MORNING = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")


def test_ada_sees_an_open_shift_looks_before_she_claims_and_it_is_hers(world: World) -> None:
    world.feed_says(MORNING)
    assert "Quartz Elementary" in world.board("Fri Aug 14")

    world.ada.types("/shifts")
    world.ada.reads("1 open shift", "Quartz Elementary", "Fri Aug 14, 07:00–15:00")
    world.ada.presses("Claim", after="Quartz Elementary")
    world.ada.reads("8 of 14 h", "8 of 60 h")
    world.ada.presses("Claim it")
    world.ada.reads("It is yours.", "Quartz Elementary")
    world.ada.types("/shifts mine")
    world.ada.reads("Quartz Elementary", "Fri Aug 14, 07:00–15:00")


def test_ben_is_too_late_and_reads_who_has_it(world: World) -> None:
    world.feed_says(MORNING)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")

    world.ben.types("/shifts claim 1")
    world.ben.reads("Ada Alder")


def test_an_outsider_is_told_whom_to_ask_and_nothing_else(world: World) -> None:
    world.feed_says(MORNING)
    world.oz.types("/shifts claim 1 now")
    words = world.oz.reads("roster")
    assert "Quartz" not in words
