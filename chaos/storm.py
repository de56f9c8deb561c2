"""Storm: 500 alerts to one channel at once, some of them urgent; nobody else waits longer for it."""

import re
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import select

from bench.figures import percentile
from bot.clock import SystemClock
from chaos.crew import crew
from chaos.databases import Place
from chaos.figures import Figure, at_most, exactly, none_of
from chaos.flow import Flow, hire_many, look_back, wait_until_settled
from chaos.run import Run, Scale
from chaos.untold import leave_untold
from scheduling.outbox.actions import SHIFTS_CHANNEL, SUPERVISORS_CHANNEL, Notice, Urgency, enqueue, to_person
from scheduling.outbox.facts import NoticeState, part_key
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database, open_database
from tests.factories.roster import add_person
from tests.fakes.slack_api import listening
from tests.fakes.strict_slack import StrictSlack

ALERTS: Final = 500
URGENT: Final = 20
URGENT_SECONDS: Final = 5.0
ALL_SECONDS: Final = 60.0

OTHERS_SECONDS: Final = 2.0
"""How late a notice to anybody else may be, p99: what `lateness` asks for without a storm."""

_OTHERS: Final = 60
_OTHERS_A_SECOND: Final = {Scale.FULL: 10.0, Scale.SHORT: 4.0}
_NAME: Final = re.compile(r"Storm Officer \d+")


@dataclass(frozen=True, slots=True)
class Broken:
    """What became of a storm.

    Attributes:
        messages: that carried it.
        urgent_late: how late the last urgent alert was accepted by Slack, in seconds.
        all_late: how late the last alert of all was.
        missing: alerts that stand nowhere in the channel.
        repeated: alerts that stand there more than once.
        unsent: alerts that are settled as anything but sent.
        others_late: how late each notice to somebody else was accepted meanwhile, in seconds.
        others_lost: of those, never accepted; or accepted twice.
    """

    messages: int
    urgent_late: float
    all_late: float
    missing: int
    repeated: int
    unsent: int = 0
    others_late: tuple[float, ...] = ()
    others_lost: int = 0


def measure(place: Place, run: Run) -> list[Figure]:
    """Let it break loose, and look at what stands in the channel."""
    storm = break_loose(place, run)
    return [
        exactly("alerts in the channel", ALERTS - storm.missing, ALERTS),
        none_of("alerts that stand there twice", storm.repeated),
        none_of("alerts not settled as sent", storm.unsent),
        Figure("messages that carried them", f"{storm.messages}"),
        at_most(f"the last of {URGENT} urgent ones", storm.urgent_late, URGENT_SECONDS, "s"),
        at_most("the last of all", storm.all_late, ALL_SECONDS, "s"),
        at_most("p99 of everybody else's", percentile(storm.others_late, 0.99), OTHERS_SECONDS, "s"),
        none_of("everybody else's, lost or twice", storm.others_lost),
    ]


def break_loose(place: Place, run: Run) -> Broken:
    """While a few notices flow to others, write all alerts in one transaction and wait for the end."""
    slack, chance = StrictSlack(), run.chance("storm", place.name)
    with (
        place.empty() as url,
        tempfile.TemporaryDirectory(prefix="muster-chaos-") as folder,
        listening(slack) as slack_url,
    ):
        database = open_database(url)
        flow = Flow(
            database, [*hire_many(database, _OTHERS), SHIFTS_CHANNEL], _OTHERS_A_SECOND[run.scale], chance
        )
        subjects = _prepare(database)
        with crew(slack_url, url, Path(folder)):
            with flow.flowing():
                alerts = _write_alerts(database, subjects, chance)
                keys = {part_key(alert.dedupe_key) for alert in alerts}
                _wait_until_taken(slack, keys, run)
            wait_until_settled(database)
        left = look_back(database, flow, slack)
        storm = _read(slack, alerts, _written_at(database, alerts))
        unsent = _unsent(database)
        database.close()
    others_lost = left.lost + left.missing + left.doubled
    return replace(storm, unsent=unsent, others_late=left.late, others_lost=others_lost)


def _prepare(database: Database) -> list[int]:
    """One notice for each of so many people that could not be delivered: what the alerts are about."""
    with database.begin(SystemClock().now()) as tx:
        people = [add_person(tx, name=f"Storm Officer {number:03}") for number in range(ALERTS)]
        return leave_untold(tx, [to_person(person.id) for person in people])


def _write_alerts(database: Database, subjects: list[int], chance: Random) -> list[Notice]:
    urgent = set(chance.sample(subjects, URGENT))
    alerts = [
        Notice(
            "notice_undeliverable",
            SUPERVISORS_CHANNEL,
            f"storm:{subject}",
            {"notice": subject, "reason": "measured"},
            Urgency.URGENT if subject in urgent else Urgency.CONFIRMATION,
        )
        for subject in subjects
    ]
    with database.begin(SystemClock().now()) as tx:
        enqueue(tx, alerts)
    return alerts


def _wait_until_taken(slack: StrictSlack, keys: set[str], run: Run) -> None:
    with slack.changed:
        slack.changed.wait_for(lambda: _progress(slack, keys, run), timeout=2 * ALL_SECONDS)


def _progress(slack: StrictSlack, keys: set[str], run: Run) -> bool:
    there = len(keys & slack.first_taken().keys())
    run.progress(there, len(keys))
    return there == len(keys)


def _written_at(database: Database, alerts: list[Notice]) -> datetime:
    with database.read(SystemClock().now()) as tx:
        key = alerts[0].dedupe_key
        at: datetime = tx.execute(select(notices.c.due_at).where(notices.c.dedupe_key == key)).scalar_one()
    return at


def _unsent(database: Database) -> int:
    with database.read(SystemClock().now()) as tx:
        states = tx.execute(
            select(notices.c.state).where(notices.c.dedupe_key.startswith("storm:"))
        ).scalars()
        return sum(state != NoticeState.SENT for state in states)


def _read(slack: StrictSlack, alerts: list[Notice], written_at: datetime) -> Broken:
    """What stands in the channel, and since when."""
    first, channel = slack.first_taken(), _channel(slack, alerts)
    late = [
        (alert, (first[key] - written_at).total_seconds() if key in first else inf)
        for alert, key in ((alert, part_key(alert.dedupe_key)) for alert in alerts)
    ]
    named = Counter(name for text in channel for name in _NAME.findall(text))
    return Broken(
        messages=len(channel),
        urgent_late=max(seconds for alert, seconds in late if alert.urgency is Urgency.URGENT),
        all_late=max(seconds for _, seconds in late),
        missing=ALERTS - len(named),
        repeated=sum(many > 1 for many in named.values()),
    )


def _channel(slack: StrictSlack, alerts: list[Notice]) -> list[str]:
    """The messages that carry alerts, as they are read."""
    keys = {part_key(alert.dedupe_key) for alert in alerts}
    return [message.text for message in slack.taken if not keys.isdisjoint(message.parts)]
