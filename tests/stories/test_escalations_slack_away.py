"""Slack is away for ten minutes while things go wrong: afterwards each is told once, as it then stands, and
of what has been settled in between nobody hears. A bot that is started anew tells nothing of it again.
"""

from datetime import timedelta
from pathlib import Path

from bot.tasks.sweeps import watch_shifts
from tests.stories.escalated import in_thread
from tests.stories.supervisors_channel import CHANNEL
from tests.stories.world import a_world, shift

NEXT_WEEK = shift("c", "2026-08-20T07:00:00-07:00", "2026-08-20T15:00:00-07:00")
MORNING = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T11:00:00-07:00")
NOON = shift("b", "2026-08-14T12:00:00-07:00", "2026-08-14T15:00:00-07:00")
GONE = "Gone: Ben Birch, still holds 1 coming shift"


def test_what_went_wrong_while_slack_was_away_is_told_once_and_what_was_settled_to_nobody(
    tmp_path: Path, database_url: str
) -> None:
    with a_world(tmp_path, database_url, chains=("shift_unfilled", "officer_gone")) as world:
        world.feed_says(NEXT_WEEK)
        world.ben.types("/shifts claim 1 now")
        world.ben.reads("It is yours.")
        world.everything_is_swept()
        world.goes_wrong(slack_away=True)
        world.feed_says(NEXT_WEEK, MORNING, NOON)
        watch_shifts(world.process.desk)
        world.sol.types("/escalations")
        world.sol.reads("2 escalations concern you", "Fri Aug 14, 07:00–11:00", "Fri Aug 14, 12:00–15:00")
        world.slack_is_found_away()
        world.server.workspace.deactivate(world.ben.id)
        world.roster_knows("ben@example.org", lambda ben: ben.deactivated_at is not None)
        world.ada.types("/shifts claim 2 now")
        world.ada.reads("It is yours.")

        world.time_passes(timedelta(minutes=10))
        world.slack_is_found_away()
        world.goes_wrong(slack_away=False)
        world.time_passes(timedelta(minutes=2))
        world.everything_is_swept()
        world.sol.reads("Unfilled: Quartz Elementary · Fri Aug 14, 12:00–15:00", channel=CHANNEL)
        for channel in (None, CHANNEL):
            world.sol.reads(GONE, channel=channel)
        in_thread(world, "Told Sergeant Sol Sequoia")
        world.machine_is_down_until(world.clock.now() + timedelta(seconds=30))
        world.nobody_hears_anything_at(world.clock.now() + timedelta(seconds=30))
