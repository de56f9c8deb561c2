"""What is forgotten after a while, in small batches, so that nobody's claim waits for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from threading import Event
from typing import Final

import structlog

from handlers.desk import Desk
from scheduling.audit.actions import Change, record
from scheduling.feed.forget import forget_pulls
from scheduling.meetings.mail.forget import forget_replies
from scheduling.outbox.forget import forget_settled
from scheduling.store.engine import BACKGROUND_PATIENCE

QUIET_HOUR: Final = time(3, 15)
"""When it is done each day, by the district's clocks."""

SWEPT: Final = "retention_swept"
"""The audit's verb, with the counts."""

RETENTION: Final = "retention"
"""Who writes it."""

_BATCH: Final = 500
_MOST_BATCHES: Final = 200
_PAUSE_SECONDS: Final = 0.05

log = structlog.get_logger("muster.retention")


@dataclass(frozen=True, slots=True)
class Retention:
    """Forgets settled notices, and answers that came by mail, after `keep_notices`; deliveries of the feed
    after `keep_feeds`.
    """

    desk: Desk
    keep_notices: timedelta
    keep_feeds: timedelta

    def sweep(self) -> None:
        """Forget what is old enough, at most 100,000 of each a day, and write down how many there were.

        The row of the audit comes last: of a sweep that broke off, the next one's row tells only its own.
        """
        now = self.desk.clock.now()
        counts = {
            "notices": self._forget(forget_settled, now - self.keep_notices),
            "feed_pulls": self._forget(forget_pulls, now - self.keep_feeds),
            "mails": self._forget(forget_replies, now - self.keep_notices),
        }
        if any(counts.values()):
            with self.desk.begin(patience=BACKGROUND_PATIENCE) as tx:
                record(tx, Change(RETENTION, SWEPT, "database", 0, after=counts))
            log.info("old rows were forgotten", **counts)

    def _forget(self, forget: Callable[..., int], before: datetime) -> int:
        pause, total = Event(), 0
        for _ in range(_MOST_BATCHES):
            with self.desk.begin(patience=BACKGROUND_PATIENCE) as tx:
                gone = forget(tx, before, most=_BATCH)
            total += gone
            if gone < _BATCH:
                break
            pause.wait(_PAUSE_SECONDS)  # others get their turn to write
        return total
