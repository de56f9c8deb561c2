"""What stands in a table, as a count and a checksum that are the same on every database.

The checksum is a sum over the rows, so their order does not matter: databases order text differently. It
finds what a copy lost, doubled or altered. It is no proof against malice: that is the audit's chain.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import Column, Connection, MetaData, Row, Table, func, select

Watch = Callable[[str, int, int], None]
"""Told how far something has come: what is being done, units done, units there are."""

BATCH: Final = 1_000
"""Rows held in memory at a time."""

_DIGEST_BYTES: Final = 16
_MODULUS: Final = 1 << (8 * _DIGEST_BYTES)


def unwatched(_what: str, _done: int, _of: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class TableSum:
    """One table: how many rows, and 32 hexadecimal digits that change with any value in any of them."""

    table: str
    rows: int
    checksum: str


class Adder:
    """Adds rows up, in whatever order they come; each is the values of `in_order(table)`."""

    def __init__(self, table: str) -> None:
        """Begin with no row."""
        self._table = table
        self._rows = 0
        self._sum = 0

    def add(self, row: Sequence[Any]) -> None:
        """Count one row in."""
        digest = blake2b(canonical(row), digest_size=_DIGEST_BYTES).digest()
        self._sum = (self._sum + int.from_bytes(digest)) % _MODULUS
        self._rows += 1

    def total(self) -> TableSum:
        """What has been added up so far."""
        return TableSum(self._table, self._rows, self._sum.to_bytes(_DIGEST_BYTES).hex())


def canonical(row: Sequence[Any]) -> bytes:
    """The values of a row in one form: JSON with sorted keys; instants, dates and bytes as tagged text."""
    return json.dumps(
        list(row), default=_tagged, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode(errors="surrogatepass")


def checksum_of(sums: Sequence[TableSum]) -> str:
    """One checksum, 32 hexadecimal digits, for all tables together."""
    told = [[each.table, each.rows, each.checksum] for each in sorted(sums, key=lambda each: each.table)]
    return blake2b(canonical(told), digest_size=_DIGEST_BYTES).hexdigest()


def in_order(table: Table) -> list[Column[Any]]:
    """The columns by name: migrations may have added them in another order elsewhere."""
    return sorted(table.columns, key=lambda column: column.name)


def stream(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    """Every row, `BATCH` at a time, with its values as `in_order` says."""
    reading = select(*in_order(table)).execution_options(yield_per=BATCH)
    with connection.execute(reading) as rows:
        yield from rows


def count_rows(connection: Connection, tables: MetaData) -> int:
    """How many rows stand in all of the tables."""
    return sum(
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables.sorted_tables
    )


def sum_tables(connection: Connection, tables: MetaData, watch: Watch = unwatched) -> list[TableSum]:
    """Count and add up every table as one transaction sees it; memory does not grow with the rows."""
    of, done, sums = count_rows(connection, tables), 0, []
    for table in tables.sorted_tables:
        adder = Adder(table.name)
        for row in stream(connection, table):
            adder.add(row)
            done += 1
            if done % BATCH == 0:
                watch("checking", done, of)
        sums.append(adder.total())
    watch("checking", of, of)
    return sums


def _tagged(value: object) -> str:
    if isinstance(value, datetime):
        return f"instant:{value.astimezone(UTC).isoformat(timespec='microseconds')}"
    if isinstance(value, date):
        return f"date:{value.isoformat()}"
    if isinstance(value, bytes | memoryview):
        return f"bytes:{bytes(value).hex()}"
    raise TypeError(f"a {type(value).__name__} has no canonical form")
