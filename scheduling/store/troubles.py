"""What a database error means when nobody's data is to blame: no room, no permission, nobody there, no turn.

Everything else (a broken constraint, a wrong statement) is a fault of the program and is not named here.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from scheduling.store.engine import DatabaseBusyError


class TroubleKind(StrEnum):
    """What stands in the way; the values are logged."""

    FULL = "full"
    READ_ONLY = "read_only"
    AWAY = "away"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class DatabaseTrouble:
    """Why the database did not do what was asked.

    Attributes:
        kind: what stands in the way.
        said: the database's own words, one line, without values; empty where it said nothing.
        certain: whether the transaction was certainly not committed. False where the connection broke
            meanwhile: a commit may have arrived, and only looking again tells.
    """

    kind: TroubleKind
    said: str
    certain: bool = True


_OF_SQLITE: Final = {
    sqlite3.SQLITE_FULL: TroubleKind.FULL,
    sqlite3.SQLITE_READONLY: TroubleKind.READ_ONLY,
    sqlite3.SQLITE_PERM: TroubleKind.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: TroubleKind.AWAY,
    sqlite3.SQLITE_IOERR: TroubleKind.AWAY,
    sqlite3.SQLITE_BUSY: TroubleKind.BUSY,
    sqlite3.SQLITE_LOCKED: TroubleKind.BUSY,
}

_OF_POSTGRES: Final = {
    "53100": TroubleKind.FULL,  # disk_full
    "25006": TroubleKind.READ_ONLY,  # read_only_sql_transaction
    "42501": TroubleKind.READ_ONLY,  # insufficient_privilege
    "53200": TroubleKind.AWAY,  # out_of_memory
    "53300": TroubleKind.AWAY,  # too_many_connections
    "57P01": TroubleKind.AWAY,  # admin_shutdown
    "57P02": TroubleKind.AWAY,  # crash_shutdown
    "57P03": TroubleKind.AWAY,  # cannot_connect_now
    "55P03": TroubleKind.BUSY,  # lock_not_available
    "57014": TroubleKind.BUSY,  # query_canceled, by statement_timeout
    "40P01": TroubleKind.BUSY,  # deadlock_detected
}

_PRIMARY_CODE: Final = 0xFF
"""SQLite's extended codes carry the primary one in the lowest byte."""


def find_trouble(error: BaseException) -> DatabaseTrouble | None:
    """The trouble behind an error or what led to it; None where it is something else."""
    return next((found for each in _chain(error) if (found := _trouble(each))), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _trouble(error: BaseException) -> DatabaseTrouble | None:
    match error:
        case DatabaseBusyError():
            return DatabaseTrouble(TroubleKind.BUSY, str(error))
        case NoConnectionFree():
            return DatabaseTrouble(TroubleKind.BUSY, "no connection was free")
        case PendingRollbackError():
            return DatabaseTrouble(TroubleKind.AWAY, "the connection broke")
        case DBAPIError(orig=BaseException() as said):
            kind = _kind(said)
            if kind is not None:
                return DatabaseTrouble(kind, _one_line(said), not error.connection_invalidated)
    return None


def _kind(said: BaseException) -> TroubleKind | None:
    if isinstance(said, sqlite3.Error):
        code = getattr(said, "sqlite_errorcode", None)
        return None if code is None else _OF_SQLITE.get(code & _PRIMARY_CODE)
    if isinstance(said, psycopg.Error):
        if said.sqlstate is None:  # the server did not say it: there was no connection, or no longer
            return TroubleKind.AWAY if isinstance(said, psycopg.OperationalError) else None
        return TroubleKind.AWAY if said.sqlstate.startswith("08") else _OF_POSTGRES.get(said.sqlstate)
    return None


def _one_line(said: BaseException) -> str:
    lines = str(said).strip().splitlines()
    return lines[0][:200] if lines else ""
