"""Rows of records: adding one, confirming a planned one, deciding about one. Each is one statement."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from scheduling.roster.facts import Person
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction
from scheduling.training.facts import RecordState, TrainingRecord
from scheduling.training.records.entry import Entry
from scheduling.training.rows import read_records
from scheduling.training.tables import training_records

IN_SLACK = "slack"
"""The source of what people hand in themselves."""


def add_record(
    tx: Transaction,
    officer: Person,
    entry: Entry,
    *,
    state: RecordState,
    flagged: str,
    by: Person | None,
    source: str = IN_SLACK,
    external_id: str | None = None,
) -> int | None:
    """Write a record and answer its id; None where its certificate was handed in before.

    One that is VERIFIED from the beginning counts as decided by whoever hands it in.
    """
    decided_by = by.id if by is not None and state is RecordState.VERIFIED else None
    values = {
        "person_id": officer.id,
        "requirement": entry.requirement,
        "sessions": list(entry.sessions),
        "topics": list(entry.topics),
        "done_on": entry.done_on,
        "starts_at": entry.starts_at,
        "ends_at": entry.ends_at,
        "minutes": entry.minutes,
        "missed_minutes": entry.missed_minutes,
        "provider": entry.provider,
        "certificate": entry.proof,
        "certificate_key": entry.proof_key,
        "state": state.value,
        "flagged": flagged,
        "source": source,
        "external_id": external_id,
        "logged_by": by.id if by is not None else None,
        "logged_at": tx.now,
        "decided_by": decided_by,
        "decided_at": tx.now if decided_by is not None else None,
        "reason": "",
    }
    added = returning_unless_there(
        tx, training_records.c.id, unique=["certificate_key"], where=text("certificate_key IS NOT NULL")
    )
    record_id: int | None = tx.execute(added, values).scalar()
    return record_id


def confirm_record(
    tx: Transaction, record_id: int, entry: Entry, *, state: RecordState, flagged: str, by: Person
) -> bool:
    """Turn a planned record into one that is done; False where its certificate was handed in before.

    The caller holds the officer and has seen that it is still planned. A certificate that was handed in with
    the plan stays unless there is another now.
    """
    values: dict[str, Any] = {
        "state": state.value,
        "flagged": flagged,
        "logged_by": by.id,
        "logged_at": tx.now,
    }
    if entry.proof:
        values |= {"certificate": entry.proof, "certificate_key": entry.proof_key}
    if state is RecordState.VERIFIED:
        values |= {"decided_by": by.id, "decided_at": tx.now}
    is_planned = training_records.c.state == RecordState.PLANNED.value
    try:
        with tx.connection.begin_nested():  # an index that refuses would end the whole transaction otherwise
            tx.execute(
                training_records.update()
                .where(training_records.c.id == record_id, is_planned)
                .values(**values)
            )
    except IntegrityError:
        return False
    return True


def decide_record(
    tx: Transaction, record_id: int, *, seen: RecordState, to: RecordState, by: Person, reason: str = ""
) -> bool:
    """Verify, refuse or call off a record that still stands as it was `seen`; False where it does not.

    The certificate of one that counts for nothing now is free to be handed in again.
    """
    values: dict[str, Any] = {"state": to.value, "decided_by": by.id, "decided_at": tx.now, "reason": reason}
    if to is not RecordState.VERIFIED:
        values["certificate_key"] = None
    as_seen = training_records.c.state == seen.value
    decided = tx.execute(
        training_records.update().where(training_records.c.id == record_id, as_seen).values(**values)
    )
    return decided.rowcount > 0


def find_by_certificate(tx: Transaction, key: str) -> TrainingRecord | None:
    """The record that a certificate already proves, or None."""
    return next(iter(read_records(tx, training_records.c.certificate_key == key)), None)


def is_imported(tx: Transaction, source: str, external_id: str) -> bool:
    """Whether this line of an import is a record already."""
    same = (training_records.c.source == source, training_records.c.external_id == external_id)
    return bool(read_records(tx, *same))
