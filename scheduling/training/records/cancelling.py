"""A planned slot is called off: it will not take place, or it did not."""

from scheduling.audit.actions import Change, actor_of, record
from scheduling.refusals import Refused
from scheduling.roster.facts import Person
from scheduling.shifts.access import authorise
from scheduling.store.transaction import Transaction
from scheduling.training.access import hold_record
from scheduling.training.decided import refusal_of_decided_record
from scheduling.training.facts import RecordState, TrainingRecord
from scheduling.training.queries import find_record
from scheduling.training.records.rows import decide_record


def cancel_planned(tx: Transaction, *, actor: Person, record_id: int) -> tuple[TrainingRecord, Person]:
    """Call a plan off; it counted for nothing, so nothing else changes. Answers it and its officer.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; TRAINING_GONE; TRAINING_DECIDED where it is not
            planned any more.
    """
    planned, officer = hold_record(tx, record_id)
    authorise(actor, officer)
    if not decide_record(tx, record_id, seen=RecordState.PLANNED, to=RecordState.CANCELLED, by=actor):
        raise Refused(refusal_of_decided_record(tx, planned))
    before, after = {"state": planned.state}, {"state": RecordState.CANCELLED, "officer": officer.id}
    record(tx, Change(actor_of(actor.id), "training_cancelled", "training_record", record_id, before, after))
    return find_record(tx, record_id) or planned, officer
