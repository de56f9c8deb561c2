"""What is owed to people about training when a bot goes down: a notice of every kind, about what is so."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from scheduling.outbox.actions import SUPERVISORS_CHANNEL, to_person
from scheduling.store.transaction import Transaction
from scheduling.training.facts import RecordState, RequestKind
from scheduling.training.records.rows import add_record
from scheduling.training.requests.rows import open_request
from scheduling.training.rules.urgency import TeamFilter
from tests.factories.handed_in import POLICY, ticked
from tests.factories.owing import owed_by, owing
from tests.people import Cast

_SOURCE: Final = "slack"


@dataclass(frozen=True, slots=True)
class Training:
    """Ada's course: what she owes, a record that waits for a word, a request that waits for a decision."""

    obligation: int
    requirement: str
    record: int
    request: int


def begin_training(tx: Transaction, cast: Cast) -> Training:
    """Have Ada owe a course, hand a session in, and ask for more time."""
    ada = owing(tx, cast.ada, POLICY)
    owed = owed_by(tx, ada)
    record = add_record(tx, ada, ticked(), state=RecordState.LOGGED, flagged="", by=ada)
    assert record is not None
    request = open_request(
        tx,
        owed,
        RequestKind.EXTENSION,
        until=owed.due_on + timedelta(days=7),
        reason="ill",
        asked=[cast.sol.id],
    )
    return Training(owed.id, owed.requirement.key, record, request.id)


def training_kinds(
    training: Training, cast: Cast, shift_id: int, now: datetime
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Kind, addressee and references of one notice of each."""
    ada, sol = to_person(cast.ada.id), to_person(cast.sol.id)
    day, about, post = now.date().isoformat(), [training.obligation], {"post": "nowhere"}
    record, request = {"record": training.record}, {"request": training.request}
    yield "training_countdown", ada, {"officer": cast.ada.id, "day": day, "obligations": about}
    yield "training_started", ada, {"officer": cast.ada.id, "obligations": about}
    yield "training_team", sol, {"supervisor": cast.sol.id, "day": day, "days": 90}
    yield "training_overdue", sol, {"obligations": about}
    yield "training_cleared", ada, {"officer": cast.ada.id}
    yield "training_handed_back", SUPERVISORS_CHANNEL, {"obligation": about[0], "shifts": [shift_id]}
    yield "training_verify_asked", sol, record
    yield "training_verify_settled", sol, record | post
    yield "training_record_decided", ada, record
    yield "training_request_asked", sol, request
    yield "training_request_decided", ada, request
    yield "training_request_settled", sol, request | post
    of_import = {"source": _SOURCE, "first": training.record, "requirements": [training.requirement]}
    yield "training_imported", sol, {"supervisor": cast.sol.id} | of_import
    yield "training_table", sol, {"asker": cast.sol.id, "wanted": asdict(TeamFilter())}
