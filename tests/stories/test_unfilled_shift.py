"""A shift that nobody takes, from 72 hours before it to *I have it*; what supervisors do about it; and what
settles it before. The channel alone is told here: whose turn comes after is told in
`test_escalations_taken.py`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.factories.packs import written
from tests.stories.supervisors_channel import CHANNEL, becomes, below, posted
from tests.stories.world import BASALT, World, a_world, shift

CHANNEL_ALONE = """
[escalations.shift_unfilled]
steps = [{ tell = ["channel"] }]
repeat_minutes = 20160
remind_minutes = []
unacknowledge_minutes = 20000
hours = { from = "00:00", until = "23:59" }
"""
WORKING_WEEK = """
[escalations.shift_unfilled]
hours = { from = "07:00", until = "21:00", weekdays = ["mon", "tue", "wed", "thu", "fri"] }
"""
FRIDAY = shift("a", "2026-08-21T07:00:00-07:00", "2026-08-21T15:00:00-07:00")
STARTS = datetime(2026, 8, 21, 14, 0, tzinfo=UTC)
HEADING = "Unfilled: Quartz Elementary · Fri Aug 21, 07:00–15:00"
HOUR = timedelta(hours=1)


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The district, in which the channel is told of unfilled shifts."""
    policy = written(tmp_path, CHANNEL_ALONE)
    with a_world(tmp_path, database_url, chains=("shift_unfilled",), policy=f"default,{policy}") as district:
        yield district


def test_from_72_hours_before_to_i_have_it(world: World) -> None:
    world.feed_says(FRIDAY)
    world.nobody_hears_anything_at(STARTS - 72 * HOUR - timedelta(minutes=1))
    becomes(world, STARTS - 72 * HOUR)
    assert ":warning:" in posted(world, HEADING, "Nobody has it.")

    for before, clock, mark in ((24, "07:00", ":warning:"), (4, "03:00", ":rotating_light:")):
        becomes(world, STARTS - before * HOUR)
        below(world, f"{clock} · It has come closer: the chain begins anew")
        posted(world, HEADING, "Told again further down.")
        assert mark in posted(world, HEADING, "Nobody has it.")

    world.sol.presses("I have it")
    world.sol.reads("You have #1. Nobody else is woken.", channel=CHANNEL)
    posted(world, HEADING, "Sergeant Sol Sequoia has it, since Fri Aug 21, 03:00")
    below(world, "Sergeant Sol Sequoia has it")
    becomes(world, STARTS + 8 * HOUR)
    posted(world, HEADING, "Its time has passed")
    below(world, "Over: its time has passed")


def test_the_sergeant_messages_those_who_may_take_it_and_the_first_who_claims_settles_it(
    world: World,
) -> None:
    world.feed_says(FRIDAY)
    becomes(world, STARTS - 24 * HOUR)
    posted(world, HEADING)
    world.sol.presses("Message eligible officers")
    world.sol.reads("2 officers asked.", "Ada Alder (0 h), Ben Birch (0 h)", channel=CHANNEL)
    below(world, "Sergeant Sol Sequoia", "messaged officers who may take it")
    world.ada.reads("Can you take this shift?", "Sergeant Sol Sequoia asks you.", "Fri Aug 21, 07:00–15:00")
    world.ben.reads("Can you take this shift?")

    world.ben.presses("Claim")
    world.ben.reads("No other shift within a week")
    world.ben.presses("Claim it")
    world.ben.reads("It is yours.")
    posted(world, HEADING, "Filled by Ben Birch")
    below(world, "Over: filled by Ben Birch")
    world.ada.reads_again("Can you take this shift?")
    world.ada.presses("Claim")
    world.ada.reads("Taken.", "By Ben Birch")


def test_the_sergeant_lets_the_back_up_agency_in_before_its_time(world: World) -> None:
    week = shift(
        "a", "2026-08-21T07:00:00-07:00", "2026-08-21T15:00:00-07:00",
        backup_agencies=["Kestrel County Sheriff"],
    )  # fmt: skip
    world.feed_says(week)
    becomes(world, STARTS - 72 * HOUR)
    posted(world, HEADING)
    world.sol.presses("Ask the back-up agency")
    world.sol.reads(
        "Kestrel County Sheriff may claim it now.", "1 officer asked.", "Cleo Cedar", channel=CHANNEL
    )
    below(world, "asked the back-up agency")
    posted(world, HEADING)
    world.cleo.reads("Can you take this shift?", "your time")
    world.cleo.presses("Claim")
    world.cleo.reads("No other shift within a week")
    world.cleo.presses("Claim it")
    world.cleo.reads("It is yours.")
    posted(world, HEADING, "Filled by Cleo Cedar")
    below(world, "Over: filled by Cleo Cedar")


