"""The obligation, record or request that a button or a form is about, with its officer; or the refusal that
says it is gone, or none of the asker's business.
"""

from dataclasses import dataclass

from handlers.commands.named import find_officer_by_id
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.access import authorise
from scheduling.store.transaction import Transaction
from scheduling.training.facts import CountdownLine, Progress, TrainingRecord, TrainingRequest
from scheduling.training.queries import find_obligation, find_record, find_request, list_lines


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation as it stands, and who owes it."""

    officer: Person
    line: CountdownLine


def find_owed(tx: Transaction, asker: Person, obligation_id: int) -> Owed:
    """The obligation with this number.

    Raises:
        Refused: TRAINING_GONE {what, number}; NOT_ENTITLED {actor, officer}: the asker does not answer for
            the officer.
    """
    obligation = find_obligation(tx, obligation_id)
    if obligation is None:
        raise Refused(_gone("obligation", obligation_id))
    officer = _officer_of(tx, asker, obligation.person_id)
    lines = (one.line for one in list_lines(tx, [officer.id]))
    found = next((line for line in lines if line.obligation.id == obligation_id), None)
    return Owed(officer, found or CountdownLine(obligation, Progress()))


def find_handed_in(tx: Transaction, asker: Person, record_id: int) -> tuple[Person, TrainingRecord]:
    """The record with this number, and whose it is.

    Raises:
        Refused: TRAINING_GONE {what, number}; NOT_ENTITLED {actor, officer}.
    """
    record = find_record(tx, record_id)
    if record is None:
        raise Refused(_gone("record", record_id))
    return _officer_of(tx, asker, record.person_id), record


def find_asked(tx: Transaction, asker: Person, request_id: int) -> tuple[Owed, TrainingRequest]:
    """The request with this number, and what it is about.

    Raises:
        Refused: TRAINING_GONE {what, number}; NOT_ENTITLED {actor, officer}.
    """
    request = find_request(tx, request_id)
    if request is None:
        raise Refused(_gone("request", request_id))
    return find_owed(tx, asker, request.obligation_id), request


def _officer_of(tx: Transaction, asker: Person, person_id: int) -> Person:
    officer = find_officer_by_id(tx, person_id)
    authorise(asker, officer)
    return officer


def _gone(what: str, number: int) -> Refusal:
    return Refusal(Rule.TRAINING_GONE, {"what": what, "number": number})
