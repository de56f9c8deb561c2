"""How rows of training become frozen facts: the columns to select, and the reading of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal_column, select

from scheduling.policy.requirements import Anchor
from scheduling.store.transaction import Transaction
from scheduling.training.facts import (
    Obligation,
    ObligationState,
    RecordState,
    RequestKind,
    RequestState,
    TrainingRecord,
    TrainingRequest,
)
from scheduling.training.tables import obligations, training_records, training_requests
from scheduling.training.terms import read_terms

IS_RUNNING = obligations.c.state.in_([literal_column("'open'"), literal_column("'overdue'")])
"""Whether something is still owed."""

IS_UNDECIDED = training_requests.c.state == literal_column("'open'")
"""Whether a request waits for a word."""

_EXTENDED_TO = (
    select(func.max(training_requests.c.granted_until))
    .where(
        training_requests.c.obligation_id == obligations.c.id,
        training_requests.c.kind == RequestKind.EXTENSION.value,
        training_requests.c.state == RequestState.GRANTED.value,
    )
    .scalar_subquery()
)

_OBLIGATION = select(
    obligations.c.id, obligations.c.person_id, obligations.c.terms_id, obligations.c.period,
    obligations.c.starts_on, obligations.c.anchors, obligations.c.first_due_on, obligations.c.due_on,
    obligations.c.due_at, obligations.c.state, obligations.c.settled_on, obligations.c.reason,
    obligations.c.exempt_until, obligations.c.told_rung, obligations.c.told_on, obligations.c.later_on,
    obligations.c.next_at, obligations.c.handing_back, _EXTENDED_TO.label("extended_to"),
)  # fmt: skip

_RECORD = select(
    training_records.c.id, training_records.c.person_id, training_records.c.requirement,
    training_records.c.done_on, training_records.c.state, training_records.c.sessions,
    training_records.c.topics, training_records.c.starts_at, training_records.c.ends_at,
    training_records.c.minutes, training_records.c.missed_minutes, training_records.c.provider,
    training_records.c.certificate, training_records.c.flagged, training_records.c.logged_by,
    training_records.c.logged_at, training_records.c.decided_by, training_records.c.decided_at,
    training_records.c.reason,
)  # fmt: skip

_REQUEST = select(
    training_requests.c.id, training_requests.c.kind, training_requests.c.obligation_id,
    training_requests.c.person_id, training_requests.c.until, training_requests.c.reason,
    training_requests.c.state, training_requests.c.asked, training_requests.c.asked_at,
    training_requests.c.granted_until, training_requests.c.decided_by, training_requests.c.decided_at,
    training_requests.c.decision,
)  # fmt: skip


def read_obligations(tx: Transaction, *where: ColumnElement[bool]) -> list[Obligation]:
    """The obligations that fit every condition, each with the terms it was made under; oldest first."""
    rows = _all(tx, _OBLIGATION, obligations.c.due_on, obligations.c.id, where=where)
    stated = read_terms(tx, (row.terms_id for row in rows))
    return [
        Obligation(
            id=row.id, person_id=row.person_id, requirement=stated[row.terms_id][0],
            edition=stated[row.terms_id][1], period=row.period, starts_on=row.starts_on,
            anchors={Anchor(name): date.fromisoformat(day) for name, day in row.anchors.items()},
            first_due_on=row.first_due_on, due_on=row.due_on, due_at=row.due_at,
            state=ObligationState(row.state), settled_on=row.settled_on, reason=row.reason,
            extended_to=row.extended_to, exempt_until=row.exempt_until,
            told_rung=row.told_rung, told_on=row.told_on, later_on=row.later_on,
            next_at=row.next_at, handing_back=bool(row.handing_back),
        )
        for row in rows
    ]  # fmt: skip


def read_records(tx: Transaction, *where: ColumnElement[bool]) -> list[TrainingRecord]:
    """The records that fit every condition, by the day on which it was done."""
    rows = _all(tx, _RECORD, training_records.c.done_on, training_records.c.id, where=where)
    return [
        TrainingRecord(
            id=row.id, person_id=row.person_id, requirement=row.requirement, done_on=row.done_on,
            state=RecordState(row.state), sessions=tuple(row.sessions), topics=tuple(row.topics),
            starts_at=row.starts_at, ends_at=row.ends_at, minutes=row.minutes,
            missed_minutes=row.missed_minutes, provider=row.provider, certificate=row.certificate,
            flagged=row.flagged, logged_by=row.logged_by, logged_at=row.logged_at,
            decided_by=row.decided_by, decided_at=row.decided_at, reason=row.reason,
        )
        for row in rows
    ]  # fmt: skip


def read_requests(tx: Transaction, *where: ColumnElement[bool]) -> list[TrainingRequest]:
    """The requests that fit every condition, in the order of asking."""
    rows = _all(tx, _REQUEST, training_requests.c.id, where=where)
    return [
        TrainingRequest(
            id=row.id, kind=RequestKind(row.kind), obligation_id=row.obligation_id, person_id=row.person_id,
            until=row.until, reason=row.reason, state=RequestState(row.state), asked=tuple(row.asked),
            asked_at=row.asked_at, granted_until=row.granted_until, decided_by=row.decided_by,
            decided_at=row.decided_at, decision=row.decision,
        )
        for row in rows
    ]  # fmt: skip


def _all(
    tx: Transaction, statement: Select[Any], *order: ColumnElement[Any], where: Sequence[ColumnElement[bool]]
) -> Sequence[Row[Any]]:
    return tx.execute(statement.where(*where).order_by(*order)).all()
