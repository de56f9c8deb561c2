"""What is wrong is found in rows, told once, and told once more when it is over."""

from datetime import datetime, timedelta

from sqlalchemy import select

from scheduling.incidents.actions import close_incident, open_incident
from scheduling.incidents.facts import IncidentKind, Trouble
from scheduling.incidents.notices import IncidentTold, load_incident_began, load_incident_over
from scheduling.incidents.queries import count_set_aside, find_long_uncertain, find_overdue, list_incidents
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, enqueue
from scheduling.outbox.facts import NoticeState, Obsolete
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

MINUTE = timedelta(minutes=1)


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


def test_an_incident_is_told_once_however_often_it_is_seen_and_once_more_when_it_is_over(
    database: Database, now: datetime
) -> None:
    trouble = Trouble(IncidentKind.OVERDUE, now - 2 * MINUTE, 3)
    with database.begin(now) as tx:
        assert open_incident(tx, trouble)
        assert not open_incident(tx, trouble)
        assert list_incidents(tx) == [trouble]
    with database.begin(now + MINUTE) as tx:
        assert close_incident(tx, IncidentKind.OVERDUE)
        assert not close_incident(tx, IncidentKind.OVERDUE)
        assert list_incidents(tx) == []
        every = select(notices.c.kind, notices.c.addressee, notices.c.refs).order_by(notices.c.id)
        told = tx.execute(every).all()
    assert [(row.kind, row.addressee) for row in told] == [
        ("incident_began", SUPERVISORS_CHANNEL),
        ("incident_over", SUPERVISORS_CHANNEL),
    ]
    with database.read(now + 5 * MINUTE) as tx:
        assert load_incident_began(tx, told[0].refs) == Obsolete("it was over before it could be told")
        assert load_incident_over(tx, told[1].refs) == IncidentTold(IncidentKind.OVERDUE, 3 * MINUTE, 3)


def test_the_same_incident_a_second_time_is_told_again(database: Database, now: datetime) -> None:
    for hour in range(2):
        with database.begin(now + timedelta(hours=hour)) as tx:
            assert open_incident(tx, Trouble(IncidentKind.FEED_SILENT, now))
            assert close_incident(tx, IncidentKind.FEED_SILENT)
    with database.read(now) as tx:
        assert len(tx.execute(select(notices.c.id)).all()) == 4
