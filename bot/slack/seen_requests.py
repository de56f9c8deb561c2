"""Which signed requests were let in, by any replica and before a restart: kept in the database.

Each replica has a memory of its own (`replay.py`), but a request that one of them let in can be sent to
another as well, signature and all.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.database.watch import DatabaseWatch
from scheduling.outbox.requests import remember_request
from scheduling.store.engine import Database, DatabaseBusyError

_PATIENCE: Final = timedelta(milliseconds=500)
"""Somebody waits, and the request itself still has to be done within Slack's three seconds."""


class SeenRequests:
    """Remembers signatures for a day, in a short transaction before anything is done about the request."""

    def __init__(self, database: Database, clock: Clock, watch: DatabaseWatch) -> None:
        """Keep them in `database`, which every replica shares."""
        self._database = database
        self._clock = clock
        self._watch = watch

    def is_first(self, signature: str) -> bool:
        """Whether nobody has let this signature in before.

        A database that cannot write this down lets nothing be changed either: the request is let in, and
        whoever asks reads the sentence about it.
        """
        if self._watch.trouble:
            return True
        try:
            with self._database.begin(self._clock.now(), patience=_PATIENCE) as tx:
                return remember_request(tx, f"signature:{signature}")
        except DatabaseBusyError:
            return True  # so is the request's own change, which has a key of its own (`handlers/keys.py`)
        except SQLAlchemyError as error:
            if self._watch.explains(error):
                return True
            raise
