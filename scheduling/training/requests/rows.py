"""Rows of requests: putting one, deciding it, and closing those that nobody needs to decide any more."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement

from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, RequestKind, RequestState, TrainingRequest
from scheduling.training.rows import IS_UNDECIDED, read_requests
from scheduling.training.tables import training_requests


def find_open(tx: Transaction, obligation_id: int, kind: RequestKind) -> TrainingRequest | None:
    """The request of this kind about this obligation that nobody has decided, or None."""
    about = (training_requests.c.obligation_id == obligation_id, training_requests.c.kind == kind.value)
    return next(iter(read_requests(tx, IS_UNDECIDED, *about)), None)


def open_request(
    tx: Transaction,
    obligation: Obligation,
    kind: RequestKind,
    *,
    until: date | None,
    reason: str,
    asked: Iterable[int],
) -> TrainingRequest:
    """Put a request. The caller holds the officer and has seen that none of this kind is open."""
    asking = {"until": until, "reason": reason, "asked": list(asked), "state": RequestState.OPEN.value}
    return _add(tx, _about(tx, obligation, kind) | asking)


def add_granted(
    tx: Transaction, obligation: Obligation, kind: RequestKind, *, until: date | None, reason: str, by: Person
) -> TrainingRequest:
    """Write down what was granted although nobody had asked for it."""
    granted: dict[str, Any] = {
        "until": until, "reason": "", "asked": [], "state": RequestState.GRANTED.value,
        "granted_until": until, "decided_by": by.id, "decided_at": tx.now, "decision": reason,
    }  # fmt: skip
    return _add(tx, _about(tx, obligation, kind) | granted)


def close_request(
    tx: Transaction,
    request_id: int,
    *,
    to: RequestState,
    by: Person,
    decision: str,
    granted_until: date | None = None,
) -> TrainingRequest | None:
    """Decide a request; None where it is not open any more."""
    values = {
        "state": to.value, "granted_until": granted_until, "decided_by": by.id, "decided_at": tx.now,
        "decision": decision,
    }  # fmt: skip
    return next(iter(_close(tx, values, training_requests.c.id == request_id)), None)


def close_lapsed(tx: Transaction, obligation_ids: Iterable[int]) -> list[TrainingRequest]:
    """Close what is still open about these obligations, decided by nobody; answers what was closed."""
    about_them = training_requests.c.obligation_id.in_(sorted(set(obligation_ids)))
    return _close(tx, {"state": RequestState.LAPSED.value}, about_them)


def _close(tx: Transaction, values: dict[str, Any], *which: ColumnElement[bool]) -> list[TrainingRequest]:
    closing = training_requests.update().where(IS_UNDECIDED, *which).values(**values)
    closed = tx.execute(closing.returning(training_requests.c.id)).scalars().all()
    return read_requests(tx, training_requests.c.id.in_(closed)) if closed else []


def _about(tx: Transaction, obligation: Obligation, kind: RequestKind) -> dict[str, Any]:
    return {
        "kind": kind.value,
        "obligation_id": obligation.id,
        "person_id": obligation.person_id,
        "asked_at": tx.now,
    }


def _add(tx: Transaction, values: dict[str, Any]) -> TrainingRequest:
    added = training_requests.insert().returning(training_requests.c.id)
    request_id = tx.execute(added, values).scalar_one()
    return read_requests(tx, training_requests.c.id == request_id)[0]
