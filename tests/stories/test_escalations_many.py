"""Many at once are one message, in which each can be taken."""

from pathlib import Path

from tests.stories.supervisors_channel import CHANNEL
from tests.stories.world import a_world, shift


def test_many_at_once_are_joined_and_each_is_taken_by_itself(tmp_path: Path, database_url: str) -> None:
    with a_world(tmp_path, database_url, chains=("shift_unfilled",)) as world:
        world.feed_says(
            *(
                shift(
                    f"s{hour}", f"2026-08-14T{hour:02}:00:00-07:00", f"2026-08-14T{hour + 1:02}:00:00-07:00"
                )
                for hour in range(7, 13)
            )
        )
        told = world.sol.reads("6 escalations need somebody", channel=CHANNEL)
        assert told.count("nobody has it") == 6
        assert len(told) < 4_000
        world.sol.presses("I have it", after="#3 ·")
        world.everything_is_swept()
        world.sol.reads("You have #3. Nobody else is woken.", channel=CHANNEL)
        world.sol.reads("5 escalations need somebody", "#3 · Sergeant Sol Sequoia has it", channel=CHANNEL)
        world.sol.reads("#3 · Wed Aug 12, 12:00 · Sergeant Sol Sequoia has it", channel=CHANNEL, thread=True)
        world.sol.presses("Open", after="#4 ·")
        world.sol.reads(
            "Nobody has it.", "Shift #", "12:00 · Opened", "Told the supervisors' channel", channel=CHANNEL
        )
        world.sol.types("/escalations mine")
        world.sol.reads("1 escalation is yours", "#3 · opened")
        world.sol.types("/escalations")
        world.sol.reads("6 escalations concern you")
