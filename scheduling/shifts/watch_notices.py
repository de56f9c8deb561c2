"""The facts of what officers are told about coming and about places that lack somebody, at the moment of
sending, or why it is obsolete.

`refs` of the kinds:

- `shift_brief` {claim}: the standing message to the holder, from some hours before the start.
- `check_in_missing` {claim}: urgent, once, to a holder who should be there.
- `shift_offered` {shift, officer, by, call}: to an officer who may take a shift.
- `backup_asked` {shift, by}: to the supervisors of its back-up agencies.
"""

from scheduling.outbox.facts import Obsolete
from scheduling.outbox.queries import find_post
from scheduling.policy.schema import Policy
from scheduling.roster.queries import person_of
from scheduling.shifts.about import NOT_HELD, OVER, Refs, about_of, shift_of_notice
from scheduling.shifts.attendance.briefs import brief_key
from scheduling.shifts.attendance.rows import find_check_in
from scheduling.shifts.covering.facts import Call
from scheduling.shifts.facts import HeldShift, Shift, Status
from scheduling.shifts.notice_facts import BackupIsAsked, CheckInMissing, ShiftBrief, ShiftOffered
from scheduling.shifts.queries import find_claim
from scheduling.shifts.watch.rules import expected_at
from scheduling.store.transaction import Transaction


def load_shift_brief(tx: Transaction, refs: Refs, policy: Policy) -> ShiftBrief | Obsolete:
    """Obsolete where it has not been put up, and the claim has ended or the shift is over."""
    held, stands = _claim(tx, refs)
    if find_post(tx, brief_key(held.claim_id)) is None:
        if not stands:
            return NOT_HELD
        if held.shift.ends_at <= tx.now:
            return OVER
    return read_brief(tx, held, policy, stands=stands)


def read_brief(tx: Transaction, held: HeldShift, policy: Policy, *, stands: bool = True) -> ShiftBrief:
    """The brief of a claim as it is now."""
    return ShiftBrief(
        shift=held.shift,
        officer=person_of(tx, held.person_id),
        check_in=find_check_in(tx, held.claim_id),
        stands=stands,
        expected_at=expected_at(held.shift, held.claimed_at),
        opens_at=held.shift.starts_at - policy.check_in_opens.value,
    )


def load_check_in_missing(tx: Transaction, refs: Refs) -> CheckInMissing | Obsolete:
    """Obsolete where the officer is checked in or no longer holds the shift, or it is over."""
    held, stands = _claim(tx, refs)
    if not stands:
        return NOT_HELD
    if held.shift.ends_at <= tx.now:
        return OVER
    if find_check_in(tx, held.claim_id).in_at is not None:
        return Obsolete("the officer is checked in")
    late = tx.now - expected_at(held.shift, held.claimed_at)
    return CheckInMissing(held.shift, person_of(tx, held.person_id), late)


def load_shift_offered(tx: Transaction, refs: Refs) -> ShiftOffered | Obsolete:
    """Obsolete where the officer has it, or nobody can claim it any more."""
    about = about_of(tx, refs)
    if about.holds:
        return Obsolete("the officer has the shift by now")
    if (gone := _not_to_be_had(about.shift, tx)) is not None:
        return gone
    return ShiftOffered(about.shift, about.officer, person_of(tx, refs["by"]), Call(refs["call"]))


def load_backup_asked(tx: Transaction, refs: Refs) -> BackupIsAsked | Obsolete:
    """Obsolete where nobody can claim it any more."""
    shift = shift_of_notice(tx, refs)
    gone = _not_to_be_had(shift, tx)
    return gone if gone is not None else BackupIsAsked(shift, person_of(tx, refs["by"]))


def _claim(tx: Transaction, refs: Refs) -> tuple[HeldShift, bool]:
    found = find_claim(tx, refs["claim"])
    if found is None:
        raise LookupError(f"there is no claim {refs['claim']}")
    return found


def _not_to_be_had(shift: Shift, tx: Transaction) -> Obsolete | None:
    if shift.status is not Status.OPEN:
        return Obsolete("the shift is not open any more")
    if not shift.free:
        return Obsolete("every place is taken by now")
    if shift.starts_at <= tx.now and not shift.wants_cover(tx.now):
        return Obsolete("the shift has started")
    return None
