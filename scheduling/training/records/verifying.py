"""A supervisor's word on what an officer has logged: it counts, or it is refused with a reason."""

from dataclasses import dataclass

from scheduling.audit.actions import Change, actor_of, record
from scheduling.outbox.actions import enqueue
from scheduling.policy.requirements import Approver
from scheduling.policy.schema import Policy
from scheduling.reasons import kept
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_answering_for
from scheduling.store.transaction import Transaction
from scheduling.training.access import authorise_decision, hold_officer, hold_record
from scheduling.training.credit import credit_of
from scheduling.training.decided import refusal_of_decided_record
from scheduling.training.facts import CountdownLine, RecordState, TrainingRecord
from scheduling.training.queries import find_record
from scheduling.training.records.letters import settling_verify, telling_decision
from scheduling.training.records.rows import decide_record
from scheduling.training.upkeep.qualified_on import take_back
from scheduling.training.upkeep.review import review_person


@dataclass(frozen=True, slots=True)
class RecordDecided:
    """A record that somebody has verified or refused.

    Attributes:
        record: as it stands.
        officer: whose it is, as they stand now.
        line: the obligation that it goes to, or the most urgent of the same requirement; None where the
            officer owes nothing of it.
    """

    record: TrainingRecord
    officer: Person
    line: CountdownLine | None


def verify_record(tx: Transaction, *, actor: Person, record_id: int, policy: Policy) -> RecordDecided:
    """Let a record count; the officer is told.

    Raises:
        Refused: TRAINING_GONE; NOT_ENTITLED, also for one's own; TRAINING_DECIDED where somebody was first.
    """
    return _decide(tx, actor, record_id, policy, seen=RecordState.LOGGED, to=RecordState.VERIFIED)


def refuse_record(
    tx: Transaction,
    *,
    actor: Person,
    record_id: int,
    reason: str,
    policy: Policy,
    seen: RecordState = RecordState.LOGGED,
) -> RecordDecided:
    """Let a record not count, or no longer; the officer is told why, and may hand its certificate in again.

    Args:
        tx: a write transaction.
        actor: who decides.
        record_id: which record.
        reason: why; at most 500 characters are kept.
        policy: the packs in use.
        seen: how it stood when the actor looked: VERIFIED for one that somebody had verified.

    Raises:
        Refused: as `verify_record`; REASON_MISSING {rules: ()}.
    """
    if not reason.strip():
        raise Refused(Refusal(Rule.REASON_MISSING, {"rules": ()}))
    return _decide(tx, actor, record_id, policy, seen=seen, to=RecordState.REFUSED, reason=kept(reason))


def _decide(
    tx: Transaction,
    actor: Person,
    record_id: int,
    policy: Policy,
    *,
    seen: RecordState,
    to: RecordState,
    reason: str = "",
) -> RecordDecided:
    stored, officer = hold_record(tx, record_id)
    authorise_decision(actor, officer, Approver.SUPERVISOR)
    if not decide_record(tx, record_id, seen=seen, to=to, by=actor, reason=reason):
        raise Refused(refusal_of_decided_record(tx, stored))
    others = [person for person in list_answering_for(tx, officer) if person.id != actor.id]
    enqueue(tx, [telling_decision(record_id, officer, to)])
    if seen is RecordState.LOGGED:
        enqueue(tx, [settling_verify(record_id, person) for person in others])
    change = Change(
        actor_of(actor.id), f"training_{to}", "training_record", record_id,
        before={"state": stored.state}, after={"state": to, "officer": officer.id}, reason=reason,
    )  # fmt: skip
    record(tx, change)
    if to is RecordState.REFUSED:
        take_back(tx, officer, stored, policy)
    review_person(tx, officer.id, policy)
    decided = find_record(tx, record_id) or stored
    line, _ = credit_of(tx, decided)
    return RecordDecided(decided, hold_officer(tx, officer.id), line)
