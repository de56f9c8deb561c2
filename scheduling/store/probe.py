"""Writes what changes nothing, to learn whether the database can be written while nothing else is due."""

from sqlalchemy import Connection, text

from scheduling.store.transaction import Transaction


def try_to_write(tx: Transaction) -> None:
    """Have the transaction write something whose commit takes the way of every change.

    Raises:
        sqlalchemy.exc.DBAPIError: it cannot be written, here or at the commit; `troubles.find_trouble`
            says why.
    """
    if tx.connection.dialect.name == "sqlite":
        _rewrite_first_page(tx.connection)
    else:
        tx.execute(text("UPDATE alembic_version SET version_num = version_num"))  # one row, in every schema


def _rewrite_first_page(connection: Connection) -> None:
    """SQLite leaves out an update that changes nothing, but not its number for applications, which stands on
    the first page: to set it writes that page.
    """
    number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version = {number}")
