"""The database as the verbs of the command line open it: at the schema of this release."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import typer
from sqlalchemy.engine import make_url

from bot.clock import SystemClock
from bot.database.sole_owner import SoleOwner
from bot.settings import Settings
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import current_version, head_version, migrate


class Store(NamedTuple):
    """An open database; the schema version it stood at, and stands at."""

    database: Database
    before: str | None
    after: str


class Missing(Enum):
    """What a verb does where there is no SQLite file yet."""

    REFUSE = "refuse"  # whoever asks how things stand has mistyped the path
    MAKE = "make"  # and says so
    PRETEND = "pretend"  # tries against an empty database that is thrown away


class NoDatabaseError(Exception):
    """There is no such file; the message names it and what to do."""


@contextmanager
def migrated(settings: Settings, missing: Missing = Missing.REFUSE) -> Iterator[Store]:
    """The database of the settings, migrated first, closed in the end.

    A running bot may be serving the same file: single changes by another process are safe, a migration is
    not, and is refused then.

    Raises:
        NoDatabaseError: there is none, and this verb makes none.
        AlreadyServedError: it needs a migration and a running bot holds it.
    """
    file = _missing_file(settings.database_url)
    with ExitStack() as undo:
        url = settings.database_url
        if file is not None and missing is Missing.REFUSE:
            raise NoDatabaseError(
                f"There is no database at {file}: check MUSTER_DATABASE_URL; `muster migrate` makes one."
            )
        if file is not None and missing is Missing.PRETEND:
            typer.echo(f"There is no database at {file} yet; tried against an empty one.", err=True)
            url = f"sqlite:///{undo.enter_context(TemporaryDirectory())}/muster.db"
        yield undo.enter_context(_opened(url))
        if file is not None and missing is Missing.MAKE:
            typer.echo(f"A new database was made: {file}.", err=True)


def _missing_file(url: str) -> Path | None:
    named = make_url(url)
    if named.get_backend_name() != "sqlite" or not named.database or Path(named.database).exists():
        return None
    return Path(named.database).resolve()


@contextmanager
def _opened(url: str) -> Iterator[Store]:
    database = open_database(url)
    try:
        before, after = current_version(database), head_version()
        if before != after:
            owner = SoleOwner(url)
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
