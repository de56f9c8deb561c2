"""The audit is one chain, and whoever changes it afterwards shows; on both databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduling.audit.actions import AuditEndUnknownError, Change, record
from scheduling.audit.chain import link
from scheduling.audit.facts import Break, Fault, Head, Verdict
from scheduling.audit.queries import list_recorded
from scheduling.audit.tables import audit
from scheduling.audit.verify import find_head, verify_chain
from scheduling.outbox.tables import requests
from scheduling.store.engine import Database
from tests.factories.audit import tamper, write

COPY = (
    'INSERT INTO audit (id, at, actor, verb, subject, subject_id, "before", "after", reason, hash) '
    'SELECT {id}, at, actor, verb, subject, subject_id, "before", "after", reason, hash FROM audit '
    "WHERE id = 2"
)


def verified(database: Database, now: datetime, noted: Head | None = None) -> Verdict:
    with database.read(now) as tx:
        return verify_chain(tx, noted=noted)


def ids(database: Database, now: datetime) -> list[int]:
    with database.read(now) as tx:
        return list(tx.execute(select(audit.c.id).order_by(audit.c.id)).scalars())


def test_an_audit_without_rows_holds_and_ends_at_its_beginning(database: Database, now: datetime) -> None:
    verdict = verified(database, now)
    assert (verdict.rows, verdict.first_at, verdict.broken) == (0, None, None)
    assert str(verdict.end) == "0:" + "0" * 64


def test_what_is_recorded_by_many_transactions_is_one_chain_without_gaps(
    database: Database, now: datetime
) -> None:
    write(database, now, 1, 2)
    later = now + timedelta(hours=1)
    with database.begin(later) as tx:
        record(tx, Change("person:1", "shift_released", "shift", 3, before={"on": now.date(), "at": later}))
        record(tx, *(Change("feed", "shift_added", "shift", number) for number in (4, 5)))
    verdict = verified(database, now)
    assert (verdict.rows, verdict.first_at, verdict.last_at, verdict.broken) == (5, now, later, None)
    assert ids(database, now) == [1, 2, 3, 4, 5]
    with database.read(now) as tx:
        assert find_head(tx) == verdict.end
        assert [row.subject_id for row in list_recorded(tx, limit=9)] == [1, 2, 3, 4, 5]


def test_a_transaction_that_fails_leaves_no_row_and_no_gap(database: Database, now: datetime) -> None:
    write(database, now, 1)
    with pytest.raises(ZeroDivisionError), database.begin(now) as tx:
        record(tx, Change("person:1", "shift_claimed", "shift", 2))
        _ = 1 / 0
    write(database, now, 3)
    assert ids(database, now) == [1, 2]
    assert verified(database, now).broken is None


def test_a_change_that_cannot_be_recorded_is_not_made(database: Database, now: datetime) -> None:
    with pytest.raises(ValueError, match="JSON"), database.begin(now) as tx:
        tx.execute(requests.insert(), {"key": "one", "at": now})
        record(tx, Change("person:1", "shift_claimed", "shift", 1, after={"hours": float("nan")}))
    tamper(database, "DELETE FROM audit_head")
    with pytest.raises(AuditEndUnknownError, match="audit_head"), database.begin(now) as tx:
        tx.execute(requests.insert(), {"key": "two", "at": now})
        record(tx, Change("person:1", "shift_claimed", "shift", 1))
    with database.read(now) as tx:
        assert tx.execute(select(requests.c.key)).all() == []


def test_nothing_is_recorded_in_silence_where_only_reading_goes_on(database: Database, now: datetime) -> None:
    with pytest.raises(RuntimeError, match="only reads"), database.read(now) as tx:
        record(tx, Change("person:1", "shift_claimed", "shift", 1))
    assert ids(database, now) == []


def test_whole_numbers_fractions_and_words_of_every_script_are_read_back_as_they_were_hashed(
    database: Database, now: datetime
) -> None:
    after = {
        "whole": 8.0, "large": 1e22, "fraction": 0.1, "small": 1e-9, "minus": -0.0, "count": 2**60,
        "words": "Zoë “ß” 東京 🙂\\ \"'", "none": None, "yes": True, "list": [1.5, {"b": 2.0, "a": []}],
    }  # fmt: skip
    with database.begin(now.replace(microsecond=123456)) as tx:
        record(tx, Change("person:1", "shift_claimed", "shift", 1, {}, after, "Zoë “ß” 東京 🙂"))
    assert verified(database, now).broken is None


@pytest.mark.parametrize(
    ("deed", "found", "holding"),
    [
        ('UPDATE audit SET "after" = \'{"officer": 9}\' WHERE id = 3', Break(Fault.ALTERED, 3, 3), 2),
        ("UPDATE audit SET reason = '' WHERE id = 3", Break(Fault.ALTERED, 3, 3), 2),
        ("UPDATE audit SET at = '2026-08-12 19:00:00.000001' WHERE id = 3", Break(Fault.ALTERED, 3, 3), 2),
        ("UPDATE audit SET actor = 'person:2' WHERE id = 1", Break(Fault.ALTERED, 1, 1), 0),
        ("UPDATE audit SET hash = '' WHERE id = 5", Break(Fault.ALTERED, 5, 5), 4),
        ("UPDATE audit SET subject_id = 5 - subject_id WHERE id IN (2, 3)", Break(Fault.ALTERED, 2, 2), 1),
        ("DELETE FROM audit WHERE id = 3", Break(Fault.MISSING, 3, 3), 2),
        ("DELETE FROM audit WHERE id IN (1, 2)", Break(Fault.MISSING, 1, 2), 0),
        ("DELETE FROM audit WHERE id >= 4", Break(Fault.CUT, 4, 5), 3),
        ("DELETE FROM audit", Break(Fault.CUT, 1, 5), 0),
        (COPY.format(id=6), Break(Fault.INSERTED, 6, 6), 5),
        (COPY.format(id=-3), Break(Fault.INSERTED, -3, -3), 0),
        ("DELETE FROM audit_head", Break(Fault.END_UNKNOWN, 5, 5), 5),
        ("UPDATE audit_head SET hash = ''", Break(Fault.OTHER_END, 5, 5), 5),
        ("UPDATE audit_head SET audit_id = 3", Break(Fault.INSERTED, 4, 4), 3),
    ],
)
def test_whatever_is_done_to_the_rows_the_first_that_does_not_fit_is_named(
    database: Database, now: datetime, deed: str, found: Break, holding: int
) -> None:
    write(database, now, 1, 2, 3, 4, 5)
    tamper(database, deed)
    verdict = verified(database, now)
    assert (verdict.broken, verdict.rows) == (found, holding)


def test_two_rows_that_change_places_show(database: Database, now: datetime) -> None:
    write(database, now, 1, 2, 3, 4, 5)
    swap = ("UPDATE audit SET id = -2 WHERE id = 2", "UPDATE audit SET id = 2 WHERE id = 4")
    tamper(database, *swap, "UPDATE audit SET id = 4 WHERE id = -2")
    assert verified(database, now).broken == Break(Fault.ALTERED, 2, 2)


def test_a_row_put_into_a_gap_from_before_the_chain_shows(database: Database, now: datetime) -> None:
    write(database, now, 1, 2)
    tamper(database, "UPDATE audit_head SET audit_id = 7")
    write(database, now, 8)
    assert ids(database, now) == [1, 2, 8]
    assert verified(database, now).broken is None
    tamper(database, COPY.format(id=5))
    assert verified(database, now).broken == Break(Fault.INSERTED, 5, 5)


def test_a_value_that_cannot_even_be_read_is_named(database: Database, now: datetime) -> None:
    write(database, now, 1, 2, 3)
    on_sqlite = database.engine.dialect.name == "sqlite"
    tamper(database, f"UPDATE audit SET \"after\" = '{'nonsense' if on_sqlite else '[]'}' WHERE id = 2")
    assert verified(database, now).broken == Break(Fault.ALTERED, 2, 2)


def test_a_last_row_that_is_rewritten_together_with_its_hash_shows(database: Database, now: datetime) -> None:
    write(database, now, 1, 2)
    with database.read(now) as tx:
        first, last = tx.execute(select(audit).order_by(audit.c.id)).mappings().all()
    forged = link(first["hash"], {**last, "reason": "ill"})
    tamper(database, f"UPDATE audit SET reason = 'ill', hash = '{forged}' WHERE id = 2")
    assert verified(database, now).broken == Break(Fault.OTHER_END, 2, 2)


def test_an_end_noted_elsewhere_shows_a_chain_that_was_written_anew(
    database: Database, now: datetime
) -> None:
    write(database, now, 1, 2, 3)
    noted = verified(database, now).end
    write(database, now, 4)
    assert verified(database, now, noted).broken is None
    tamper(database, "DELETE FROM audit", "UPDATE audit_head SET audit_id = 0, hash = '" + "0" * 64 + "'")
    write(database, now, 1)
    assert verified(database, now).broken is None, "the chain in itself cannot know"
    assert verified(database, now, noted).broken == Break(Fault.CUT, 2, 3)
    write(database, now, 9, 3)
    assert verified(database, now, noted).broken == Break(Fault.REBUILT, 3, 3)


def test_a_long_audit_is_followed_in_batches_and_says_how_far_it_is(
    database: Database, now: datetime
) -> None:
    with database.begin(now) as tx:
        record(tx, *(Change("feed", "shift_added", "shift", number) for number in range(4_500)))
    told: list[tuple[int, int]] = []
    with database.read(now) as tx:
        verdict = verify_chain(tx, progress=lambda done, total: told.append((done, total)))
    assert (verdict.rows, verdict.broken) == (4_500, None)
    assert told == [(2_000, 4_500), (4_000, 4_500)]


def test_the_record_is_read_by_subject_and_from_an_instant_on(database: Database, now: datetime) -> None:
    later = now + timedelta(days=1)
    write(database, now, 1, 2)
    write(database, later, 1, 3)
    with database.read(now) as tx:
        of_one = list_recorded(tx, limit=9, subject="shift", subject_id=1)
        since = list_recorded(tx, limit=9, since=later)
        latest = list_recorded(tx, limit=1)
    assert [row.id for row in of_one] == [1, 3]
    assert [row.id for row in since] == [3, 4]
    assert [(row.id, row.actor, row.verb, row.reason) for row in latest] == [
        (4, "person:1", "shift_claimed", "a test")
    ]
