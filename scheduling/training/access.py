"""What every action on training asks first: what is it about, whose is it, and may this person decide?"""

from scheduling.policy.requirements import Approver
from scheduling.refusals import OverrideBy, Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import person_of
from scheduling.roster.rules import may_override
from scheduling.roster.tables import people
from scheduling.shifts.access import authorise
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, TrainingRecord, TrainingRequest
from scheduling.training.queries import find_obligation, find_record, find_request


def authorise_decision(actor: Person, officer: Person, approver: Approver) -> None:
    """Let only those through who may decide about the officer's training; nobody does about their own.

    Raises:
        Refused: DEACTIVATED or INACTIVE of the actor; NOT_ENTITLED {actor, officer}, with {needed} where
            the pack leaves it to coordinators.
    """
    authorise(actor, officer)
    if not may_override(actor, officer, OverrideBy(approver.value)):
        needed = {"needed": approver.value} if approver is Approver.COORDINATOR else {}
        raise Refused(Refusal(Rule.NOT_ENTITLED, {"actor": actor.name, "officer": officer.name, **needed}))


def hold_record(tx: Transaction, record_id: int) -> tuple[TrainingRecord, Person]:
    """The record with this id and its officer, who is this transaction's until it ends.

    Raises:
        Refused: TRAINING_GONE {what: "record", number}.
    """
    record = find_record(tx, record_id)
    if record is None:
        raise Refused(_gone("record", record_id))
    officer = hold_officer(tx, record.person_id)
    return find_record(tx, record_id) or record, officer


def hold_obligation(tx: Transaction, obligation_id: int) -> tuple[Obligation, Person]:
    """The obligation with this id and its officer, who is this transaction's until it ends.

    Raises:
        Refused: TRAINING_GONE {what: "obligation", number}.
    """
    obligation = find_obligation(tx, obligation_id)
    if obligation is None:
        raise Refused(_gone("obligation", obligation_id))
    officer = hold_officer(tx, obligation.person_id)
    return find_obligation(tx, obligation_id) or obligation, officer


def hold_request(tx: Transaction, request_id: int) -> tuple[TrainingRequest, Obligation, Person]:
    """The request with this id, what it is about, and its officer, who is this transaction's until it ends.

    Raises:
        Refused: TRAINING_GONE {what: "request", number}.
    """
    request = find_request(tx, request_id)
    if request is None:
        raise Refused(_gone("request", request_id))
    obligation, officer = hold_obligation(tx, request.obligation_id)
    return find_request(tx, request_id) or request, obligation, officer


def hold_officer(tx: Transaction, person_id: int) -> Person:
    """The person with this id, as they stand now that nobody else changes them or their training.

    Raises:
        LookupError: nobody has that id.
    """
    tx.lock(people, [person_id])
    return person_of(tx, person_id)


def _gone(what: str, number: int) -> Refusal:
    return Refusal(Rule.TRAINING_GONE, {"what": what, "number": number})
