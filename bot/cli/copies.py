"""What `muster backup`, `muster restore` and `muster copy-to` do and print."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from rich.table import Column, Table
from sqlalchemy.exc import DBAPIError

from bot.cli.console import open_console
from bot.cli.progress import interruptible, progress_on
from bot.clock import SystemClock
from bot.database.standstill import at_a_standstill
from bot.setting_forms import database_url_form
from bot.settings import Settings
from scheduling.copies.backups import back_up
from scheduling.copies.errors import CopyError
from scheduling.copies.moves import Moved, move
from scheduling.copies.restores import Restored, restore
from scheduling.copies.sums import checksum_of
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import current_version, head_version
from scheduling.store.troubles import find_trouble

_UNCHANGED = "what stood there before still does; nothing was left behind."


def write_backup(settings: Settings, file: Path, *, replace: bool) -> None:
    """Back the database up, and say what is in the file."""
    console, clock = open_console(), SystemClock()
    with _opened(settings.database_url) as database:
        _require_there(database)
        with interruptible(_UNCHANGED), progress_on(console) as watch:
            done = back_up(database, file, now=clock.now(), release=_release(), replace=replace, watch=watch)
    console.print(
        f"Backed up {done.rows:,} rows in {len(done.sums)} tables to {file} ({_size(done.size)}), "
        "and read them again."
    )
    console.print(f"As of {done.label.at:%Y-%m-%d %H:%M:%S} UTC; checksum {done.checksum}.")


def restore_backup(settings: Settings, file: Path, *, replace: bool) -> None:
    """Put a backup in the place of the database, and say what comes next."""
    console, clock = open_console(), SystemClock()
    now = clock.now()
    with _opened(settings.database_url) as database, at_a_standstill(database, clock):
        aside = _aside(database, file, f"{now:%Y%m%dT%H%M%SZ}")
        with interruptible(_UNCHANGED), progress_on(console) as watch:
            done = restore(
                file, database, now=now, release=_release(), aside=aside, replace=replace, watch=watch
            )
    _say_restored(done, file)


def copy_database(settings: Settings, url: str) -> None:
    """Move the database elsewhere, and print both sides table by table."""
    console, clock = open_console(), SystemClock()
    try:
        to = database_url_form(url)
    except ValueError as error:
        raise CopyError(
            f"The target {error}; such as postgresql+psycopg://user:password@host/muster."
        ) from None
    with _opened(settings.database_url) as source, _opened(to) as target:
        _require_there(source)
        if current_version(source) != head_version():
            raise CopyError("The database is not at the schema of this release: run `muster migrate` first.")
        if source.engine.url == target.engine.url:
            raise CopyError("Source and target are the same database: name another target.")
        _require_usable(target)
        with at_a_standstill(source, clock), at_a_standstill(target, clock):
            with interruptible("both databases are as they were."), progress_on(console) as watch:
                tables = move(source, target, now=clock.now(), watch=watch)
            where = target.engine.url.render_as_string(hide_password=True)
    _say_moved(tables, where)


def _require_usable(target: Database) -> None:
    """What is wrong with a target is not a matter of MUSTER_DATABASE_URL.

    Raises:
        CopyError: it does not answer.
    """
    try:
        current_version(target)
    except DBAPIError as error:
        trouble = find_trouble(error)
        said = f" ({trouble.said})" if trouble is not None else ""
        raise CopyError(f"The target cannot be used{said}: check the address. Nothing was copied.") from error


def _say_restored(done: Restored, file: Path) -> None:
    console = open_console()
    rows = sum(each.rows for each in done.sums)
    label = done.label
    console.print(f"{file} is a backup as of {label.at:%Y-%m-%d %H:%M:%S} UTC, by Muster {label.release}.")
    console.print(f"Restored {rows:,} rows in {len(done.sums)} tables; checksum {checksum_of(done.sums)}.")
    if label.schema_version != head_version():
        console.print(f"Migrated from version {label.schema_version} to {head_version()}.")
    if done.aside is not None:
        console.print(f"What stood there before is kept in {done.aside}.")
    console.print("It sends nothing yet: `muster outbox reconcile` shows what waits, and lets it go on.")


def _say_moved(tables: list[Moved], where: str) -> None:
    console = open_console()
    shown = Table(
        "table", Column("read", justify="right"), Column("written", justify="right"),
        Column("checksum", no_wrap=True), "", box=None, pad_edge=False,
    )  # fmt: skip
    for each in sorted(tables, key=lambda each: each.read.table):
        alike = "alike" if each.read == each.written else "DIFFERS"
        shown.add_row(
            each.read.table, f"{each.read.rows:,}", f"{each.written.rows:,}", each.written.checksum, alike
        )
    console.print(shown)
    console.print(f"Moved {sum(each.written.rows for each in tables):,} rows to {where}.")
    console.print("Now set MUSTER_DATABASE_URL to it. `muster run` refuses the old database from here on.")


def _aside(database: Database, file: Path, stamp: str) -> Path:
    """Where the former database is kept: beside the SQLite file, or beside the backup."""
    live = database.file
    if live is not None:
        return live.with_name(f"{live.name}.replaced-{stamp}")
    return file.with_name(f"{database.engine.url.database or 'muster'}.replaced-{stamp}.backup")


def _require_there(database: Database) -> None:
    file = database.file
    if file is not None and not file.exists():
        raise CopyError(f"There is no database {file}: check MUSTER_DATABASE_URL.")


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    try:
        yield database
    finally:
        database.close()


def _release() -> str:
    return version("muster")


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
