"""A move: every row into another database that goes on serving; the old one is told that it is over.

The source is held still from the first row to the last, all rows land in one transaction, and both sides are
added up. Then the target is committed, and directly after it the source, with a hold that has `muster run`
refuse it: otherwise two bots would send the same notices. A process that dies before the first commit leaves
both as they were. One that dies between the two leaves a complete target beside a source without its hold:
start only one of them.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from scheduling.copies.backups import lift_limits
from scheduling.copies.drafts import draft_of
from scheduling.copies.errors import CopyError
from scheduling.copies.rows import copy_rows, require_alike
from scheduling.copies.sqlite_files import close_file, opened
from scheduling.copies.sums import TableSum, Watch, sum_tables, unwatched
from scheduling.copies.tables import find_tables, is_in_use
from scheduling.outbox.holds import OUTBOX, SERVING, find_hold, place_hold
from scheduling.store.engine import Database
from scheduling.store.schema import build_anew, migrate
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Moved:
    """One table of a move: what was read of the source and what was found in the target afterwards."""

    read: TableSum
    written: TableSum


def move(source: Database, target: Database, *, now: datetime, watch: Watch = unwatched) -> list[Moved]:
    """Copy everything into an empty database, and hold the source from then on.

    Args:
        source: at the schema of this release, and served by nobody.
        target: of either kind; migrated or not, or not there at all.
        now: the instant of the move, aware UTC.
        watch: told how far it has come.

    Raises:
        CopyError: it cannot be; both are as they were.
    """
    if _is_taken(target):
        raise CopyError(
            "The target holds rows already: name an empty database, or take out of the way what stands there."
        )
    where = target.engine.url.render_as_string(hide_password=True)
    with source.begin(now) as tx:
        if hold := find_hold(tx, SERVING):
            raise CopyError(f"This database was {hold.reason}. Nothing was copied.")
        _keep_still(tx)
        with _written(target, now) as there:
            tables = find_tables(tx.connection)
            read = copy_rows(tx.connection, tables, there.connection, watch)
            written = sum_tables(there.connection, find_tables(there.connection), watch)
            require_alike(read, written)
        reason = f"moved to {where} on {now:%Y-%m-%d %H:%M} UTC"
        place_hold(tx, OUTBOX, since=now, reason=reason)
        place_hold(tx, SERVING, since=now, reason=reason)
    found = {each.table: each for each in written}
    return [Moved(each, found[each.table]) for each in read]


@contextmanager
def _written(target: Database, now: datetime) -> Iterator[Transaction]:
    """A transaction on the target with this release's tables in it, that becomes all of it in the end."""
    file = target.file
    with ExitStack() as ends:
        if file is None:
            tx = ends.enter_context(target.begin(now))
            lift_limits(tx.connection)
            build_anew(tx.connection)
        else:
            draft = ends.enter_context(draft_of(file))
            ends.callback(_close_former, target, file)
            database = ends.enter_context(opened(draft))
            migrate(database)
            tx = ends.enter_context(database.begin(now))
        yield tx


def _close_former(target: Database, file: Path) -> None:
    """What lies beside an empty file must not be taken for a part of the one that takes its place."""
    target.close()
    if file.exists():
        close_file(file)


def _is_taken(target: Database) -> bool:
    file = target.file
    if file is not None and not file.exists():
        return False
    with target.engine.connect() as connection:
        return is_in_use(connection)


def _keep_still(tx: Transaction) -> None:
    """Let nobody write until this transaction ends; on SQLite it is the only writer anyway."""
    if tx.connection.dialect.name == "sqlite":
        return
    lift_limits(tx.connection)
    names = ", ".join(f'"{name}"' for name in sorted(find_tables(tx.connection).tables))
    tx.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))
