"""A backup becomes a database again: checked first, then in one step, and what stood there is kept aside.

On SQLite a new file is made ready beside the old one and renamed. On PostgreSQL one transaction drops what
stands there, builds this release's tables and fills them. A restored database sends nothing until it is
reconciled (`reconcile.py`): notices that it believes unsent may have arrived after the backup was made.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import update
from sqlalchemy.exc import DatabaseError

from scheduling.copies.backups import back_up, lift_limits, reading
from scheduling.copies.drafts import draft_of
from scheduling.copies.errors import CopyError
from scheduling.copies.labels import LABEL_TABLES, Label, drop_label, read_label
from scheduling.copies.restating import restate_calendars
from scheduling.copies.rows import copy_rows, find_differing, require_alike
from scheduling.copies.sqlite_files import check_pages, close_file, copy_file, opened, set_aside
from scheduling.copies.sums import TableSum, Watch, sum_tables, unwatched
from scheduling.copies.tables import find_tables, is_in_use
from scheduling.outbox.holds import OUTBOX, place_hold
from scheduling.outbox.tables import holds
from scheduling.store.engine import Database
from scheduling.store.schema import build_anew, is_known, migrate, version_in


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the backup's label, its tables, and where the former rows are, if there were any."""

    label: Label
    sums: tuple[TableSum, ...]
    aside: Path | None


def restore(
    file: Path,
    target: Database,
    *,
    now: datetime,
    release: str,
    aside: Path,
    replace: bool = False,
    watch: Watch = unwatched,
) -> Restored:
    """Put a backup in the place of a database that nobody serves.

    Args:
        file: the backup; it is not touched.
        target: where to; migrated or not, or not there at all.
        now: the instant of the restoration, aware UTC.
        release: of Muster; written into what is kept aside of PostgreSQL.
        aside: where the former database is kept, if it holds rows.
        replace: whether a database that holds rows may be replaced.
        watch: told how far it has come.

    Raises:
        CopyError: it cannot be; what stood there before still does.
    """
    live = target.file
    if live is not None and live.exists() and file.exists() and file.samefile(live):
        raise CopyError(f"{file} is the database itself (MUSTER_DATABASE_URL): name a backup.")
    in_use = _holds_rows(target, live)
    if in_use and not replace:
        raise CopyError(
            "The database holds rows already: say --replace to put the backup in its place; what stands "
            "there is kept aside."
        )
    if live is not None:
        label, sums = _restore_file(file, target, live, aside if in_use else None, now, watch)
    else:
        if in_use:
            back_up(target, aside, now=now, release=release, watch=watch)
        label, sums = _restore_rows(file, target, now, watch)
    return Restored(label, tuple(sums), aside if in_use else None)


def _holds_rows(target: Database, live: Path | None) -> bool:
    if live is not None and not live.exists():
        return False
    try:
        with target.engine.connect() as connection:
            return is_in_use(connection)
    except DatabaseError:
        if live is None:
            raise
        return True  # a broken file is what backups are for; it is kept aside like any other


def _restore_file(
    file: Path, target: Database, live: Path, aside: Path | None, now: datetime, watch: Watch
) -> tuple[Label, list[TableSum]]:
    with draft_of(live) as draft:
        told = _unpack(file, draft, now, watch)
        target.close()
        if aside is not None:
            set_aside(live, aside)
        elif live.exists():
            close_file(live)
    return told


def _restore_rows(file: Path, target: Database, now: datetime, watch: Watch) -> tuple[Label, list[TableSum]]:
    with TemporaryDirectory(prefix="muster-restore-") as folder:
        unpacked = Path(folder) / "unpacked.db"
        told = _unpack(file, unpacked, now, watch)
        with opened(unpacked) as source, reading(source, now) as rows, target.begin(now) as tx:
            lift_limits(tx.connection)
            build_anew(tx.connection)
            read = copy_rows(rows, find_tables(rows), tx.connection, watch)
            require_alike(read, sum_tables(tx.connection, find_tables(tx.connection), watch))
    return told


def _unpack(file: Path, into: Path, now: datetime, watch: Watch) -> tuple[Label, list[TableSum]]:
    """Make a database of this release, under hold, of a backup; answers what the backup says of itself."""
    copy_file(file, into)
    try:
        with opened(into) as database:
            label, sums = _judge(database, file, now, watch)
            with database.begin(now) as tx:
                drop_label(tx.connection)
            migrate(database)
            with database.begin(now) as tx:
                reason = f"restored from a backup as of {label.at:%Y-%m-%d %H:%M} UTC"
                place_hold(tx, OUTBOX, since=label.at, reason=reason)
                tx.execute(update(holds).where(holds.c.what == OUTBOX).values(reason=reason))
                restate_calendars(tx)
    except DatabaseError as error:
        raise CopyError(f"{file} cannot be restored ({error.orig}). Use another backup.") from error
    return label, sums


def _judge(database: Database, file: Path, now: datetime, watch: Watch) -> tuple[Label, list[TableSum]]:
    """Hold the unpacked file against what the backup says of itself."""
    with database.read(now) as tx:
        found = read_label(tx.connection)
        if found is None:
            raise CopyError(
                f"{file} is no backup that `muster backup` made. If it is a Muster database, set "
                "MUSTER_DATABASE_URL to it and back it up first."
            )
        label, sums = found
        if not is_known(label.schema_version) or version_in(tx.connection) != label.schema_version:
            raise CopyError(
                f"{file} was made by Muster {label.release}, at schema version {label.schema_version}, which "
                "this release does not know: restore it with that release, or a newer one."
            )
        check_pages(database, file)
        tables = find_tables(tx.connection, leave_out=LABEL_TABLES)
        if differing := find_differing(sums, sum_tables(tx.connection, tables, watch)):
            raise CopyError(f"{file} does not hold what it says ({differing}): use another backup.")
    return label, sums
