"""Gauges for Prometheus: looked at when it asks, none of them kept. Counts and ages, never a name or a text.

While the database is away, what comes from it is missing and `muster_database_up` is 0: a gauge that shows
the last known value would look well for ever.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.courier import Courier
from bot.heartbeat import Heartbeat
from bot.slack.sockets import Sockets
from scheduling.escalations.set_aside import count_set_aside
from scheduling.feed.queries import read_status
from scheduling.outbox.queries import count_by_state, measure_backlog
from scheduling.store.engine import Database
from scheduling.store.schema import head_version, version_in
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Gauges(Collector):
    """What every part says of itself; `sockets` is None where requests come through HTTP."""

    database: Database
    clock: Clock
    courier: Courier
    heartbeat: Heartbeat
    sockets: Sockets | None

    def collect(self) -> Iterable[Metric]:
        """All gauges, as they stand."""
        yield _gauge("courier_age_seconds", "Since the courier last looked.", self.courier.seconds_since_pass)
        yield _gauge("heartbeat_age_seconds", "Since the heartbeat rang.", self.heartbeat.seconds_since_ring)
        if self.sockets is not None:
            yield _gauge("sockets_up", "Connections to Slack that are up.", self.sockets.connected)
        rows = self._from_rows()
        yield _gauge("database_up", "1 if the database answers, 0 if it does not.", 1 if rows else 0)
        yield from rows

    def _from_rows(self) -> list[Metric]:
        try:
            with self.database.read(self.clock.now()) as tx:
                return [_schema(version_in(tx.connection)), *_outbox(tx), *_feed(tx), _set_aside(tx)]
        except SQLAlchemyError:
            return []  # and so it is told, by `muster_database_up`


def _schema(stands: str | None) -> Metric:
    versions = {"schema": stands or "none", "wanted": head_version()}
    return InfoMetricFamily("muster_schema", "The database's schema, and this release's.", versions)


def _outbox(tx: Transaction) -> Iterator[Metric]:
    states = GaugeMetricFamily(
        "muster_notices", "Notices that are due and not settled, by state.", labels=["state"]
    )
    for state, many in sorted(count_by_state(tx).items()):
        states.add_metric([state], many)
    yield states
    oldest = _seconds_since(measure_backlog(tx).oldest_due_at, tx.now)
    yield _gauge("notice_oldest_overdue_seconds", "Since the oldest unsettled notice was due.", oldest or 0.0)


def _feed(tx: Transaction) -> Iterator[Metric]:
    good = read_status(tx).last_good
    age = _seconds_since(good.seen_at if good else None, tx.now)
    if age is not None:
        yield _gauge("feed_age_seconds", "Since the feed last delivered a schedule that could be read.", age)


def _set_aside(tx: Transaction) -> Metric:
    told = "Escalations that cannot be taken further, for a reason that the log has."
    return _gauge("escalations_set_aside", told, count_set_aside(tx))


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"muster_{name}", told, value=value)


def _seconds_since(at: datetime | None, now: datetime) -> float | None:
    return (now - at).total_seconds() if at is not None else None
