"""What stands in a database, to be held against what stands in another."""

from scheduling.copies.sums import TableSum, sum_tables
from scheduling.copies.tables import find_tables
from scheduling.store.engine import Database
from tests.conftest import NOON

RESTATED = {"calendars": ("revision", "changed_at"), "meetings": ("sequence",), "shifts": ("changed_at",)}
"""What a restoration states anew, so that calendar programs take over what stands there."""

ON_PURPOSE = ("holds", *RESTATED)
"""The tables in which a restored database differs from what was backed up."""


def sums(database: Database, *, without: tuple[str, ...] = ()) -> list[TableSum]:
    """The sums of all tables, by name."""
    with database.read(NOON) as tx:
        found = sum_tables(tx.connection, find_tables(tx.connection))
    return sorted((each for each in found if each.table not in without), key=lambda each: each.table)
