"""Taking coming shifts from officers who missed a deadline, where its terms or a supervisor say so: one shift
a transaction.

That it is under way stands on the obligation, so that a crash in between loses nothing. Nothing is given back
by itself once the officer is cured; what was not yet taken stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, text

from scheduling.audit.actions import Change, actor_of, record
from scheduling.escalations.access import access_about
from scheduling.escalations.actions import note_act
from scheduling.escalations.facts import Act, EscalationKind
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, Urgency, enqueue, to_person
from scheduling.policy.requirements import Approver
from scheduling.policy.schema import Policy
from scheduling.reasons import kept
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_answering_for, person_of
from scheduling.roster.tables import people
from scheduling.shifts.facts import Shift
from scheduling.shifts.handback import hand_back_shift, hold_for_hand_back
from scheduling.shifts.queries import list_held_by
from scheduling.store.transaction import Transaction
from scheduling.training.access import authorise_decision, hold_obligation
from scheduling.training.facts import Obligation, ObligationState
from scheduling.training.queries import find_obligation
from scheduling.training.tables import obligations
from scheduling.training.upkeep.trail import TRAINING

_IS_UNDER_WAY = text("handing_back")  # spelled as the partial index says it
_NEXT = (
    select(obligations.c.id, obligations.c.person_id).where(_IS_UNDER_WAY).order_by(obligations.c.id).limit(1)
)


@dataclass(frozen=True, slots=True)
class HandBackAsked:
    """What a supervisor has set going: whose, because of what, and the shifts that go back; none where the
    deadline is not missed any more, or nothing is held.
    """

    officer: Person
    obligation: Obligation
    shifts: tuple[Shift, ...]


def ask_hand_back(tx: Transaction, *, actor: Person, escalation_id: int, reason: str) -> HandBackAsked:
    """Have an officer's coming shifts handed back, whatever the terms of the missed deadline say. The officer
    and those who answer are told once all of them are.

    Args:
        tx: a write transaction.
        actor: who answers for the officer.
        escalation_id: the escalation about it, which keeps who did it and why.
        reason: why; kept.

    Raises:
        Refused: NOT_ENTITLED, also for one's own, and others of who may act; ESCALATION_GONE;
            ESCALATION_RESOLVED; TRAINING_GONE.
    """
    concern = access_about(tx, actor, escalation_id, EscalationKind.TRAINING).concern
    obligation, officer = hold_obligation(tx, concern.subject_id)
    authorise_decision(actor, officer, Approver.SUPERVISOR)
    held = [one.shift for one in list_held_by(tx, officer) if one.shift.starts_at > tx.now]
    coming = tuple(held) if obligation.state is ObligationState.OVERDUE else ()
    if coming:
        _write(tx, obligation, handing_back=True)
        by, why, after = actor_of(actor.id), kept(reason), {"shifts": [shift.id for shift in coming]}
        record(tx, Change(by, "hand_back_asked", "obligation", obligation.id, None, after, why))
        note_act(tx, actor=actor, escalation_id=escalation_id, act=Act.HANDED_BACK, why=why)
    return HandBackAsked(officer, obligation, coming)


def is_hand_back_due(tx: Transaction) -> bool:
    """Whether anybody's coming shifts are being handed back."""
    return tx.execute(_NEXT).first() is not None


def hand_back_next(tx: Transaction, policy: Policy) -> bool:
    """Hand back the next coming shift of somebody who may not work it, or tell that all have been.

    False where nobody's are being handed back.
    """
    row = tx.execute(_NEXT).first()
    if row is None:
        return False
    officer = person_of(tx, row.person_id)
    coming = [held.shift for held in list_held_by(tx, officer) if held.shift.starts_at > tx.now]
    if coming:
        hold_for_hand_back(tx, officer, coming[0].id)
    else:
        tx.lock(people, [officer.id])
    obligation = find_obligation(tx, row.id)
    if obligation is None or not obligation.handing_back:
        return True  # cured, or done by another replica, while we waited for the lock
    if coming and obligation.state is ObligationState.OVERDUE:
        _hand_back(tx, officer, obligation, coming[0].id, policy)
    else:
        _finish(tx, officer, obligation)
    return True


def _hand_back(
    tx: Transaction, officer: Person, obligation: Obligation, shift_id: int, policy: Policy
) -> None:
    due_on = obligation.due_on
    reason = f"{obligation.requirement.title} was due {due_on:%a} {due_on.day} {due_on:%b %Y} and is not done"
    released = hand_back_shift(
        tx, officer=officer, shift_id=shift_id, policy=policy, reason=reason, by=TRAINING
    )
    if released is not None:
        taken = [*_taken(tx, obligation), shift_id]
        _write(tx, obligation, handed_back=taken)


def _finish(tx: Transaction, officer: Person, obligation: Obligation) -> None:
    taken = _taken(tx, obligation)
    _write(tx, obligation, handing_back=False, handed_back=[])
    if taken:
        answering = [to_person(each.id) for each in list_answering_for(tx, officer)]
        addressees = [to_person(officer.id), *(answering or [SUPERVISORS_CHANNEL])]
        enqueue(tx, [_notice(tx, obligation, taken, addressee) for addressee in addressees])


def _notice(tx: Transaction, obligation: Obligation, taken: Sequence[int], addressee: str) -> Notice:
    return Notice(
        kind="training_handed_back",
        addressee=addressee,
        refs={"obligation": obligation.id, "shifts": list(taken)},
        dedupe_key=f"training_handed_back:{obligation.id}:{tx.now.isoformat()}:{addressee}",
        urgency=Urgency.URGENT,
    )


def _taken(tx: Transaction, obligation: Obligation) -> list[int]:
    taken: list[int] = tx.execute(
        select(obligations.c.handed_back).where(obligations.c.id == obligation.id)
    ).scalar_one()
    return taken


def _write(tx: Transaction, obligation: Obligation, **values: object) -> None:
    tx.execute(obligations.update().where(obligations.c.id == obligation.id).values(**values))
