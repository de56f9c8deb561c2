"""A supervisor puts an officer on a shift that lacks somebody, from the message that says so."""

from scheduling.escalations.actions import note_act
from scheduling.escalations.facts import Act
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.facts import Claimed
from scheduling.store.transaction import Transaction


def assign_officer(
    tx: Transaction,
    *,
    actor: Person,
    escalation_id: int,
    shift_id: int,
    officer: Person,
    reason: str,
    policy: Policy,
) -> Claimed:
    """Claim a shift for an officer, and keep it in the escalation's timeline.

    Args:
        tx: a write transaction.
        actor: who assigns.
        escalation_id: by which they know of it.
        shift_id: the shift that it is about.
        officer: whom they put on it.
        reason: where a rule is set aside; may be empty.
        policy: the rules.

    Raises:
        Refused: as `claim_shift` and `scheduling.escalations.actions.note_act`.
    """
    claimed = claim_shift(
        tx,
        actor=actor,
        shift_id=shift_id,
        policy=policy,
        officer=officer,
        override_reason=reason or None,
    )
    note_act(tx, actor=actor, escalation_id=escalation_id, act=Act.ASSIGNED, why=reason)
    return claimed