def test_the_coordinator_assigns_from_the_message(world: World) -> None:
    world.feed_says(FRIDAY)
    becomes(world, STARTS - 24 * HOUR)
    posted(world, HEADING)
    world.cora.reads_again(HEADING, channel=CHANNEL)
    world.cora.presses("Assign …")
    world.cora.sees("Assign an officer", "Ada Alder · 0 h", "Ben Birch · 0 h")
    world.cora.submits(officer="Ada Alder · 0 h", assign_reason="")
    world.cora.reads("Ada Alder is on", channel=CHANNEL)
    world.ada.reads("Cora Cypress put you on this shift.")
    posted(world, HEADING, "Filled by Ada Alder")
    below(world, "Over: filled by Ada Alder")


def test_a_shift_that_the_feed_withdraws_needs_nobody_any_more(world: World) -> None:
    others = [
        shift(str(day), f"2026-10-{day}T07:00:00-07:00", f"2026-10-{day}T15:00:00-07:00")
        for day in range(10, 20)
    ]  # so that one withdrawal is no reason to hold the delivery
    world.feed_says(FRIDAY, *others)
    becomes(world, STARTS - 24 * HOUR)
    posted(world, HEADING)
    world.feed_says({**FRIDAY, "status": "withdrawn"}, *others)
    world.everything_is_swept()
    posted(world, HEADING, "Cancelled")
    below(world, "Over: cancelled")


def test_a_shift_put_off_by_a_week_is_looked_at_anew(world: World) -> None:
    world.feed_says(FRIDAY)
    becomes(world, STARTS - 24 * HOUR)
    posted(world, HEADING)
    world.feed_says({**FRIDAY, "starts": "2026-08-28T07:00:00-07:00", "ends": "2026-08-28T15:00:00-07:00"})
    world.everything_is_swept()
    posted(world, "Fri Aug 28", "Moved to another time")
    below(world, "Over: moved to another time")
    becomes(world, STARTS + timedelta(days=7) - 72 * HOUR)
    posted(world, "Unfilled: Quartz Elementary · Fri Aug 28, 07:00–15:00", "Nobody has it.")


def test_hours_before_the_start_pass_as_they_do_where_the_clocks_go_back(
    tmp_path: Path, database_url: str
) -> None:
    """Basalt High: on 1 November 2026 the clocks go back at 02:00, and the night has an hour more."""
    sunday = shift("a", "2026-11-01T07:00:00-07:00", "2026-11-01T15:00:00-07:00", school=BASALT)
    policy = written(tmp_path, CHANNEL_ALONE)
    starts = datetime(2026, 11, 1, 14, 0, tzinfo=UTC)
    before = starts - 30 * HOUR
    chains = ("shift_unfilled",)
    with a_world(tmp_path, database_url, before, chains=chains, policy=f"default,{policy}") as world:
        world.feed_says(sunday)
        posted(world, "Unfilled: Basalt High · Sun Nov 1, 07:00–15:00")
        world.nobody_hears_anything_at(starts - 24 * HOUR - timedelta(minutes=1))
        becomes(world, starts - 24 * HOUR)
        below(world, "08:00")  # on Saturday's clock, which is an hour ahead of Sunday's
        posted(world, "Unfilled: Basalt High", "Told again further down.")
        posted(world, "Unfilled: Basalt High", "Nobody has it.")
        becomes(world, starts - 4 * HOUR)
        below(world, "03:00")
        posted(world, "Unfilled: Basalt High", "Told again further down.")
        assert ":rotating_light:" in posted(world, "Unfilled: Basalt High")


def test_over_a_weekend_it_is_held_where_the_chain_rests_then(tmp_path: Path, database_url: str) -> None:
    tuesday = shift("a", "2026-08-18T12:00:00-07:00", "2026-08-18T20:00:00-07:00")
    saturday_noon = datetime(2026, 8, 15, 19, 0, tzinfo=UTC)
    policy = f"default,{written(tmp_path, CHANNEL_ALONE)},{written(tmp_path, WORKING_WEEK, 'week')}"
    with a_world(tmp_path, database_url, chains=("shift_unfilled",), policy=policy) as world:
        world.feed_says(tuesday)
        world.nobody_hears_anything_at(saturday_noon)
        world.nobody_hears_anything_at(saturday_noon + 42 * HOUR)
        becomes(world, saturday_noon + 43 * HOUR)
        posted(world, "Unfilled: Quartz Elementary · Tue Aug 18, 12:00–20:00", "opened Sat Aug 15, 12:00")
        below(world, "12:00 · Nobody is told until", "07:00: the chain rests at this hour")
