"""A shift in Heron City that nobody takes, under the chain of the default pack: the channel at once, then
whoever is on duty (without a rota the sergeant) a quarter of an hour later, and Cora at the full hour.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tests.conftest import NOON
from tests.stories.supervisors_channel import CHANNEL, becomes
from tests.stories.world import World, a_world, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")
UNFILLED = "Unfilled: Quartz Elementary · Fri Aug 14, 07:00–15:00"


@contextmanager
def nobody_takes_it(folder: Path, database_url: str) -> Iterator[World]:
    """It is Wednesday noon, 43 hours before it begins, and the channel has just been told."""
    with a_world(folder, database_url, chains=("shift_unfilled",)) as world:
        world.feed_says(FRIDAY)
        world.sol.reads(
            UNFILLED, "Nobody has it. Next: Sergeant Sol Sequoia, Wed Aug 12, 12:15.", channel=CHANNEL
        )
        yield world


def minutes(number: int) -> datetime:
    """So long after Wednesday noon, and a little: what is due then has come."""
    return NOON + timedelta(minutes=number, seconds=30)


def after(world: World, number: int) -> None:
    """Let everything happen until then."""
    becomes(world, minutes(number))


def the_sergeant_is_told(world: World) -> None:
    """A quarter past: his turn."""
    after(world, 15)
    world.sol.reads(UNFILLED, "Next: Cora Cypress, Wed Aug 12, 13:00.", "You answer for Heron City Police.")
    in_thread(world, "Told Sergeant Sol Sequoia")
    in_channel(world, "Nobody has it. Next: Cora Cypress, Wed Aug 12, 13:00.")


def in_thread(world: World, *fragments: str) -> None:
    """What the thread under the post says next, once everything is told."""
    world.everything_is_swept()
    world.cora.reads(*fragments, channel=CHANNEL, thread=True)


def in_channel(world: World, *fragments: str) -> None:
    """How the post in the channel reads once everything is told: it is redrawn with each step."""
    world.everything_is_swept()
    world.cora.reads(*fragments, channel=CHANNEL)
