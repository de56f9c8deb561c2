"""Many who change things at the same moment write one chain, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from threading import Event

import pytest
from sqlalchemy import text

from scheduling.audit.actions import Change, record
from scheduling.audit.verify import verify_chain
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.people import Cast
from tests.races.together import at_once

PATIENCE = 30.0


def note(tx: Transaction, subject_id: int, rows: int = 1) -> None:
    record(tx, *(Change("person:1", "shift_claimed", "shift", subject_id) for _ in range(rows)))


def test_eight_who_record_at_once_write_one_chain(database: Database, now: datetime) -> None:
    for _ in range(5):
        deeds = (partial(note, subject_id=number, rows=number % 3 + 1) for number in range(8))
        assert at_once(database, now, *deeds) == [None] * 8
    with database.read(now) as tx:
        verdict = verify_chain(tx)
    assert (verdict.broken, verdict.rows, verdict.end.audit_id) == (None, 75, 75)


def test_one_who_recorded_first_and_waits_for_a_row_holds_up_nobody_who_has_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time: nobody waits inside a transaction")
    held, waits = Event(), Event()

    def records_then_waits() -> None:
        held.wait(PATIENCE)
        with database.begin(now) as tx:
            note(tx, 1)
            waits.set()
            tx.lock(people, [cast.ada.id])

    def holds_then_records() -> None:
        with database.begin(now) as tx:
            tx.lock(people, [cast.ada.id])
            held.set()
            waits.wait(PATIENCE)
            wait_until_somebody_waits_for_a_lock(database)
            note(tx, 2)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(records_then_waits), pool.submit(holds_then_records)]:
            done.result()
    with database.read(now) as tx:
        assert (verify_chain(tx).broken, verify_chain(tx).rows) == (None, 2)


def wait_until_somebody_waits_for_a_lock(database: Database) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    pause = Event()
    for _ in range(int(PATIENCE * 20)):
        with database.engine.connect() as connection:
            if connection.execute(waiting).scalar_one():
                return
        pause.wait(0.05)
    raise AssertionError("nobody waits")
