"""Shifts of an officer who missed a deadline go to whoever is next in line, and stay there."""

from datetime import time
from pathlib import Path

from tests.stories.districts import at, district
from tests.stories.world import World, a_world, shift

COURSE = "SSO asynchronous training"
WANTED = shift("wanted", "2026-08-20T07:00:00-07:00", "2026-08-20T15:00:00-07:00", post="front gate")
LEFT_OPEN = shift("open", "2026-08-22T07:00:00-07:00", "2026-08-22T15:00:00-07:00", post="side gate")


def test_the_line_moves_up_everybody_is_told_and_nothing_returns_by_itself(
    tmp_path: Path, database_url: str
) -> None:
    """Ada has been eligible since 16 June: her sixty days are over on 15 August."""
    people = district("Ada Alder,SSO,2026-06-16", "Ben Birch,SSO,", columns="eligible on")
    with a_world(tmp_path, database_url, roster=people, policy="arizona-ssp") as world:
        world.ada.reads(COURSE, "3 days left, by Sat Aug 15")
        world.sol.reads("1 due within 7 days")
        ada_holds_what_ben_waits_for(world)
        the_deadline_comes(world)
        her_shifts_are_others_now(world)
        ada_makes_it_good_and_claims_what_is_left(world)


def ada_holds_what_ben_waits_for(world: World) -> None:
    world.feed_says(WANTED, LEFT_OPEN)
    for number in (1, 2):
        world.ada.types(f"/shifts claim {number} now")
        world.ada.reads("It is yours.")
    world.ben.types("/shifts wait 1")
    world.ben.reads("Number 1 in line.")


def the_deadline_comes(world: World) -> None:
    for day, left in (("2026-08-14", "1 day left"), ("2026-08-15", "last day today")):
        world.waits_until(at(day))
        world.ada.reads(COURSE, left, "#1 Quartz Elementary", "#2 Quartz Elementary")
        world.sol.reads("1 due within 7 days", left)
    world.nobody_hears_anything_at(at("2026-08-15", time(23, 55)))


def her_shifts_are_others_now(world: World) -> None:
    world.waits_until(at("2026-08-16", time(0)))
    world.ben.reads("Thu Aug 20, 07:00–15:00", "front gate")
    world.ada.reads("You no longer have 2 shifts", "Ben Birch has it now", "#2", "open again")
    world.sol.reads("Ada Alder lost 2 shifts: training overdue.", "Ben Birch has it now", "open again")
    world.waits_until(at("2026-08-16"))
    world.ada.reads(COURSE, "1 day overdue")


def ada_makes_it_good_and_claims_what_is_left(world: World) -> None:
    world.ada.presses("Log progress")
    assert world.ada.submits(training_sessions=[str(number) for number in range(8)]) == {}
    world.ada.reads("Logged. That was the last of it.")
    world.ada.reads("You may claim shifts again.")
    world.sol.reads("Ada Alder may claim shifts again.")
    world.everything_is_swept()
    world.ada.types("/shifts mine")
    world.ada.reads("You hold no")
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("Taken.", "Ben Birch")
    world.ada.types("/shifts claim 2 now")
    world.ada.reads("It is yours.")
