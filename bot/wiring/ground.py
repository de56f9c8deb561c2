"""What every part of the process stands on: the settings with the files that they name, the database, the
clock.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.database.watch import DatabaseWatch
from bot.replicas.shared_clock import SharedClock
from bot.settings import Settings
from bot.wiring.files import read_files
from bot.wiring.replicas import build_clock
from scheduling.feed.profile import Profile
from scheduling.policy.schema import Policy
from scheduling.store.engine import Database, open_database


@dataclass(frozen=True, slots=True)
class Ground:
    """What all parts share.

    Attributes:
        watch: whether the database is there.
    """

    settings: Settings
    policy: Policy
    profile: Profile
    database: Database
    clock: Clock
    watch: DatabaseWatch

    @property
    def set_clock(self) -> Callable[[], None] | None:
        """Sets the clock by the database server's; None where it goes by another."""
        return self.clock.look if isinstance(self.clock, SharedClock) else None


def build_ground(settings: Settings, clock: Clock | None) -> Ground:
    """Read the files; nothing is opened yet. Without a `clock`, the one that the database calls for.

    Raises:
        ValueError: the files do not do.
    """
    policy, profile = read_files(settings)
    database = open_database(settings.database_url)
    clock = clock or build_clock(database)
    return Ground(settings, policy, profile, database, clock, DatabaseWatch(database, clock))
