"""When Slack is to be left alone, by everybody: it is away, or it asked for patience more than once."""

from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from scheduling.outbox.facts import Outcome, RetryAt, Uncertain

BREAKS: Final = 3
"""After so many calls in a row that broke half-way, Slack counts as away for a while."""

AWAY_PAUSE: Final = timedelta(seconds=10)
"""How long nobody calls Slack while it is away. Then somebody looks again."""

_LONGEST: Final = timedelta(minutes=10)  # farther ahead: the clock has jumped back since


class Quiet:
    """What the last calls said about Slack as a whole."""

    def __init__(self) -> None:
        """Nothing is known against it."""
        self._lock = Lock()
        self._until: datetime | None = None
        self._away = ""
        self._broken = 0
        self._asked_for_patience: str | None = None

    def until(self, now: datetime) -> datetime | None:
        """When Slack may be called again; None where it may be now."""
        with self._lock:
            ahead = self._until is not None and now < self._until <= now + _LONGEST
            return self._until if ahead else None

    def away(self, now: datetime) -> RetryAt | None:
        """What came of calling it just now, for those who have not tried; None if it is not away."""
        until = self.until(now)
        with self._lock:
            return RetryAt(until, self._away, away=True) if until is not None and self._away else None

    def hear(self, addressee: str, outcome: Outcome, now: datetime) -> None:
        """Learn from what came of a call."""
        with self._lock:
            if isinstance(outcome, RetryAt) and outcome.away:
                self._rest(now + AWAY_PAUSE, outcome.reason)
            elif isinstance(outcome, RetryAt) and not outcome.still_doubtful:
                self._be_patient(addressee, outcome.at)
            elif isinstance(outcome, Uncertain):
                self._broken += 1
                if self._broken >= BREAKS:
                    self._rest(now + AWAY_PAUSE, outcome.reason)
            else:
                self._broken, self._asked_for_patience, self._away = 0, None, ""

    def _rest(self, until: datetime, away: str) -> None:
        self._until, self._away = until, away

    def _be_patient(self, addressee: str, until: datetime) -> None:
        """One addressee has its own limit; a second one in a row means that it is everybody's."""
        if self._asked_for_patience not in {None, addressee}:
            self._rest(until, "")
        self._asked_for_patience = addressee
