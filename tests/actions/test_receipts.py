"""Whoever asks later what became of a notice reads it: when, by which way, how late, or why not."""

from datetime import datetime, timedelta

from sqlalchemy import update

from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import NoticeState, Route
from scheduling.outbox.receipts import find_receipt, list_outbox, list_receipts
from scheduling.outbox.tables import notices
from scheduling.outbox.undelivered import note_undelivered, take_over
from scheduling.store.engine import Database

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def put(database: Database, now: datetime, key: str, *, to: str = to_person(1), **became: object) -> int:
    """A notice that became what is said of it; answers its number."""
    with database.begin(now) as tx:
        enqueue(tx, [Notice("shift_changed", to, key, {"shift": 412})])
        changed = update(notices).where(notices.c.dedupe_key == key).values(reason="", **became)
        number: int = tx.execute(changed.returning(notices.c.id)).scalar_one()
    return number


def test_a_persons_own_receipts_come_newest_first_and_a_page_at_a_time(
    database: Database, now: datetime
) -> None:
    ours = [put(database, now, f"n{number}") for number in range(3)]
    put(database, now, "not ours", to=to_person(2))
    with database.read(now) as tx:
        first = list_receipts(tx, to_person(1), limit=2)
        rest = list_receipts(tx, to_person(1), before=first[-1].id, limit=2)
    assert [one.id for one in (*first, *rest)] == ours[::-1]


def test_a_receipt_says_how_late_it_came_or_is(database: Database, now: datetime) -> None:
    sent = NoticeState.SENT
    on_time = put(database, now, "on time", state=sent, settled_at=now + 9 * MINUTE)
    late = put(database, now, "late", state=sent, settled_at=now + HOUR)
    waits = put(database, now, "waits")
    ended = put(database, now, "ended", state=NoticeState.OBSOLETE, settled_at=now + HOUR)
    with database.read(now + 2 * HOUR) as tx:
        told = {one.id: one.late(tx.now) for one in list_outbox(tx)}
        assert told == {on_time: timedelta(0), late: HOUR, waits: 2 * HOUR, ended: timedelta(0)}
        assert [one.id for one in list_outbox(tx, late=True)] == [waits, late]
        assert [one.id for one in list_outbox(tx, late=True, limit=1)] == [waits]


def test_a_receipt_tells_the_way_and_whether_somebody_was_asked_to_tell_the_person(
    database: Database, now: datetime
) -> None:
    refused = NoticeState.REFUSED
    untold = put(database, now, "untold", state=refused, settled_at=now, route=Route.EMAIL)
    told = put(database, now, "told", state=NoticeState.GAVE_UP, settled_at=now)
    with database.begin(now) as tx:
        note_undelivered(tx, untold)
        note_undelivered(tx, told)
        take_over(tx, [told], 7)
    with database.read(now) as tx:
        first, second = find_receipt(tx, untold), find_receipt(tx, told)
    assert first is not None
    assert second is not None
    assert (first.route, first.told) == (Route.EMAIL, False)
    assert (second.route, second.told) == (Route.SLACK, True)
    assert second.shift_id == 412


def test_an_operator_asks_by_state_and_by_addressee(database: Database, now: datetime) -> None:
    waits = put(database, now, "waits")
    board = put(database, now, "board", to="channel:shifts", state=NoticeState.UNCERTAIN)
    with database.read(now) as tx:
        assert [one.id for one in list_outbox(tx, states=[NoticeState.WAITING])] == [waits]
        assert [one.id for one in list_outbox(tx, addressee="channel:shifts")] == [board]
        assert [one.id for one in list_outbox(tx, limit=1)] == [board]
        assert find_receipt(tx, board + 1) is None
