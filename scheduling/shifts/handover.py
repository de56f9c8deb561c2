"""Handing a free place to the first in line who passes every rule."""

from collections.abc import Sequence

from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal
from scheduling.roster.facts import Person
from scheduling.roster.tables import people
from scheduling.shifts.boards import day_of, touch_boards
from scheduling.shifts.facts import Claimed, Handover, PassedOver, Shift
from scheduling.shifts.gather import gather_claim
from scheduling.shifts.placing import place_officer
from scheduling.shifts.queries import list_waiting
from scheduling.shifts.rules import judge
from scheduling.store.transaction import Transaction


def fill_from_waitlist(
    tx: Transaction, shift: Shift, policy: Policy, *, tell_passed_over: bool = True
) -> Handover:
    """Give the free places of a shift to those in line, first come first served, whom no rule refuses.

    Who moves up is told urgently. Who is passed over keeps the place in line and is told once for this
    handover, with the rules, unless `tell_passed_over` is False. The caller holds the shift. Somebody in
    line whose own row another transaction holds at this moment ends the handover: the sweep comes back to
    it, and two transactions can never wait for each other.
    """
    moved_up: list[Claimed] = []
    passed_over: list[PassedOver] = []
    free = shift.free
    line = list_waiting(tx, shift.id) if free and shift.starts_at > tx.now else []
    idle = tx.lock_idle(people, [officer.id for officer in line])
    for officer in line:
        if len(moved_up) == free or officer.id not in idle:
            break
        outcome = _try(tx, shift, officer, policy)
        if isinstance(outcome, Claimed):
            moved_up.append(outcome)
        else:
            passed_over.append(PassedOver(officer, outcome))
    _tell(tx, shift, moved_up, passed_over if tell_passed_over else [])
    return Handover(tuple(moved_up), tuple(passed_over))


def _try(tx: Transaction, shift: Shift, officer: Person, policy: Policy) -> Claimed | tuple[Refusal, ...]:
    facts = gather_claim(tx, officer, shift.id)
    if facts is None:
        return ()
    verdict = judge(facts, policy, tx.now)
    if not verdict.passes:
        return verdict.refusals
    return place_officer(tx, facts, verdict, policy=policy, by=officer, verb="waitlist_moved_up") or ()


def _tell(
    tx: Transaction, shift: Shift, moved_up: Sequence[Claimed], passed_over: Sequence[PassedOver]
) -> None:
    enqueue(
        tx,
        [
            *(_moved_up(claimed) for claimed in moved_up),
            *(_passed_over(shift, over, at=tx.now.isoformat()) for over in passed_over),
        ],
    )
    if moved_up:
        touch_boards(tx, [day_of(shift)])


def _moved_up(claimed: Claimed) -> Notice:
    return Notice(
        kind="waitlist_moved_up",
        addressee=to_person(claimed.officer.id),
        dedupe_key=f"waitlist_moved_up:{claimed.claim_id}",
        refs={"shift": claimed.shift.id, "officer": claimed.officer.id, "claim": claimed.claim_id},
        urgency=Urgency.URGENT,
    )


def _passed_over(shift: Shift, over: PassedOver, at: str) -> Notice:
    return Notice(
        kind="waitlist_passed_over",
        addressee=to_person(over.officer.id),
        dedupe_key=f"waitlist_passed_over:{shift.id}:{over.officer.id}:{at}",
        refs={
            "shift": shift.id,
            "officer": over.officer.id,
            "rules": [refusal.rule for refusal in over.refusals],
        },
    )
