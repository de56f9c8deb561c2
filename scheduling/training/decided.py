"""What whoever decides second reads: who decided before them, when, and how."""

from datetime import datetime

from scheduling.refusals import Refusal, Rule
from scheduling.roster.queries import find_person
from scheduling.store.transaction import Transaction
from scheduling.training.facts import TrainingRecord, TrainingRequest


def refusal_of_decided_record(tx: Transaction, record: TrainingRecord) -> Refusal:
    """TRAINING_DECIDED {what: "record", state, by, at, reason}."""
    return _decided(tx, "record", record.state, record.decided_by, record.decided_at, record.reason)


def refusal_of_decided_request(tx: Transaction, request: TrainingRequest) -> Refusal:
    """TRAINING_DECIDED {what: "request", state, by, at, reason}."""
    return _decided(tx, "request", request.state, request.decided_by, request.decided_at, request.decision)


def _decided(
    tx: Transaction, what: str, state: str, decided_by: int | None, at: datetime | None, reason: str
) -> Refusal:
    """`by` is a name, empty where no person decided; `at` is None then."""
    by = find_person(tx, decided_by) if decided_by is not None else None
    figures = {"what": what, "state": state, "by": by.name if by else "", "at": at, "reason": reason}
    return Refusal(Rule.TRAINING_DECIDED, figures)
