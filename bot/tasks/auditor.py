"""Looks whether what should have happened has happened, and says so when it has not.

The courier, the feed and the heartbeat each try again by themselves; the auditor is who notices that trying
does not help. Its own silence is seen from outside: /healthz shows its age, and no ping goes out.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from scheduling.feed.queries import read_status
from scheduling.incidents.actions import close_incident, open_incident
from scheduling.incidents.facts import ABOUT_CALENDARS, CalendarSeen, IncidentKind, Standing, Trouble
from scheduling.incidents.queries import (
    count_set_aside,
    find_incident,
    find_long_uncertain,
    find_overdue,
    list_incidents,
)
from scheduling.incidents.rules import find_troubles
from scheduling.outbox.holds import find_hold
from scheduling.policy.schema import Policy
from scheduling.presence.imports.facts import What
from scheduling.presence.imports.standing import read_standing
from scheduling.replicas.queries import find_last_done
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

LOOK_EVERY: Final = timedelta(seconds=30)

IN_A_ROW: Final = 2
"""So many looks have to agree before anything is told: parts that have just started get their turn first."""

SILENT_SECONDS: Final = 120.0
"""An auditor that has not finished a look for so long is not well."""

log = structlog.get_logger("muster.auditor")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an auditor asks of the rest of the process.

    Attributes:
        feed_every: how often the feed is pulled; None where none is set.
        mailbox: the name of the task that looks into the mailbox; empty where none is set.
        slack_away: whether Slack cannot be reached, or asked for patience.
        all_well: whether everything that /healthz looks at is well.
        ping: tells a watch outside that all is well; raises nothing.
        calendars: which of the rota and the closures are set.
    """

    feed_every: timedelta | None
    mailbox: str
    slack_away: Callable[[], bool]
    all_well: Callable[[], bool]
    ping: Callable[[], None]
    calendars: frozenset[What] = frozenset()


class Auditor:
    """One look after the other; each process has its own, and what is wrong is escalated once by all."""

    def __init__(
        self, database: Database, clock: Clock, outlook: Outlook, policy: Policy, zone: ZoneInfo
    ) -> None:
        """Look at `database` at the time of `clock`; what is wrong goes along the chains of `policy`, by the
        district's `zone`.
        """
        self._database = database
        self._clock = clock
        self._outlook = outlook
        self._policy = policy
        self._zone = zone
        self._began_at: datetime | None = None
        self._seen: Counter[IncidentKind] = Counter()
        self._gone: Counter[IncidentKind] = Counter()
        self._looked_at = monotonic()
        self.wrong: tuple[IncidentKind, ...] = ()
        self.set_aside = 0

    @property
    def seconds_since_look(self) -> float:
        """How long ago the last look was finished, in seconds."""
        return monotonic() - self._looked_at

    def look(self) -> None:
        """Look once, tell what has changed, and ping if all is well.

        Raises:
            sqlalchemy.exc.DBAPIError: the database does not answer.
        """
        now = self._clock.now()
        self._began_at = self._began_at or now
        with self._database.read(now) as tx:
            standing, told = self._see(tx), list_incidents(tx)
        found = find_troubles(standing, now, self._outlook.feed_every or timedelta(0))
        self._tell(found, told)
        self.wrong = tuple(trouble.kind for trouble in found)
        self.set_aside = standing.set_aside
        self._looked_at = monotonic()
        if not set(self.wrong) - ABOUT_CALENDARS and self._outlook.all_well():
            self._outlook.ping()

    def _see(self, tx: Transaction) -> Standing:
        feed = read_status(tx)
        return Standing(
            overdue=find_overdue(tx),
            uncertain=find_long_uncertain(tx),
            set_aside=count_set_aside(tx),
            feed_heard_at=self._feed_heard_at(feed.last_good.seen_at if feed.last_good else None),
            mailbox_read_at=self._mailbox_read_at(tx),
            feed_held=feed.held is not None,
            slack_away=self._outlook.slack_away(),
            resting=find_hold(tx) is not None,
            rota=self._calendar(tx, What.ROTA, IncidentKind.ROTA_FLAWED),
            closures=self._calendar(tx, What.CLOSURES, IncidentKind.CLOSURES_FLAWED),
        )

    def _calendar(self, tx: Transaction, what: What, flawed: IncidentKind) -> CalendarSeen | None:
        """As with the feed, a process that has just started gives it its time. While it cannot be read,
        nobody knows whether what was wrong with it still is: then it is.
        """
        if what not in self._outlook.calendars or self._began_at is None:
            return None
        stands = read_standing(tx, what)
        read_at = max(stands.good_at or self._began_at, self._began_at)
        is_flawed = bool(stands.wrong) if stands.is_read else find_incident(tx, flawed) is not None
        return CalendarSeen(read_at, is_flawed, stands.ends_at)

    def _feed_heard_at(self, last: datetime | None) -> datetime | None:
        """A process that has just started gives the feed its time, however long nobody has asked for it."""
        if self._outlook.feed_every is None or self._began_at is None:
            return None
        return max(last or self._began_at, self._began_at)

    def _mailbox_read_at(self, tx: Transaction) -> datetime | None:
        """By whichever replica; and a process that has just started gives the mailbox its time as well."""
        if not self._outlook.mailbox or self._began_at is None:
            return None
        return max(find_last_done(tx, self._outlook.mailbox) or self._began_at, self._began_at)

    def _tell(self, found: Sequence[Trouble], told: Sequence[Trouble]) -> None:
        kinds, known = {trouble.kind for trouble in found}, {trouble.kind for trouble in told}
        self._seen = Counter({kind: self._seen[kind] + 1 for kind in kinds})
        self._gone = Counter({kind: self._gone[kind] + 1 for kind in known - kinds})
        for trouble in found:
            if trouble.kind not in known and self._seen[trouble.kind] >= IN_A_ROW:
                self._open(trouble)
        for kind in known - kinds:
            if self._gone[kind] >= IN_A_ROW:
                self._close(kind)

    def _open(self, trouble: Trouble) -> None:
        with self._database.begin(self._clock.now()) as tx:
            first = open_incident(tx, self._policy, trouble, self._zone)
        if first:
            log.error(
                "something is wrong, and it is escalated", what=str(trouble.kind),
                since=trouble.since.isoformat(), count=trouble.count,
            )  # fmt: skip

    def _close(self, kind: IncidentKind) -> None:
        with self._database.begin(self._clock.now()) as tx:
            closed = close_incident(tx, kind)
        if closed:
            log.info("it is well again, and its escalation is over", what=str(kind))
