"""Slack stumbles or is away while notices are on their way: each arrives, and none arrives twice."""

from datetime import timedelta

import pytest

from tests.stories.world import World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00", places=2)
EARLIER = FRIDAY | {"starts": "2026-08-14T06:30:00-07:00"}


def ada_and_ben_hold_it(world: World) -> None:
    world.feed_says(FRIDAY)
    for officer in (world.ada, world.ben):
        officer.types("/shifts claim 1 now")
        officer.reads("It is yours.")
    world.everything_is_sent()


@pytest.mark.parametrize(
    "fault", ["rate_limit_next", "server_error_next", "drop_before_next", "drop_after_next"]
)
def test_a_stumble_costs_nobody_a_notice_and_nobody_reads_one_twice(world: World, fault: str) -> None:
    ada_and_ben_hold_it(world)
    world.goes_wrong(only="chat.postMessage", **{fault: 2})
    world.feed_says(EARLIER)
    world.everything_is_sent()
    assert world.server.workspace.faults.to_page()[fault] == 0, "nothing went wrong, so nothing was shown"
    for officer in (world.ada, world.ben):
        officer.reads("Starts 07:00 → 06:30")


def test_after_an_hour_without_slack_everybody_is_told_and_reads_how_late(world: World) -> None:
    ada_and_ben_hold_it(world)
    world.goes_wrong(slack_away=True)
    world.feed_says(EARLIER)
    world.slack_is_found_away()
    world.ada.types("/shifts mine")  # what people type still comes through, and shows how things stand
    world.ada.reads("You hold 1 shift", "06:30–15:00")

    world.time_passes(timedelta(hours=1))
    world.goes_wrong(slack_away=False)
    world.time_passes(timedelta(minutes=5))
    world.everything_is_sent()
    for officer in (world.ada, world.ben):
        officer.reads("Late by 1 h.", "Starts 07:00 → 06:30")
    world.sol.looks_at_board("Fri Aug 14", "06:30–15:00")


def test_two_changes_while_slack_is_away_are_told_as_the_one_from_what_was_known_to_what_is_so(
    world: World,
) -> None:
    ada_and_ben_hold_it(world)
    world.goes_wrong(slack_away=True)
    world.feed_says(EARLIER)
    world.slack_is_found_away()
    world.feed_says(FRIDAY | {"starts": "2026-08-14T06:00:00-07:00", "post": "bus lane"})
    world.slack_is_found_away()
    world.goes_wrong(slack_away=False)
    world.time_passes(timedelta(minutes=2))
    world.everything_is_sent()
    for officer in (world.ada, world.ben):
        officer.reads("Starts 07:00 → 06:00", "Post: front gate → bus lane")


def test_a_change_that_was_taken_back_while_slack_was_away_is_told_to_nobody(world: World) -> None:
    ada_and_ben_hold_it(world)
    world.goes_wrong(slack_away=True)
    world.feed_says(EARLIER)
    world.slack_is_found_away()
    world.feed_says(FRIDAY)
    world.slack_is_found_away()
    world.goes_wrong(slack_away=False)
    world.time_passes(timedelta(minutes=2))
    world.everything_is_sent()


def test_a_change_that_was_undone_while_slack_was_away_is_told_as_it_is_now(world: World) -> None:
    ada_and_ben_hold_it(world)
    world.goes_wrong(slack_away=True)
    world.ada.types("/shifts release 1")
    world.ada.reads("Given back.", "It is open again.")
    world.sol.types("/shifts assign 1 @ada")
    world.sol.reads("Ada Alder is on.")
    world.sol.types("/shifts release 1 @ada a slip of mine")
    world.sol.reads("Ada Alder is off.")
    world.slack_is_found_away()
    world.goes_wrong(slack_away=False)
    world.time_passes(timedelta(minutes=2))
    world.everything_is_sent()
    world.ada.reads("Sergeant Sol Sequoia released you from this shift.", "a slip of mine")
    assert "Ada Alder" not in world.sol.looks_at_board("Fri Aug 14")
