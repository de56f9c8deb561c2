"""The start of a process whose database server is not there yet, as when a machine starts both at once."""

from threading import Event
from typing import Final

import structlog
from sqlalchemy.exc import DBAPIError

from bot.database.words import words_for_operator
from scheduling.store.engine import Database
from scheduling.store.troubles import DatabaseTrouble, TroubleKind, find_trouble

_WAIT_SECONDS: Final = 2.0

_PASSING: Final = ("starting up", "shutting down", "recovery", "too many", "not accepting")

log = structlog.get_logger("muster.database")


def wait_until_there(database: Database, told: Event) -> bool:
    """Wait for a database server that is away or still starting; False if `told` to stop meanwhile.

    A machine that starts both at once needs nobody's hands. A file is there or not, and is not waited for.

    Raises:
        sqlalchemy.exc.DBAPIError: the server is there and does not let Muster in.
    """
    if database.file is not None:
        return True
    waiting = False
    while not told.is_set():
        try:
            database.engine.connect().close()
        except DBAPIError as error:
            trouble = find_trouble(error)
            if trouble is None or not _may_come(trouble):
                raise
            if not waiting:
                log.warning("Muster waits for its database", reason=words_for_operator(trouble))
            waiting = True
            told.wait(_WAIT_SECONDS)
            continue
        if waiting:
            log.info("the database answers")
        return True
    return False


def _may_come(trouble: DatabaseTrouble) -> bool:
    """A server that lets nobody in (no such database, role, password) says FATAL; a starting one does too."""
    passing = "FATAL" not in trouble.said or any(words in trouble.said for words in _PASSING)
    return trouble.kind is TroubleKind.AWAY and passing
