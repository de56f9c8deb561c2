"""The facts of notices about something that somebody has to decide, or has decided, at the moment of sending.

`refs` of the kinds:

- `training_verify_asked` {record}: to those who answer for the officer, a standing message.
- `training_verify_settled` {record, post}: takes its place for all who were asked.
- `training_record_decided` {record}: to the officer.
- `training_request_asked` {request}: to those who may grant it, a standing message.
- `training_request_decided` {request}: to the officer.
- `training_request_settled` {request, post}: takes its place for all who were asked.
"""

from collections.abc import Mapping
from typing import Any

from scheduling.outbox.facts import Obsolete
from scheduling.outbox.queries import find_post
from scheduling.roster.facts import Person
from scheduling.roster.queries import person_of
from scheduling.store.transaction import Transaction
from scheduling.training.credit import credit_of
from scheduling.training.facts import (
    CountdownLine,
    RecordState,
    RequestKind,
    RequestState,
    TrainingRecord,
    TrainingRequest,
)
from scheduling.training.notices.facts import (
    TrainingRecordDecided,
    TrainingRequestAsked,
    TrainingRequestDecided,
    TrainingRequestSettled,
    TrainingVerifyAsked,
)
from scheduling.training.queries import find_record, find_request, list_at_stake, list_lines
from scheduling.training.requests.rules import latest_extension

Refs = Mapping[str, Any]

_DECIDED = Obsolete("it is decided by now")
_NEVER_ASKED = Obsolete("the question was never sent to this person")


def load_training_verify_asked(tx: Transaction, refs: Refs) -> TrainingVerifyAsked | Obsolete:
    """Obsolete where somebody has verified or refused it."""
    record = _record(tx, refs)
    if record.state is not RecordState.LOGGED:
        return _DECIDED
    officer = person_of(tx, record.person_id)
    title = _title_of(record, _credit(tx, record))
    return TrainingVerifyAsked(officer, officer.day_at(tx.now), title, record)


def load_training_verify_settled(tx: Transaction, refs: Refs) -> TrainingRecordDecided | Obsolete:
    """Obsolete where the question never reached this person: there is nothing to settle."""
    if find_post(tx, refs["post"]) is None:
        return _NEVER_ASKED
    return load_training_record_decided(tx, refs)


def load_training_record_decided(tx: Transaction, refs: Refs) -> TrainingRecordDecided | Obsolete:
    """Obsolete where nobody's word stands on it any more."""
    record = _record(tx, refs)
    if record.decided_by is None or record.state not in {RecordState.VERIFIED, RecordState.REFUSED}:
        return Obsolete("nobody's word stands on it any more")
    officer, by, line = person_of(tx, record.person_id), person_of(tx, record.decided_by), _credit(tx, record)
    return TrainingRecordDecided(officer, officer.day_at(tx.now), by, _title_of(record, line), record, line)


def load_training_request_asked(tx: Transaction, refs: Refs) -> TrainingRequestAsked | Obsolete:
    """Obsolete where it is decided, or there is nothing to decide any more."""
    request = _request(tx, refs)
    if request.state is not RequestState.OPEN:
        return _DECIDED
    officer, line = _about(tx, request)
    latest = latest_extension(line.obligation) if request.kind is RequestKind.EXTENSION else None
    at_stake = list_at_stake(tx, officer, [line.obligation])
    return TrainingRequestAsked(officer, officer.day_at(tx.now), line, request, latest, tuple(at_stake))


def load_training_request_decided(tx: Transaction, refs: Refs) -> TrainingRequestDecided | Obsolete:
    """Obsolete where nobody has decided it: it has lapsed."""
    request = _request(tx, refs)
    if request.decided_by is None:
        return Obsolete("nobody needs to decide it any more")
    officer, line = _about(tx, request)
    by = person_of(tx, request.decided_by)
    return TrainingRequestDecided(officer, officer.day_at(tx.now), by, line, request)


def load_training_request_settled(tx: Transaction, refs: Refs) -> TrainingRequestSettled | Obsolete:
    """Obsolete where the request never reached this person: there is nothing to settle."""
    if find_post(tx, refs["post"]) is None:
        return _NEVER_ASKED
    request = _request(tx, refs)
    officer, line = _about(tx, request)
    by = None if request.decided_by is None else person_of(tx, request.decided_by)
    return TrainingRequestSettled(officer, officer.day_at(tx.now), by, line, request)


def _record(tx: Transaction, refs: Refs) -> TrainingRecord:
    record = find_record(tx, refs["record"])
    if record is None:
        raise LookupError(f"there is no training record {refs['record']}")
    return record


def _request(tx: Transaction, refs: Refs) -> TrainingRequest:
    request = find_request(tx, refs["request"])
    if request is None:
        raise LookupError(f"there is no training request {refs['request']}")
    return request


def _credit(tx: Transaction, record: TrainingRecord) -> CountdownLine | None:
    return credit_of(tx, record)[0]


def _title_of(record: TrainingRecord, line: CountdownLine | None) -> str:
    """The requirement's title as the officer knows it; its key where nothing of it was ever owed."""
    return record.requirement if line is None else line.obligation.requirement.title


def _about(tx: Transaction, request: TrainingRequest) -> tuple[Person, CountdownLine]:
    for one in list_lines(tx, [request.person_id]):
        if one.line.obligation.id == request.obligation_id:
            return one.person, one.line
    raise LookupError(f"there is no obligation {request.obligation_id}")
