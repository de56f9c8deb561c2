"""What stands in a database, to be held against what stands in another."""

from scheduling.copies.sums import TableSum, sum_tables
from scheduling.copies.tables import find_tables
from scheduling.store.engine import Database
from tests.conftest import NOON


def sums(database: Database, *, without: tuple[str, ...] = ()) -> list[TableSum]:
    """The sums of all tables, by name."""
    with database.read(NOON) as tx:
        found = sum_tables(tx.connection, find_tables(tx.connection, leave_out=without))
    return sorted(found, key=lambda each: each.table)
