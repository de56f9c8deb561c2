"""What Prometheus reads: true, readable for its parser, and honest while the database is away."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.clock import SystemClock
from bot.logs import quiet_libraries
from bot.watch.gauges import Gauges
from bot.watch.metrics import Metrics
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, enqueue
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database, open_database
from tests.factories.feed import pull, rows
from tests.handlers.office import MovableClock
from tests.people import hire
from tests.process.outside import Outside

ROOT = Path(__file__).parents[2]
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
RULES = (ROOT / "deploy" / "prometheus-rules.yml").read_text(encoding="utf-8")


class Part:
    """A part of the process that says what it is told to say."""

    seconds_since_pass = 0.4
    seconds_since_ring = 0.9
    connected = 2


def read_page(page: bytes) -> dict[str, float]:
    """Every sample by its name and labels, as Prometheus would read it."""
    return {
        sample.name + _labels(sample.labels): sample.value
        for family in text_string_to_metric_families(page.decode())
        for sample in family.samples
    }


def _labels(labels: Mapping[str, str]) -> str:
    return "{" + ",".join(f"{name}={value}" for name, value in sorted(labels.items())) + "}" if labels else ""


def watching(database: Database, now: datetime) -> Metrics:
    """The metrics of a process on this database."""
    metrics, part = Metrics(), Part()
    told: Any = (part, part, part)
    metrics.watch(Gauges(database, MovableClock(now), *told))
    return metrics


def test_the_outbox_and_the_feed_are_told_by_counts_and_ages(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        hire(tx)
        pull(tx, *rows(3))
        tx.execute(notices.delete())
        enqueue(tx, [Notice("shift_claimed", SUPERVISORS_CHANNEL, f"k{n}") for n in range(4)])
        tx.execute(notices.update().where(notices.c.id == _first(tx)).values(state="uncertain", letter="a"))
        enqueue(tx, [Notice("later", SUPERVISORS_CHANNEL, "l", due_at=now + timedelta(days=1))])
    told = read_page(watching(database, now + timedelta(seconds=90)).page())
    assert told["muster_notices{state=waiting}"] == 3
    assert told["muster_notices{state=uncertain}"] == 1
    assert told["muster_notices{state=leased}"] == 0
    assert told["muster_notice_oldest_overdue_seconds"] == 90
    assert told["muster_feed_age_seconds"] == 90
    assert told["muster_database_up"] == 1
    assert told["muster_sockets_up"] == 2
    assert any(name.startswith("muster_schema_info{schema=") for name in told)
    assert told["process_resident_memory_bytes"] > 1_000_000


def test_an_empty_database_has_no_age_of_a_feed_that_never_came(database: Database, now: datetime) -> None:
    told = read_page(watching(database, now).page())
    assert "muster_feed_age_seconds" not in told
    assert told["muster_notice_oldest_overdue_seconds"] == 0


def test_a_database_that_is_away_is_told_as_such_and_nothing_is_made_up(now: datetime) -> None:
    away = open_database("postgresql+psycopg://muster@127.0.0.1:1/muster")
    told = read_page(watching(away, now).page())
    assert told["muster_database_up"] == 0
    assert told["muster_heartbeat_age_seconds"] == 0.9
    assert not any(name.startswith(("muster_notices", "muster_feed", "muster_schema")) for name in told)


def test_lateness_is_counted_by_urgency_and_route_and_an_early_one_is_not_late() -> None:
    metrics = Metrics()
    metrics.notice_sent(0, "slack", timedelta(seconds=3))
    metrics.notice_sent(2, "email", timedelta(seconds=-1))
    told = read_page(metrics.page())
    assert told["muster_notice_lateness_seconds_sum{route=slack,urgency=urgent}"] == 3
    assert told["muster_notice_lateness_seconds_bucket{le=2.0,route=slack,urgency=urgent}"] == 0
    assert told["muster_notice_lateness_seconds_bucket{le=5.0,route=slack,urgency=urgent}"] == 1
    assert told["muster_notice_lateness_seconds_sum{route=email,urgency=digest}"] == 0


def test_two_processes_count_for_themselves() -> None:
    first, second = Metrics(), Metrics()
    first.acknowledged("command", 0.01)
    assert "muster_ack_seconds_count{kind=command}" in read_page(first.page())
    assert "muster_ack_seconds_count{kind=command}" not in read_page(second.page())


def test_an_acknowledgement_over_http_is_counted_and_what_was_turned_away_is_not() -> None:
    quiet_libraries()
    metrics = Metrics()
    outside = Outside(MovableClock(SystemClock().now()), acknowledged=metrics.acknowledged)
    assert [outside.send(), outside.send(), outside.send(body=b"[]")] == [200, 401, 400]
    assert read_page(metrics.page())["muster_ack_seconds_count{kind=command}"] == 1


@pytest.mark.parametrize("text", [OPERATING, RULES], ids=["docs/operating.md", "deploy/prometheus-rules.yml"])
def test_no_metric_is_written_about_that_does_not_exist(database: Database, now: datetime, text: str) -> None:
    named = set(re.findall(r"\bmuster_[a-z_]+(?<!_)", text))
    named = {name.removesuffix("_bucket") for name in named}
    assert named <= _known(database, now)


def test_every_metric_is_written_about(database: Database, now: datetime) -> None:
    assert {name for name in _known(database, now) if f"| `{name}`" not in OPERATING} == set()


def test_the_alerts_can_be_read() -> None:
    [group] = yaml.safe_load(RULES)["groups"]
    assert all({"alert", "expr", "annotations"} <= rule.keys() for rule in group["rules"])


def _known(database: Database, now: datetime) -> set[str]:
    with database.begin(now) as tx:
        hire(tx)
        pull(tx, *rows(1))
    metrics = watching(database, now)
    families = text_string_to_metric_families(metrics.page().decode())
    # the parser knows an info metric by its bare name
    named = {f"{family.name}_info" if family.type == "info" else family.name for family in families}
    return {name for name in named if name.startswith("muster_")}


def _first(tx: Any) -> int:
    first: int = (
        tx.execute(notices.select().with_only_columns(notices.c.id).order_by(notices.c.id)).scalars().first()
    )
    return first
