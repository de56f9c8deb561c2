"""What a backup says of itself: two small tables in the file, which a restored database does not keep."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, inspect, select

from scheduling.copies.sums import TableSum
from scheduling.store.columns import UtcInstant

_TABLES = MetaData()

_label = Table(
    "backup_label",
    _TABLES,
    Column("at", UtcInstant(), nullable=False),
    Column("release", String, nullable=False),
    Column("schema_version", String, nullable=False),
    Column("database_kind", String, nullable=False),
)
_contents = Table(
    "backup_contents",
    _TABLES,
    Column("table", String, primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("checksum", String, nullable=False),
)

LABEL_TABLES: Final = tuple(_TABLES.tables)
"""Tables that no Muster database has, only a backup of one."""


@dataclass(frozen=True, slots=True)
class Label:
    """Of which instant a backup is, by which release, at which schema version, of which kind of database."""

    at: datetime
    release: str
    schema_version: str
    database_kind: str


def write_label(connection: Connection, label: Label, sums: Sequence[TableSum]) -> None:
    """Write down what the file is, and what has to be found in it."""
    _TABLES.create_all(connection)
    connection.execute(_label.insert(), asdict(label))
    connection.execute(_contents.insert(), [asdict(each) for each in sums])


def read_label(connection: Connection) -> tuple[Label, list[TableSum]] | None:
    """What the file says of itself; None for a database that is no backup."""
    if not set(LABEL_TABLES) <= set(inspect(connection).get_table_names()):
        return None
    label = connection.execute(select(_label)).mappings().one()
    sums = connection.execute(select(_contents)).mappings()
    return Label(**label), [TableSum(**each) for each in sums]


def drop_label(connection: Connection) -> None:
    """Take the label off: from here on it is a database, not a backup."""
    _TABLES.drop_all(connection)
