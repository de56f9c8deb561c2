"""Watches whether the database can be read and written, and says so once: in the log, and in /healthz.

Every part that meets the database tries again by itself, some of them each second. What stands in the way is
the same for all of them, so it is told in one line when it begins and in one when it is over.
"""

import shutil
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

import structlog
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.database.words import words_for_operator
from scheduling.store.engine import ANSWERING_PATIENCE, Database, DatabaseBusyError
from scheduling.store.probe import try_to_write
from scheduling.store.troubles import DatabaseTrouble, TroubleKind, find_trouble

PROBE_SECONDS: Final = 30.0
"""How often writing is tried while all is well; while it is not, at every look."""

LEAST_ROOM: Final = 1_000_000
"""Bytes: with less on the disk of a SQLite file, one change may still fit and the next one not."""

log = structlog.get_logger("muster.database")

Explains = Callable[[BaseException], bool]
"""Whether an error is trouble of the database, which has been told: then there is no more to say about it."""


def never(_error: BaseException) -> bool:
    """Where nobody watches a database, nothing is explained."""
    return False


class DatabaseWatch:
    """Knows the trouble of the database, from those who met it and by trying for itself."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Watch `database`; transactions begin at the time of `clock`."""
        self._database = database
        self._clock = clock
        self._lock = Lock()
        self._trouble: DatabaseTrouble | None = None
        self._probed_at: float | None = None

    @property
    def trouble(self) -> str:
        """What stands in the way and what to do, or empty."""
        with self._lock:
            return "" if self._trouble is None else words_for_operator(self._trouble)

    def explains(self, error: BaseException) -> bool:
        """Whether this is trouble of the database; the first to meet it has it logged.

        A turn that did not come in time is not: that passes by itself, and concerns this one change.
        """
        found = find_trouble(error)
        if found is None or found.kind is TroubleKind.BUSY:
            return False
        self._keep(found)
        return True

    def look(self) -> None:
        """See whether there is room, and try to write: every `PROBE_SECONDS`, or each time while in trouble.

        Raises:
            Exception: what no trouble of the database explains.
        """
        room = room_left(self._database)
        if room is not None and room < LEAST_ROOM:
            self._keep(DatabaseTrouble(TroubleKind.FULL, f"{room} bytes are left"))
            return
        if not self._is_time():
            return
        try:
            with self._database.begin(self._clock.now(), patience=ANSWERING_PATIENCE) as tx:
                try_to_write(tx)
        except DatabaseBusyError:
            return
        except DBAPIError as error:
            if find_trouble(error) is None:
                raise
            self.explains(error)
            return
        self._keep(None)

    def _is_time(self) -> bool:
        with self._lock:
            last, self._probed_at = self._probed_at, monotonic()
            if last is None or self._trouble is not None or self._probed_at - last >= PROBE_SECONDS:
                return True
            self._probed_at = last
            return False

    def _keep(self, trouble: DatabaseTrouble | None) -> None:
        with self._lock:
            before, self._trouble = self._trouble, trouble
        if trouble is not None and (before is None or before.kind is not trouble.kind):
            log.error(words_for_operator(trouble), trouble=str(trouble.kind))
        elif before is not None and trouble is None:
            log.info("the database can be written again; what waited goes on", trouble=str(before.kind))


def room_left(database: Database) -> int | None:
    """Bytes left on the disk of a SQLite file; None for a server, which has a disk of its own."""
    try:
        return shutil.disk_usage(database.file.resolve().parent).free if database.file else None
    except OSError:
        return None  # the folder is gone: to write says it better
