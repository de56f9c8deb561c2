"""Rows from one database into another, a batch at a time, inside the transactions of the caller."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Column, Connection, MetaData, Row, Table, bindparam, delete, func, select, text

from scheduling.copies.errors import CopyError
from scheduling.copies.sums import BATCH, Adder, TableSum, Watch, count_rows, in_order, stream
from scheduling.copies.tables import find_tables


def copy_rows(source: Connection, tables: MetaData, target: Connection, watch: Watch) -> list[TableSum]:
    """Copy every row of the tables into a database of the same schema without rows of its own.

    Args:
        source: a connection inside a transaction that sees one state of the database.
        tables: those of the source that are to be copied.
        target: a connection inside a write transaction.
        watch: told how far it has come, in rows.

    Returns:
        What was read, table by table.

    Raises:
        CopyError: the two have not the same tables and columns.
    """
    there = find_tables(target)
    _compare_shapes(tables, there)
    _clear(target, there)
    of, done, sums = count_rows(source, tables), 0, []
    for table in tables.sorted_tables:
        adder = Adder(table.name)
        for batch in _batches(stream(source, table)):
            _insert(target, there.tables[table.name], batch)
            for row in batch:
                adder.add(row)
            done += len(batch)
            watch("copying", done, of)
        _link_rows(source, table, target, there.tables[table.name])
        sums.append(adder.total())
    if target.dialect.name == "postgresql":
        _set_sequences(target, there)
    return sums


def find_differing(read: list[TableSum], written: list[TableSum]) -> str:
    """The names of tables that are not alike in both, in one text; empty where all are."""
    one, other = ({each.table: each for each in sums} for sums in (read, written))
    return ", ".join(sorted(name for name in one | other if one.get(name) != other.get(name)))


def require_alike(read: list[TableSum], written: list[TableSum]) -> None:
    """Hold what was written against what was read.

    Raises:
        CopyError: they differ; the sentence names the tables.
    """
    if differing := find_differing(read, written):
        raise CopyError(f"What was written is not what was read ({differing}): nothing was kept; try again.")


def _compare_shapes(tables: MetaData, there: MetaData) -> None:
    here = {name: {column.name for column in table.columns} for name, table in tables.tables.items()}
    for name, columns in here.items():
        if name not in there.tables or columns != {column.name for column in there.tables[name].columns}:
            raise CopyError(
                f"The table {name!r} is not of the same form in both databases: it is none of Muster's, or "
                "was changed by hand. Take it away, or name it back."
            )


def _clear(target: Connection, there: MetaData) -> None:
    """Take out what migrations put there themselves, such as where an empty audit ends."""
    for table in reversed(there.sorted_tables):
        if target.execute(select(table).limit(1)).first() is not None:
            target.execute(delete(table))


def _batches(rows: Iterator[Row[Any]]) -> Iterator[list[Row[Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _insert(target: Connection, table: Table, batch: Sequence[Row[Any]]) -> None:
    """Insert rows; what points at a row of the same table is left open, for that row may come later."""
    columns = in_order(table)
    own = set(_own_references(table))
    if target.dialect.name == "postgresql":
        _stream_in(target, table, columns, own, batch)
        return
    names, open_ones = [column.name for column in columns], {column.name: None for column in own}
    target.execute(table.insert(), [dict(zip(names, row, strict=True)) | open_ones for row in batch])


def _stream_in(
    target: Connection,
    table: Table,
    columns: list[Column[Any]],
    own: set[Column[Any]],
    batch: Sequence[Row[Any]],
) -> None:
    """PostgreSQL's COPY: an INSERT for each row takes twice as long."""
    said = [column.type.dialect_impl(target.dialect).bind_processor(target.dialect) for column in columns]
    names = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
    driver = target.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError("only psycopg speaks to PostgreSQL here")
    with driver.cursor() as cursor, cursor.copy(into) as copy:
        for row in batch:
            copy.write_row(
                [
                    None if column in own else process(value) if process is not None else value
                    for column, process, value in zip(columns, said, row, strict=True)
                ]
            )


def _link_rows(source: Connection, table: Table, target: Connection, there: Table) -> None:
    """Fill in, once all rows are there, what points at rows of the same table."""
    for column in _own_references(table):
        links = select(table.c.id.label("row"), column.label("of")).where(column.is_not(None))
        fill = there.update().where(there.c.id == bindparam("row")).values({column.name: bindparam("of")})
        with source.execute(links.execution_options(yield_per=BATCH)) as rows:
            for part in rows.partitions():
                target.execute(fill, [{"row": row.row, "of": row.of} for row in part])


def _own_references(table: Table) -> list[Column[Any]]:
    return [
        column
        for column in table.columns
        if any(reference.column.table is table for reference in column.foreign_keys)
    ]


def _set_sequences(target: Connection, there: MetaData) -> None:
    """Let the database number new rows behind those that were copied with their numbers."""
    sequence_of = text("SELECT pg_get_serial_sequence(:table, :column)")
    for table in there.sorted_tables:
        for column in table.primary_key:
            told = {"table": table.name, "column": column.name}
            if sequence := target.execute(sequence_of, told).scalar():
                last = target.execute(select(func.max(column))).scalar()
                target.execute(select(func.setval(sequence, last or 1, last is not None)))
