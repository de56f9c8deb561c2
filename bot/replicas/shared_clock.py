"""The clock of the database server, by which all replicas of one database go.

A lease runs out at an instant that one replica has written and another reads. A machine whose clock is three
minutes ahead would take every lease for run out, and send what another is just sending.
"""

from datetime import datetime, timedelta
from time import monotonic
from typing import Final, NamedTuple

import structlog
from sqlalchemy import Select, func, select

from bot.clock import Clock
from scheduling.store.engine import Database

STEP: Final = timedelta(seconds=0.5)
"""By less the server's clock and the count from it may differ: that is the way there and back."""

TOLD_BEYOND: Final = timedelta(seconds=5)
"""A machine whose own clock is off by more is named in the log."""

_SLOW_SECONDS: Final = 1.0
_SERVER_TIME: Final[Select[tuple[datetime]]] = select(func.clock_timestamp())

log = structlog.get_logger("muster.process")


class _Anchor(NamedTuple):
    """What the server's clock showed, and the machine's count of seconds at that moment."""

    shown: datetime
    counted: float

    def reckoned(self, counted: float) -> datetime:
        """What it shows when the count has come to this."""
        return self.shown + timedelta(seconds=counted - self.counted)


class SharedClock:
    """Counts on from what the server's clock showed at the last look: a machine's clock that jumps is not
    noticed. Until the first look it shows the machine's.
    """

    def __init__(self, database: Database, own: Clock) -> None:
        """Go by the clock of `database`, a PostgreSQL; `own` is the machine's."""
        self._database = database
        self._own = own
        self._anchor: _Anchor | None = None
        self._own_is_off = False

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        anchor = self._anchor
        return self._own.now() if anchor is None else anchor.reckoned(monotonic())

    def look(self) -> None:
        """Ask the server what time it is; an answer that was long on its way counts for nothing.

        Raises:
            sqlalchemy.exc.DBAPIError: the database does not answer; the count goes on.
        """
        with self._database.read(self._own.now()) as tx:
            asked = monotonic()
            shown = tx.execute(_SERVER_TIME).scalar_one()
            answered = monotonic()
        if answered - asked > _SLOW_SECONDS:
            return
        seen = _Anchor(shown, (asked + answered) / 2)
        if self._anchor is None or abs(seen.shown - self._anchor.reckoned(seen.counted)) > STEP:
            self._anchor = seen
        self._tell(self._own.now() - seen.reckoned(monotonic()))

    def _tell(self, ahead: timedelta) -> None:
        """Once, until it is right again."""
        is_off = abs(ahead) > TOLD_BEYOND
        if is_off and not self._own_is_off:
            log.warning(
                "this machine's clock differs from the database server's, and Muster goes by the server's: "
                "set both by the same time service",
                ahead_seconds=round(ahead.total_seconds()),
            )
        self._own_is_off = is_off
