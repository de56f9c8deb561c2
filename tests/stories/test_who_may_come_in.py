"""Who is not one of the district's people, or not any more, reads one sentence on what to do, and no more."""

from collections.abc import Callable

import pytest

from tests.stories.phone import Phone
from tests.stories.world import World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")


def a_guest(world: World) -> Phone:
    return world.joins_slack("Gil Gorse", "gil@example.org", guest=True)


def a_guest_whose_address_is_on_the_roster(world: World) -> Phone:
    world.roster_says("Gil Gorse,gil@example.org,Heron City Police,SSO,officer,yes")
    return a_guest(world)


def a_stranger_of_another_workspace(world: World) -> Phone:
    world.roster_says("Sky Sorrel,sky@example.org,Heron City Police,SSO,officer,yes")
    return world.joins_slack("Sky Sorrel", "sky@example.org", stranger=True)


def an_outsider(world: World) -> Phone:
    return world.oz


def somebody_inactive_on_the_roster(world: World) -> Phone:
    world.roster_says("Ben Birch,ben@example.org,Heron City Police,SSO,officer,no")
    return world.ben


@pytest.mark.parametrize(
    ("who", "what_to_do"),
    [
        (a_guest, "Ask your coordinator to add you"),
        (a_guest_whose_address_is_on_the_roster, "Ask your coordinator"),
        (a_stranger_of_another_workspace, "Ask your coordinator"),
        (an_outsider, "Ask your coordinator to add you"),
        (somebody_inactive_on_the_roster, "You are marked as not active on the roster"),
    ],
)
def test_somebody_who_does_not_belong_reads_what_to_do_whatever_they_try(
    world: World, who: Callable[[World], Phone], what_to_do: str
) -> None:
    world.feed_says(FRIDAY)
    person = who(world)
    for typed in ("/shifts", "/shifts claim 1 now", "/shifts who", "/sso"):
        person.types(typed)
        words = person.reads(what_to_do)
        assert "Quartz" not in words
        assert words.count(".") <= 3
    board = person.looks_at_board("Fri Aug 14")
    assert "1 place" in board
    person.presses("Claim", after="Quartz Elementary")
    person.reads(what_to_do, channel="shifts")
    assert what_to_do in person.opens_home()
    assert "1 place" in person.looks_at_board("Fri Aug 14")


def test_whoever_slack_switches_off_claims_nothing_and_may_again_once_switched_on(world: World) -> None:
    world.feed_says(FRIDAY)
    workspace = world.server.workspace
    workspace.deactivate(world.ben.id)
    world.roster_knows("ben@example.org", lambda ben: ben.deactivated_at is not None)
    world.sol.types("/shifts assign 1 @ben")
    world.sol.reads("Deactivated in Slack.", "Ben Birch")

    workspace.deactivate(world.ben.id, deactivated=False)
    world.roster_knows("ben@example.org", lambda ben: ben.deactivated_at is None)
    world.ben.types("/shifts claim 1 now")
    world.ben.reads("It is yours.")


def test_whoever_joins_slack_later_is_found_by_their_address_and_can_work_at_once(world: World) -> None:
    world.feed_says(FRIDAY)
    world.roster_says("Wes Willow,wes@example.org,Heron City Police,SSO,officer,yes")
    wes = world.joins_slack("Wes Willow", "Wes@Example.org")
    world.roster_knows("wes@example.org", lambda person: person.slack_id == wes.id)
    wes.types("/shifts claim 1 now")
    wes.reads("It is yours.")
