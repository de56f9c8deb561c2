"""Releasing an officer who is gone from everything still to come, at once."""

from dataclasses import dataclass

from scheduling.escalations.access import access_about
from scheduling.escalations.actions import note_act
from scheduling.escalations.facts import Act, EscalationKind
from scheduling.policy.schema import Policy
from scheduling.reasons import kept
from scheduling.roster.facts import Person
from scheduling.roster.queries import person_of
from scheduling.shifts.access import authorise
from scheduling.shifts.actions import release_shift
from scheduling.shifts.facts import Released
from scheduling.shifts.feed_actions import lock_concerned
from scheduling.shifts.queries import list_held_by
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Cleared:
    """An officer, and what became of each place that they held; soonest first."""

    officer: Person
    released: tuple[Released, ...]


def release_all(
    tx: Transaction, *, actor: Person, escalation_id: int, reason: str, policy: Policy
) -> Cleared:
    """Give back every shift of the officer that has not begun, for them; each goes to the first in line who
    passes. One that has begun is left for the call for cover.

    Args:
        tx: a write transaction.
        actor: who answers for the officer.
        escalation_id: the escalation about the officer, which keeps who did it and why.
        reason: why; kept with each claim.
        policy: the packs in use.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; ESCALATION_GONE; ESCALATION_RESOLVED.
    """
    concern = access_about(tx, actor, escalation_id, EscalationKind.OFFICER_GONE).concern
    officer = person_of(tx, concern.subject_id)
    authorise(actor, officer)
    coming = [held.shift.id for held in list_held_by(tx, officer) if held.shift.starts_at > tx.now]
    lock_concerned(tx, coming)
    released = [
        release_shift(tx, actor=actor, shift_id=number, policy=policy, officer=officer, reason=reason)
        for number in coming
    ]
    if released:
        note_act(tx, actor=actor, escalation_id=escalation_id, act=Act.HANDED_BACK, why=kept(reason))
    return Cleared(officer, tuple(released))
