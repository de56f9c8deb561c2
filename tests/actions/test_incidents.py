"""What is wrong is found in rows, escalated once, and resolved by itself when it is over."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from scheduling.escalations.facts import Ending, EscalationKind
from scheduling.escalations.settling import resolve_subject
from scheduling.escalations.tables import escalations
from scheduling.incidents.actions import close_incident, open_incident
from scheduling.incidents.facts import IncidentKind, Trouble
from scheduling.incidents.queries import count_set_aside, find_long_uncertain, find_overdue, list_incidents
from scheduling.outbox.actions import Notice, enqueue
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.policy.loader import load_policy
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

MINUTE = timedelta(minutes=1)
PHOENIX = ZoneInfo("America/Phoenix")
POLICY = load_policy("default")


def put(tx: Transaction, key: str, **values: object) -> None:
    enqueue(tx, [Notice("shift_claimed", "channel:shifts", key)])
    tx.execute(notices.update().where(notices.c.dedupe_key == key).values(**values))


def test_a_notice_is_overdue_a_minute_after_its_turn_if_nobody_has_looked_at_it(
    database: Database, now: datetime
) -> None:
    long_ago = now - timedelta(minutes=5)
    with database.begin(now) as tx:
        put(tx, "forgotten", due_at=long_ago, try_at=long_ago)
        put(tx, "just now", due_at=now - MINUTE / 2, try_at=now - MINUTE / 2)
        put(tx, "asked for patience", due_at=long_ago, try_at=now + MINUTE)
        put(tx, "sent", due_at=long_ago, try_at=long_ago, state=NoticeState.SENT, settled_at=now)
        assert (find_overdue(tx).count, find_overdue(tx).oldest) == (1, long_ago)


def test_a_notice_in_doubt_for_a_quarter_of_an_hour_is_found_and_so_is_what_was_set_aside_today(
    database: Database, now: datetime
) -> None:
    state = NoticeState.UNCERTAIN
    with database.begin(now) as tx:
        put(tx, "long", state=state, letter="a", doubtful_since=now - 16 * MINUTE)
        put(tx, "short", state=state, letter="b", doubtful_since=now - 14 * MINUTE)
        put(tx, "refused", state=NoticeState.REFUSED, settled_at=now - timedelta(hours=1))
        put(tx, "last week", state=NoticeState.GAVE_UP, settled_at=now - timedelta(days=7))
        assert (find_long_uncertain(tx).count, find_long_uncertain(tx).oldest) == (1, now - 16 * MINUTE)
        assert count_set_aside(tx) == 1


def escalated(tx: Transaction) -> list[tuple[str, str, str]]:
    """Kind, subject and ending of every escalation, in the order in which they were opened."""
    known = select(escalations.c.kind, escalations.c.subject, escalations.c.ending)
    return [(row.kind, row.subject, row.ending) for row in tx.execute(known.order_by(escalations.c.id))]


@pytest.mark.parametrize(
    ("kind", "about", "ending"),
    [
        (IncidentKind.OVERDUE, ("notices", "notices:overdue"), "delivered"),
        (IncidentKind.UNCERTAIN, ("notices", "notices:uncertain"), "delivered"),
        (IncidentKind.FEED_SILENT, ("feed", "feed:silent"), "delivered"),
        (IncidentKind.MAILBOX_SILENT, ("notices", "mailbox:silent"), "delivered"),
        (IncidentKind.ROTA_UNREAD, ("feed", "rota:unread"), "put_right"),
        (IncidentKind.ROTA_FLAWED, ("feed", "rota:flawed"), "put_right"),
        (IncidentKind.ROTA_ENDS, ("feed", "rota:ends"), "put_right"),
        (IncidentKind.CLOSURES_UNREAD, ("feed", "closures:unread"), "put_right"),
        (IncidentKind.CLOSURES_FLAWED, ("feed", "closures:flawed"), "put_right"),
    ],
)
def test_what_is_wrong_is_escalated_once_however_often_it_is_seen_and_over_when_it_is_well_again(
    database: Database, now: datetime, kind: IncidentKind, about: tuple[str, str], ending: str
) -> None:
    trouble = Trouble(kind, now - 2 * MINUTE, 3)
    with database.begin(now) as tx:
        assert open_incident(tx, POLICY, trouble, PHOENIX)
        assert not open_incident(tx, POLICY, trouble, PHOENIX)
        assert list_incidents(tx) == [trouble]
        assert escalated(tx) == [(*about, "")]
    with database.begin(now + MINUTE) as tx:
        assert close_incident(tx, kind)
        assert not close_incident(tx, kind)
        assert list_incidents(tx) == []
        assert escalated(tx) == [(*about, ending)]


def test_what_a_person_has_resolved_is_not_opened_again_while_it_lasts(
    database: Database, now: datetime
) -> None:
    trouble = Trouble(IncidentKind.FEED_SILENT, now)
    with database.begin(now) as tx:
        assert open_incident(tx, POLICY, trouble, PHOENIX)
        resolve_subject(tx, EscalationKind.FEED, "feed:silent", Ending.RESOLVED, why="they know")
        assert not open_incident(tx, POLICY, trouble, PHOENIX)
        assert close_incident(tx, IncidentKind.FEED_SILENT)
        assert escalated(tx) == [("feed", "feed:silent", "resolved")]


def test_the_same_incident_a_second_time_is_escalated_again(database: Database, now: datetime) -> None:
    for hour in range(2):
        with database.begin(now + timedelta(hours=hour)) as tx:
            assert open_incident(tx, POLICY, Trouble(IncidentKind.FEED_SILENT, now), PHOENIX)
            assert close_incident(tx, IncidentKind.FEED_SILENT)
    with database.read(now) as tx:
        assert escalated(tx) == [("feed", "feed:silent", "delivered")] * 2


def test_where_the_chain_is_off_nobody_is_told_and_the_auditor_knows_it_all_the_same(
    database: Database, now: datetime
) -> None:
    with database.begin(now) as tx:
        assert open_incident(tx, replace(POLICY, chains={}), Trouble(IncidentKind.OVERDUE, now), PHOENIX)
        assert [each.kind for each in list_incidents(tx)] == [IncidentKind.OVERDUE]
        assert escalated(tx) == []
