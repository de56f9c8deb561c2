"""The tables that a database really has, whatever its release, with values as Muster reads them."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import JSON, Connection, DateTime, MetaData, Table, event, inspect, select

from scheduling.store.columns import UtcInstant

VERSION_TABLE: Final = "alembic_version"
"""Where the migrations write how far they have come; not part of what is copied."""

_WORK: Final = ("schools", "people", "shifts", "feed_pulls", "notices", "audit")
"""Whatever a database in use holds, it holds rows in one of these; migrations put none there."""


def find_tables(
    connection: Connection, *, only: Collection[str] = (), leave_out: Collection[str] = ()
) -> MetaData:
    """The tables as they stand, or some; older and newer releases have others than this one's models."""
    names = set(inspect(connection).get_table_names()) - {VERSION_TABLE, *leave_out}
    wanted = names & set(only) if only else names
    tables = MetaData()
    event.listen(tables, "column_reflect", _as_muster_reads)
    if wanted:
        tables.reflect(connection, only=sorted(wanted))
    return tables


def is_in_use(connection: Connection) -> bool:
    """Whether anybody's work stands in this database."""
    tables = find_tables(connection)
    return any(
        connection.execute(select(tables.tables[name]).limit(1)).first() is not None
        for name in _WORK
        if name in tables.tables
    )


def _as_muster_reads(_inspector: Any, _table: Table, column: dict[str, Any]) -> None:
    """Instants aware in UTC on both databases; None in a column of JSON is NULL, not JSON's null."""
    if isinstance(column["type"], DateTime):
        column["type"] = UtcInstant()
    elif isinstance(column["type"], JSON):
        column["type"] = JSON(none_as_null=True)
