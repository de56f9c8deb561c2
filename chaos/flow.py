"""Notices that flow while things break, and what became of each of them in the end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from threading import Event, Thread
from time import monotonic
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import SystemClock
from chaos.crew import wait_for
from scheduling.audit.tables import audit
from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.outbox.facts import NoticeState, part_key
from scheduling.outbox.records import UNCERTAIN
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database
from tests.factories.roster import add_person
from tests.fakes.strict_slack import StrictSlack
from tests.people import TEAM

SETTLING_SECONDS: Final = 300.0
"""How long the last notices may take at the end. Whatever was in doubt is asked for within a minute."""

_TICK_SECONDS: Final = 0.2
_KEY: Final = "flow:"


@dataclass(slots=True)
class Flow:
    """Writes notices at a steady rate, each due at once, and remembers which commits were acknowledged."""

    database: Database
    addressees: Sequence[str]
    a_second: float
    chance: Random
    acknowledged: set[str] = field(default_factory=set)
    _stopping: Event = field(default_factory=Event)
    _written: int = 0

    @contextmanager
    def flowing(self) -> Iterator[None]:
        """Notices are written while the block runs."""
        thread = Thread(target=self._run, name="flow", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            thread.join()

    def write_ahead(self, seconds: float) -> None:
        """Half of what flows in the next so many seconds is written now, due evenly over them."""
        now, many = SystemClock().now(), int(seconds * self.a_second / 2)
        self.a_second /= 2
        self._commit(now, [self._next(now + timedelta(seconds=seconds * n / many)) for n in range(many)])

    def _run(self) -> None:
        begun, before = monotonic(), self._written
        while not self._stopping.wait(_TICK_SECONDS):
            wanted = int((monotonic() - begun) * self.a_second) - (self._written - before)
            if wanted > 0:
                self._commit(SystemClock().now(), [self._next() for _ in range(wanted)])

    def _commit(self, now: datetime, batch: Sequence[Notice]) -> None:
        """What is not acknowledged may be there all the same: it is not written again under that key."""
        try:
            with self.database.begin(now) as tx:
                enqueue(tx, batch)
        except SQLAlchemyError:
            return  # the database is away: that is what is measured
        self.acknowledged.update(notice.dedupe_key for notice in batch)

    def _next(self, due_at: datetime | None = None) -> Notice:
        self._written += 1
        who, urgency = self.chance.choice(self.addressees), self.chance.choice(list(Urgency))
        key = f"{_KEY}{self._written}"
        told = {"notice": 1, "reason": key}  # never obsolete while there is a first notice
        return Notice("notice_undeliverable", who, key, told, urgency, due_at=due_at)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What became of the notices, counted.

    Attributes:
        rows: that are in the outbox.
        missing: acknowledged, and not there.
        lost: there, and never accepted by Slack.
        doubled: accepted by Slack more than once.
        unsent: settled as anything but sent.
        uncertain: of which nobody knew, for a while, whether they had arrived; the audit says so.
        late: how late each was accepted, in seconds.
    """

    rows: int
    missing: int
    lost: int
    doubled: int
    unsent: int
    uncertain: int
    late: tuple[float, ...]


def hire_many(database: Database, people: int) -> list[str]:
    """So many people with a Slack account, as addressees."""
    with database.begin(SystemClock().now()) as tx:
        hired = [add_person(tx, slack_team_id=TEAM, slack_id=f"UFLOW{n:04}") for n in range(people)]
    return [to_person(person.id) for person in hired]


def wait_until_settled(database: Database, key: str = "") -> None:
    """Of the notices whose keys begin so, nothing is on its way any more.

    Raises:
        RuntimeError: something still is, after minutes.
    """
    wait_for(lambda: unsettled(database, key) == 0, "every notice is settled", SETTLING_SECONDS)


def unsettled(database: Database, key: str = "") -> int:
    """How many notices still go somewhere, of those whose keys begin so."""
    left = select(func.count()).where(notices.c.settled_at.is_(None), notices.c.dedupe_key.startswith(key))
    with database.read(SystemClock().now()) as tx:
        return int(tx.execute(left).scalar_one())


def look_back(database: Database, flow: Flow, slack: StrictSlack) -> Aftermath:
    """Hold the outbox against what was acknowledged and against what Slack has accepted."""
    with database.read(SystemClock().now()) as tx:
        found = tx.execute(
            select(notices.c.id, notices.c.dedupe_key, notices.c.state, notices.c.due_at).where(
                notices.c.dedupe_key.startswith(_KEY)
            )
        ).all()
        doubted = tx.execute(select(audit.c.subject_id).where(audit.c.verb == UNCERTAIN)).scalars()
        uncertain = set(doubted)
    times, first = slack.times_taken(), slack.first_taken()
    keys = {row.dedupe_key: part_key(row.dedupe_key) for row in found}
    due = {keys[row.dedupe_key]: row.due_at for row in found}
    return Aftermath(
        rows=len(found),
        missing=len(flow.acknowledged - keys.keys()),
        lost=sum(times[key] == 0 for key in keys.values()),
        doubled=sum(times[key] > 1 for key in keys.values()),
        unsent=sum(row.state != NoticeState.SENT for row in found),
        uncertain=sum(row.id in uncertain for row in found),
        late=tuple((first[key] - at).total_seconds() for key, at in due.items() if key in first),
    )
