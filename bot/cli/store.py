"""The database as the verbs of the command line open it: at the schema of this release."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from bot.clock import SystemClock
from bot.settings import Settings
from bot.sole_owner import SoleOwner
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import current_version, head_version, migrate


class Store(NamedTuple):
    """An open database; the schema version it stood at, and stands at."""

    database: Database
    before: str | None
    after: str


@contextmanager
def migrated(settings: Settings) -> Iterator[Store]:
    """The database of the settings, migrated first, closed in the end.

    A running bot may be serving the same file: single changes by another process are safe, a migration is
    not, and is refused then.

    Raises:
        AlreadyServedError: it needs a migration and a running bot holds it.
    """
    database = open_database(settings.database_url)
    try:
        before, after = current_version(database), head_version()
        if before != after:
            owner = SoleOwner(settings.database_url)
            owner.take()
            try:
                migrate(database)
            finally:
                owner.give_back()
        yield Store(database, before, after)
    finally:
        database.close()


def now() -> datetime:
    """The instant of this command."""
    return SystemClock().now()
