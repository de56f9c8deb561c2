"""Shifts that nobody has taken: what is told of them, and what settles it."""

from scheduling.escalations.facts import Concern, Ending, EscalationKind
from scheduling.escalations.holding import hold_unresolved
from scheduling.escalations.opening import open_escalation, refresh
from scheduling.escalations.settled import is_settled
from scheduling.escalations.settling import resolve_subject
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Shift, Status
from scheduling.shifts.queries import find_shift
from scheduling.shifts.watch.no_shows import list_missing
from scheduling.shifts.watch.rules import chain_in_force, unfilled_level
from scheduling.store.transaction import Transaction

UNFILLED = EscalationKind.SHIFT_UNFILLED


def subject_of(shift_id: int) -> str:
    """How an escalation about an unfilled shift names it."""
    return f"shift:{shift_id}"


def look_whether_filled(tx: Transaction, policy: Policy, shift: Shift, *, anew: bool = False) -> None:
    """Open an escalation about a shift with free places, raise it, or resolve what has become settled.

    Args:
        tx: a write transaction that holds the shift.
        policy: its chain says how long before the start it opens.
        shift: as it stands.
        anew: something has just changed: what a person has resolved before does not count any more.
    """
    there = hold_unresolved(tx, UNFILLED, subject_of(shift.id))
    chain = chain_in_force(policy, UNFILLED, shift, tx.now)
    level = unfilled_level(shift, chain, tx.now) if chain is not None else None
    if there is not None:
        put_off = chain is not None and (level is None or level < there.concern.level)
        if (ending := _ending(shift, put_off=put_off)) is not None and shift.ends_at > tx.now:
            resolve_subject(tx, UNFILLED, subject_of(shift.id), ending)
        elif anew:
            refresh(tx, UNFILLED, subject_of(shift.id))
    if level is None or (there is None and _is_told_otherwise(tx, shift)):
        return
    concern = _concern(shift, level)
    if anew or there is not None or not is_settled(tx, concern):
        open_escalation(tx, policy, concern)


def settle_filled(tx: Transaction, shift_id: int, by: Person) -> None:
    """Somebody has a place: an escalation about the shift is resolved if it was the last, or shown anew.

    The places are counted again, since several may be taken at the same time.
    """
    subject = subject_of(shift_id)
    if hold_unresolved(tx, UNFILLED, subject) is None:
        return
    shift = find_shift(tx, shift_id)
    if shift is not None and not shift.free:
        resolve_subject(tx, UNFILLED, subject, Ending.CLAIMED, by=by)
    else:
        refresh(tx, UNFILLED, subject)


def _concern(shift: Shift, level: int) -> Concern:
    return Concern(
        kind=UNFILLED,
        subject=subject_of(shift.id),
        zone=shift.school.zone,
        level=level,
        school_id=shift.school.id,
        agency=shift.agency,
        ends_at=shift.ends_at,
    )


def _is_told_otherwise(tx: Transaction, shift: Shift) -> bool:
    """Whether its free places are those of officers who did not come, for whom somebody looks already."""
    return shift.cover_called_at is not None and shift.free <= len(list_missing(tx, shift.id))


def _ending(shift: Shift, *, put_off: bool) -> Ending | None:
    """How one that is open ends, as the shift stands now; None where it goes on."""
    if shift.status is not Status.OPEN:
        return Ending.CANCELLED
    if not shift.free:
        return Ending.CLAIMED
    return Ending.MOVED if put_off else None
