"""Officers who have not come: what is told of them, and what settles it."""

from sqlalchemy import select

from scheduling.escalations.facts import Concern, Ending, EscalationKind
from scheduling.escalations.holding import hold_unresolved
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.settled import is_settled
from scheduling.escalations.settling import resolve_subject
from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.policy.chains import Chain
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_shift
from scheduling.shifts.rows import MISSED
from scheduling.shifts.tables import claims
from scheduling.shifts.watch.rules import Watched, WatchedClaim, chain_in_force, late_level
from scheduling.store.transaction import Transaction

NO_SHOW = EscalationKind.SHIFT_NO_SHOW


def subject_of(claim_id: int) -> str:
    """How an escalation about an officer who has not come names it."""
    return f"claim:{claim_id}"


def look_who_has_come(tx: Transaction, policy: Policy, watched: Watched) -> None:
    """Open or raise an escalation about each holder who should be there and is not checked in. The officer is
    asked once, urgently.
    """
    chain = chain_in_force(policy, NO_SHOW, watched.shift, tx.now)
    if chain is None:
        return
    for claim in watched.claims:
        _look_at(tx, policy, chain, watched.shift, claim)


def _look_at(tx: Transaction, policy: Policy, chain: Chain, shift: Shift, claim: WatchedClaim) -> None:
    level = late_level(shift, claim, chain, tx.now)
    officer = find_person(tx, claim.person_id) if level is not None else None
    if level is None or officer is None:
        return
    concern = _concern(shift, claim.id, officer, level)
    if is_settled(tx, concern):
        return
    if open_escalation(tx, policy, concern) is not None:
        enqueue(tx, [_nudge(shift, claim.id, officer)])


def settle_no_show(tx: Transaction, claim_id: int, ending: Ending, *, by: Person | None = None) -> None:
    """The officer has come, or holds the shift no more: nobody needs to look for them."""
    resolve_subject(tx, NO_SHOW, subject_of(claim_id), ending, by=by)


def settle_covered(tx: Transaction, shift_id: int, by: Person) -> None:
    """Somebody has come to hold a shift that is under way: as many of those who are missing are covered as
    places are filled, the first first.
    """
    shift = find_shift(tx, shift_id)
    missing = list_missing(tx, shift_id)
    for claim_id in missing[: len(missing) - shift.free] if shift is not None else []:
        settle_no_show(tx, claim_id, Ending.CLAIMED, by=by)


def list_missing(tx: Transaction, shift_id: int) -> list[int]:
    """The claims whose officers did not come, and whom nobody has replaced yet, in order."""
    return [claim_id for claim_id in _list_missed(tx, shift_id) if _is_open(tx, claim_id)]


def _list_missed(tx: Transaction, shift_id: int) -> list[int]:
    missed = select(claims.c.id).where(claims.c.shift_id == shift_id, claims.c.state == MISSED)
    return list(tx.execute(missed.order_by(claims.c.id)).scalars())


def _is_open(tx: Transaction, claim_id: int) -> bool:
    return hold_unresolved(tx, NO_SHOW, subject_of(claim_id)) is not None


def _concern(shift: Shift, claim_id: int, officer: Person, level: int) -> Concern:
    return Concern(
        kind=NO_SHOW,
        subject=subject_of(claim_id),
        zone=shift.school.zone,
        level=level,
        officer_id=officer.id,
        school_id=shift.school.id,
        agency=officer.agency,
        ends_at=shift.ends_at,
    )


def _nudge(shift: Shift, claim_id: int, officer: Person) -> Notice:
    return Notice(
        kind="check_in_missing",
        addressee=to_person(officer.id),
        dedupe_key=f"check_in_missing:{claim_id}",
        refs={"claim": claim_id},
        urgency=Urgency.URGENT,
        expires_at=shift.ends_at,
    )
