"""Recurring tasks that only one of several processes should do: taken from a row, given back to it.

Whoever comes first takes a task that is due; nobody leads. Taking and ending are short transactions, and none
is open while the task runs.
"""

from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.replicas.replica import Replica
from scheduling.replicas.duties import end_term, see_duty, take_duty
from scheduling.replicas.facts import NotNow, Term
from scheduling.store.engine import Database

_SOON = timedelta(seconds=1)

log = structlog.get_logger("muster.duties")


class Duties:
    """The tasks that this process shares with others of the same database."""

    def __init__(self, database: Database, clock: Clock, replica: Replica) -> None:
        """Take on behalf of `replica`; what is due is told by `clock`."""
        self._database = database
        self._clock = clock
        self._replica = replica

    def take(self, duty: str, *, first_due_at: datetime, longest: timedelta) -> Term | NotNow:
        """Take a task that is due, or say when to look again; `take_duty` says what the arguments mean.

        A process that may be taken for dead takes nothing.

        Raises:
            sqlalchemy.exc.DBAPIError: the database does not answer.
        """
        now = self._clock.now()
        if not self._replica.fresh():
            return NotNow(now + _SOON, None)
        with self._database.read(now) as tx:
            seen = see_duty(tx, duty)
        if seen is not None and now < seen.due_at <= now + longest:
            return seen
        with self._database.begin(now) as tx:
            return take_duty(
                tx, duty=duty, replica_id=self._replica.id, first_due_at=first_due_at, longest=longest
            )

    def end(self, term: Term, *, due_at: datetime, done: bool) -> None:
        """Give a task back until it is next due; `done` if it went well.

        Raises:
            sqlalchemy.exc.DBAPIError: the database does not answer; the task stays ours, and due.
        """
        with self._database.begin(self._clock.now()) as tx:
            kept = end_term(tx, term, due_at=due_at, done=done)
        if not kept:
            log.warning("a task had passed to another replica before it ended", task=term.duty)
