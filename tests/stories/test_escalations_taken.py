"""Nobody takes a shift: who is told and when, until somebody has it; and then nobody else is woken."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.stories.escalated import (
    UNFILLED,
    after,
    in_channel,
    in_thread,
    minutes,
    nobody_takes_it,
    the_sergeant_is_told,
)
from tests.stories.supervisors_channel import CHANNEL
from tests.stories.together import at_once
from tests.stories.world import World


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The district, and a shift that nobody takes."""
    with nobody_takes_it(tmp_path, database_url) as district:
        yield district


def test_each_is_told_in_turn_until_one_has_it_and_nobody_is_woken_after_that(world: World) -> None:
    the_sergeant_is_told(world)
    after(world, 60)
    world.cora.reads(UNFILLED, "Nobody has it.", "You are a coordinator.")
    in_thread(world, "Told Cora Cypress")
    in_thread(world, "Nobody else is told until Thu Aug 13, 07:00: the chain rests at this hour")
    in_channel(world, "Nobody has it. Next: the supervisors' channel, Thu Aug 13, 07:00.")
    world.sol.reads("Nobody has it. Next: the supervisors' channel, Thu Aug 13, 07:00.")
    world.cora.reads_again(UNFILLED)
    world.cora.presses("I have it")
    world.cora.reads("You have it, since Wed Aug 12, 13:0")
    world.sol.reads("Cora Cypress has it, since Wed Aug 12, 13:0")
    in_channel(world, "Cora Cypress has it, since Wed Aug 12, 13:0")
    in_thread(world, "Cora Cypress has it")
    world.nobody_hears_anything_at(minutes(170))


def test_whoever_has_it_is_reminded_and_nobody_else_is(world: World) -> None:
    world.sol.presses("I have it")
    world.sol.reads("You have #1. Nobody else is woken.", channel=CHANNEL)
    in_channel(world, "Sergeant Sol Sequoia has it, since Wed Aug 12, 12:0")
    in_thread(world, "Sergeant Sol Sequoia has it")
    after(world, 121)
    world.sol.reads(
        UNFILLED, "You have it, since Wed Aug 12, 12:0", "You have it, and it is not settled yet."
    )
    in_thread(world, "Reminded Sergeant Sol Sequoia")


def test_of_two_who_press_in_the_same_second_one_has_it_and_the_other_reads_who(world: World) -> None:
    world.cora.reads_again(UNFILLED, channel=CHANNEL)
    at_once([world.sol, world.cora], lambda phone: phone.presses("I have it"))
    in_channel(world, "has it, since Wed Aug 12, 12:0")
    in_thread(world, "has it")
    first = "Sergeant Sol Sequoia has it" in world.cora.reads_again("has it, since", channel=CHANNEL)
    winner, other = (world.sol, world.cora) if first else (world.cora, world.sol)
    winner.reads("You have #1. Nobody else is woken.", channel=CHANNEL)
    other.reads(f"{winner.name} has #1, since Wed Aug 12, 12:0", channel=CHANNEL)


def test_a_claim_settles_it_and_every_message_says_so(world: World) -> None:
    the_sergeant_is_told(world)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.sol.reads("Filled by Ada Alder, Wed Aug 12, 12:1")
    in_channel(world, UNFILLED, "Filled by Ada Alder, Wed Aug 12, 12:1")
    in_thread(world, "Over: filled by Ada Alder")
    world.nobody_hears_anything_at(minutes(90))


def test_an_officer_who_presses_a_supervisors_button_is_refused_politely(world: World) -> None:
    for label in ("I have it", "Resolve …", "Hand over …", "Escalate now"):
        world.ada.reads_again(UNFILLED, channel=CHANNEL)
        world.ada.presses(label)
        world.ada.reads("Not yours to do.", "Only a supervisor", channel=CHANNEL)
    world.ada.types("/escalations take 1")
    world.ada.reads("Not yours to do.")


def test_a_button_on_a_message_that_is_a_month_old_answers_truthfully(world: World) -> None:
    world.sol.types("/escalations")
    world.sol.reads("1 escalation concerns you", "Nobody has it.")
    world.cora.types("/escalations resolve 1 the principal stands there himself")
    world.cora.reads("#1 is resolved.", "Resolved by Cora Cypress")
    in_channel(world, "Resolved by Cora Cypress, Wed Aug 12, 12:0", "the principal stands there himself")
    in_thread(world, "Over: resolved by Cora Cypress: the principal stands there himself")
    world.waits_until(minutes(0) + timedelta(days=31))
    world.everything_is_swept()
    world.sol.reads_again("1 escalation concerns you")
    world.sol.presses("I have it")
    world.sol.reads("#1 is over: resolved by Cora Cypress, Wed Aug 12, 12:0", "Nobody is told any more.")
