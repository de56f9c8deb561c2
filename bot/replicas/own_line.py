"""A connection to PostgreSQL for the beats alone, on which nothing takes long: it answers or it is cut."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from os import dup
from threading import Timer
from typing import Final

from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL

from scheduling.store.transaction import Transaction

LIMIT_SECONDS: Final = 1.5
"""How long one transaction may take, however silent the network is."""

_SESSION: Final = (
    "-c statement_timeout=1000 -c lock_timeout=300 -c idle_in_transaction_session_timeout=3000 "
    "-c timezone=UTC -c synchronous_commit=off"  # a beat that a crashed server forgets is a beat missed
)


class OwnLine:
    """One connection, made anew when it is lost; used by one thread."""

    def __init__(self, url: URL) -> None:
        """Connect to `url` when it is first used."""
        self._engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"options": _SESSION, "connect_timeout": 2, "application_name": "muster-beat"},
            pool_size=1,
            max_overflow=0,
            hide_parameters=True,
        )

    @contextmanager
    def begin(self, now: datetime) -> Iterator[Transaction]:
        """A short write transaction.

        Raises:
            sqlalchemy.exc.DBAPIError: the server did not answer in time, or not well.
        """
        with (
            self._engine.connect() as connection,
            _cut_after(connection, LIMIT_SECONDS),
            connection.begin(),
        ):
            yield Transaction(connection, now)

    def close(self) -> None:
        """Hang up."""
        self._engine.dispose()


@contextmanager
def _cut_after(connection: Connection, seconds: float) -> Iterator[None]:
    """Cut the connection if this takes longer: libpq waits for ever for a server that is silent."""
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("a connection without a driver's connection")
    with socket.socket(fileno=dup(driver.fileno())) as line:
        cutting = Timer(seconds, _cut, [line])
        cutting.daemon = True
        cutting.start()
        try:
            yield
        finally:
            cutting.cancel()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it was lost already
        line.shutdown(socket.SHUT_RDWR)
