"""What supervisors read in their channel, and in the threads there, once everything due has happened."""

from datetime import datetime

from tests.stories.world import World

CHANNEL = "supervisors"


def becomes(world: World, moment: datetime) -> None:
    """It is that time, and what is due has happened."""
    world.waits_until(moment)
    world.everything_is_swept()


def posted(world: World, *fragments: str) -> str:
    """What is told in the channel, or stands anew in what was told."""
    return world.sol.reads(*fragments, channel=CHANNEL)


def below(world: World, *fragments: str) -> str:
    """What is told in the thread below."""
    return world.sol.reads(*fragments, channel=CHANNEL, thread=True)
