"""Officers come and go: they say so themselves, or somebody who answers for them does, with a reason."""

from collections.abc import Mapping
from datetime import timedelta

from scheduling.audit.actions import Change, actor_of, record
from scheduling.escalations.facts import Ending
from scheduling.policy.schema import Policy
from scheduling.reasons import kept
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.access import access_shift, authorise, share_shift
from scheduling.shifts.attendance.briefs import redraw_briefs
from scheduling.shifts.attendance.facts import Attendance, CheckedIn, CheckedOut, Via
from scheduling.shifts.attendance.rows import find_check_in, list_check_ins, write_in, write_out
from scheduling.shifts.attendance.rules import OUT_UNTIL, choose_in, choose_out, judge_in, judge_out
from scheduling.shifts.queries import find_held, list_held_between
from scheduling.shifts.release_rules import refusal_of_not_yours
from scheduling.shifts.watch.no_shows import settle_no_show
from scheduling.store.transaction import Transaction

_SOON = timedelta(days=14)
"""How far ahead the next shift is looked for, so that somebody who is too early reads when they may."""


def check_in(
    tx: Transaction, *, actor: Person, shift_id: int, policy: Policy, officer: Person | None = None,
    reason: str = "",
) -> CheckedIn:  # fmt: skip
    """Note that `officer` (the actor, if left out) is at a shift; whoever looks for them is told.

    Raises:
        Refused: not held, too early, checked in before, or over; REASON_MISSING where it is another's, or
            NOT_ENTITLED to act for them.
    """
    officer = officer or actor
    present = _access(tx, actor, officer, shift_id, reason)
    if (refusal := judge_in(present, policy, tx.now)) is not None:
        raise Refused(refusal)
    claim_id = present.held.claim_id
    if not write_in(tx, claim_id, at=tx.now, via=Via.SLACK, by=actor.id, reason=kept(reason)):
        raise Refused(judge_in(_read(tx, present), policy, tx.now) or _overtaken(Rule.CHECKED_IN, present))
    _record(tx, actor, "shift_checked_in", present, {"in_at": tx.now}, reason)
    settle_no_show(tx, claim_id, Ending.CHECKED_IN, by=actor)
    redraw_briefs(tx, [claim_id])
    return CheckedIn(present.held.shift, officer, tx.now)


def check_out(
    tx: Transaction, *, actor: Person, shift_id: int, officer: Person | None = None, reason: str = ""
) -> CheckedOut:
    """Note that `officer` (the actor, if left out) has left a shift.

    Raises:
        Refused: not held, not checked in, left before, or long over; as `check_in` besides.
    """
    officer = officer or actor
    present = _access(tx, actor, officer, shift_id, reason)
    if (refusal := judge_out(present, tx.now)) is not None:
        raise Refused(refusal)
    claim_id = present.held.claim_id
    if not write_out(tx, claim_id, at=tx.now, via=Via.SLACK, by=actor.id, reason=kept(reason)):
        raise Refused(judge_out(_read(tx, present), tx.now) or _overtaken(Rule.CHECKED_OUT, present))
    _record(tx, actor, "shift_checked_out", present, {"out_at": tx.now}, reason)
    redraw_briefs(tx, [claim_id])
    return CheckedOut(present.held.shift, officer, present.check_in.in_at or tx.now, tx.now)


def find_shift_to_enter(tx: Transaction, officer: Person, policy: Policy) -> int:
    """The number of the shift that an officer checks in to who names none.

    Raises:
        Refused: too early for the next one, checked in already, or none is near: NO_SHIFT_NOW.
    """
    return _chosen(choose_in(list_attendance(tx, officer), policy, tx.now))


def find_shift_to_leave(tx: Transaction, officer: Person) -> int:
    """The number of the shift that an officer leaves who names none.

    Raises:
        Refused: not checked in, left already, or none has begun: NO_SHIFT_NOW.
    """
    return _chosen(choose_out(list_attendance(tx, officer), tx.now))


def list_attendance(tx: Transaction, officer: Person) -> list[Attendance]:
    """The shifts that an officer may be asked about: the last, the present and the next, soonest first."""
    held = list_held_between(tx, officer, tx.now - OUT_UNTIL, tx.now + _SOON)
    known = list_check_ins(tx, [each.claim_id for each in held])
    return [Attendance(each, known[each.claim_id]) for each in held]


def _chosen(found: Attendance | Refusal) -> int:
    if isinstance(found, Refusal):
        raise Refused(found)
    return found.held.shift.id


def _access(tx: Transaction, actor: Person, officer: Person, shift_id: int, reason: str) -> Attendance:
    authorise(actor, officer)
    if actor.id != officer.id and not reason.strip():
        raise Refused(Refusal(Rule.REASON_MISSING, {"rules": ()}))
    share_shift(tx, shift_id, officer)
    shift = access_shift(tx, shift_id)
    held = find_held(tx, shift_id, officer)
    if held is None:
        raise Refused(refusal_of_not_yours(shift, officer))
    return Attendance(held, find_check_in(tx, held.claim_id))


def _read(tx: Transaction, present: Attendance) -> Attendance:
    return Attendance(present.held, find_check_in(tx, present.held.claim_id))


def _overtaken(rule: Rule, present: Attendance) -> Refusal:
    """The feed was faster by a moment."""
    return Refusal(rule, {"number": present.held.shift.id})


def _record(
    tx: Transaction, actor: Person, verb: str, present: Attendance, at: Mapping[str, object], reason: str
) -> None:
    held = present.held
    after = {"claim": held.claim_id, "officer": held.person_id, **at}
    record(tx, Change(actor_of(actor.id), verb, "shift", held.shift.id, after=after, reason=kept(reason)))
