"""Slips of the finger, half a command, and help: the next thing to type, not a manual."""

import pytest

from tests.stories.world import World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")


def test_a_slip_gets_the_nearest_command_and_a_button_that_does_it(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts mien")
    world.ada.reads("Did you mean /shifts mine?")
    world.ada.presses("/shifts mine")
    world.ada.reads("You hold no shifts")
    world.ada.types("/shifts calim 1")
    world.ada.reads("Did you mean /shifts claim 1?")
    world.ada.presses("/shifts claim 1")
    world.ada.reads("Fri Aug 14, 07:00–15:00", "8 of 14 h")
    world.ada.presses("Claim it")
    world.ada.reads("It is yours.")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("claim", "Which shift? Its number stands in the list: /shifts claim 412."),
        ("claim three", "Which shift? Its number stands in the list: /shifts claim 412."),
        ("claim 99", "There is no shift 99."),
        ("claim 1 2", "One shift at a time, please."),
        ("release", "Which shift? Its number stands in the list: /shifts release 412."),
        ("at", "Which school? Type its name or a part of it: /shifts at quartz."),
        ("assign 1", "Whom? Name one officer: /shifts assign 412 @officer."),
        ("assign 1 @nobody.here", "Slack did not say who that is."),
        ("frobnicate", "“frobnicate” is not something I know. /shifts help shows what is."),
    ],
)
def test_half_a_command_is_answered_with_what_is_missing(world: World, typed: str, answer: str) -> None:
    world.feed_says(FRIDAY)
    world.ada.types(f"/shifts {typed}")
    world.ada.reads(answer)


def test_what_is_meant_is_understood(world: World) -> None:
    world.feed_says(FRIDAY)
    for typed in ("CLAIM 1", "take #1", "1", "please claim shift 1"):
        world.ada.types(f"/shifts {typed}")
        world.ada.reads("Fri Aug 14, 07:00–15:00", "8 of 14 h")
    world.ada.types("/shifts ?")
    world.ada.reads("/shifts mine")


def test_sso_says_what_muster_does_for_each(world: World) -> None:
    for person, says, hides in (
        (world.ada, "See open shifts and claim one", "Put an officer on a shift"),
        (world.sol, "Put an officer on a shift", "feed delivery"),
        (world.cora, "Decide about a feed delivery that was held", "See open shifts and claim one"),
    ):
        person.types("/sso")
        assert hides not in person.reads(f"Muster, for {person.name}", says)
