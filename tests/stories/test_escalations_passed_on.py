"""Whoever has it hands it over, lets it rest, has it escalated, or settles it; what nobody does, returns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduling.roster.queries import find_person_by_email
from tests.stories.escalated import (
    UNFILLED,
    after,
    in_channel,
    in_thread,
    minutes,
    nobody_takes_it,
    the_sergeant_is_told,
)
from tests.stories.world import World

TOLD_AGAIN = "Told again further down."
"""What an earlier message says once a later one tells of the same."""


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The district, and a shift that nobody takes."""
    with nobody_takes_it(tmp_path, database_url) as district:
        yield district


def the_sergeant_has_it(world: World) -> None:
    the_sergeant_is_told(world)
    world.sol.reads_again(UNFILLED)
    world.sol.presses("I have it")
    world.everything_is_swept()
    world.sol.reads("You have it, since Wed Aug 12, 12:1")
    in_channel(world, "Sergeant Sol Sequoia has it, since Wed Aug 12, 12:1")
    in_thread(world, "Sergeant Sol Sequoia has it")


def test_it_is_handed_over_to_somebody_who_may_have_it_and_is_told_why(world: World) -> None:
    the_sergeant_has_it(world)
    world.sol.reads_again(UNFILLED)
    world.sol.presses("Hand over …")
    world.sol.sees("Hand over", UNFILLED, "Cora Cypress")
    assert world.sol.submits(escalation_to=_id_of(world, "cora@example.org")) == {}
    world.everything_is_swept()
    world.cora.reads(
        UNFILLED, "You have it, since Wed Aug 12, 12:1", "Sergeant Sol Sequoia handed it over to you."
    )
    world.sol.reads(UNFILLED, "Cora Cypress has it, since Wed Aug 12, 12:1")
    in_channel(world, "Cora Cypress has it, since Wed Aug 12, 12:1")
    in_thread(world, "Sergeant Sol Sequoia handed it over to Cora Cypress")
    world.nobody_hears_anything_at(minutes(100))


def test_an_officer_cannot_be_given_it(world: World) -> None:
    world.sol.types("/escalations handover 1 @ada")
    world.sol.reads("Ada Alder may not take it.", "Choose a supervisor whom it concerns, or a coordinator.")
    world.sol.types("/escalations handover 1 @oz")
    world.sol.reads("Not on the roster.")


def test_it_rests_for_an_hour_and_then_its_owner_is_told_again(world: World) -> None:
    the_sergeant_has_it(world)
    world.sol.reads_again(UNFILLED)
    world.sol.presses("Snooze", choose="1 h")
    world.everything_is_swept()
    world.sol.reads(UNFILLED, "You have it; it rests until Wed Aug 12, 13:15.")
    in_channel(world, "Sergeant Sol Sequoia has it; it rests until Wed Aug 12, 13:15.")
    in_thread(world, "Sergeant Sol Sequoia has it, and it rests until 13:15")
    after(world, 76)
    world.sol.reads(UNFILLED, "You have it, since Wed Aug 12, 13:1", "Its rest is over, and you have it.")
    world.sol.reads(UNFILLED, TOLD_AGAIN)
    in_channel(world, "Sergeant Sol Sequoia has it, since Wed Aug 12, 13:1")
    in_thread(world, "Its rest is over")


def test_a_rest_until_a_time_that_is_past_is_refused(world: World) -> None:
    world.sol.types("/escalations snooze 1 yesterday")
    world.sol.reads("That is past.", "Choose a time to come.")


def test_the_next_is_told_at_once_where_somebody_asks_for_it(world: World) -> None:
    the_sergeant_has_it(world)
    world.sol.types("/escalations escalate 1")
    world.sol.reads("#1: the next is told now.")
    world.everything_is_swept()
    world.cora.reads(UNFILLED, "You are a coordinator.")
    world.sol.reads(UNFILLED, "Nobody has it.")
    in_channel(world, "Nobody has it.")
    rests = "Nobody else is told until Thu Aug 13, 07:00: the chain rests at this hour"
    in_thread(world, "Sergeant Sol Sequoia asked for the next at once", rests)
    in_thread(world, "Told Cora Cypress")


def test_it_is_settled_with_a_reason_that_everybody_reads(world: World) -> None:
    the_sergeant_has_it(world)
    world.sol.reads_again(UNFILLED)
    world.sol.presses("Resolve …")
    world.sol.sees("Resolve", UNFILLED, "How is it settled?")
    assert world.sol.submits(reason=" ") == {"reason": "Write a few words: they are kept with the change."}
    assert world.sol.submits(reason="the principal stands there himself") == {}
    world.everything_is_swept()
    settled = ("Resolved by Sergeant Sol Sequoia, Wed Aug 12, 12:1", "the principal stands there himself")
    world.sol.reads(UNFILLED, *settled)
    in_channel(world, UNFILLED, *settled)
    in_thread(world, "Over: resolved by Sergeant Sol Sequoia: the principal stands there himself")
    world.nobody_hears_anything_at(minutes(100))
    world.sol.types("/escalations history")
    world.sol.reads("What is over, the latest first", *settled)


def test_what_its_owner_never_settles_is_taken_away_and_the_chain_goes_on(world: World) -> None:
    the_sergeant_has_it(world)
    after(world, 136)
    world.sol.reads(UNFILLED, "You have it, and it is not settled yet.")
    in_thread(world, "Reminded Sergeant Sol Sequoia")
    world.sol.reads(UNFILLED, TOLD_AGAIN)
    after(world, 376)
    world.sol.reads(UNFILLED, "You have it, and it is not settled yet.")
    in_thread(world, "Reminded Sergeant Sol Sequoia")
    world.sol.reads(UNFILLED, TOLD_AGAIN)
    after(world, 496)
    world.cora.reads(UNFILLED, "Nobody has it.", "You are a coordinator.")
    world.sol.reads(UNFILLED, "Nobody has it.", "You had it until now; nobody has it any more.")
    in_channel(world, "Nobody has it.")
    in_thread(world, "Sergeant Sol Sequoia does not have it any more: nothing came of it")
    in_thread(world, "Told Cora Cypress")
    world.sol.reads(UNFILLED, TOLD_AGAIN)


def _id_of(world: World, email: str) -> str:
    with world.process.desk.read() as tx:
        person = find_person_by_email(tx, email)
    assert person is not None
    return str(person.id)
