"""The brief: a standing message to whoever holds a shift, from some hours before its start, with the buttons
by which they check in and out. A district that watches for no-shows sends it; it is kept true until the end.
"""

from collections.abc import Iterable, Sequence
from uuid import uuid4

from sqlalchemy import ColumnElement, select

from scheduling.escalations.facts import EscalationKind
from scheduling.outbox.actions import Notice, enqueue, leave_posts, to_person
from scheduling.policy.schema import Policy
from scheduling.shifts.attendance.rows import write_briefed
from scheduling.shifts.facts import Shift
from scheduling.shifts.rows import is_held
from scheduling.shifts.tables import check_ins, claims
from scheduling.shifts.watch.rules import Watched, chain_in_force, is_brief_due
from scheduling.store.transaction import Transaction

SHIFT_BRIEF = "shift_brief"
"""The kind of its notices; its standing posts' keys begin with it. refs {claim}."""


def brief_key(claim_id: int) -> str:
    """The key of a claim's standing post."""
    return f"{SHIFT_BRIEF}:{claim_id}"


def brief_whoever_is_due(tx: Transaction, policy: Policy, watched: Watched) -> None:
    """Tell the holders of a shift that begins soon where to be; whose shift has been put off since, again."""
    if chain_in_force(policy, EscalationKind.SHIFT_NO_SHOW, watched.shift, tx.now) is None:
        return
    for claim in watched.claims:
        if is_brief_due(watched.shift, claim.briefed_at, policy, tx.now):
            leave_posts(tx, [brief_key(claim.id)])
            _brief(tx, claim.id, claim.person_id)


def brief_late_comer(tx: Transaction, policy: Policy, shift: Shift, claim_id: int, person_id: int) -> None:
    """Tell somebody who has just got a shift that begins soon, or wants cover."""
    is_on = chain_in_force(policy, EscalationKind.SHIFT_NO_SHOW, shift, tx.now) is not None
    if is_on and is_brief_due(shift, None, policy, tx.now):
        _brief(tx, claim_id, person_id)


def redraw_briefs(tx: Transaction, claim_ids: Iterable[int]) -> None:
    """Have the briefs of these claims shown anew, where there are any: something in them has changed."""
    _redraw(tx, check_ins.c.claim_id.in_(list(claim_ids)))


def redraw_briefs_of(tx: Transaction, shift_ids: Sequence[int]) -> None:
    """The same of all who hold these shifts."""
    _redraw(tx, claims.c.shift_id.in_(shift_ids), is_held())


def _redraw(tx: Transaction, *which: ColumnElement[bool]) -> None:
    briefed = (
        select(claims.c.id, claims.c.person_id)
        .select_from(check_ins.join(claims, claims.c.id == check_ins.c.claim_id))
        .where(check_ins.c.briefed_at.is_not(None), *which)
        .order_by(claims.c.id)
    )
    enqueue(tx, [_notice(row.id, row.person_id) for row in tx.execute(briefed)])


def _brief(tx: Transaction, claim_id: int, person_id: int) -> None:
    write_briefed(tx, claim_id)
    enqueue(tx, [_notice(claim_id, person_id)])


def _notice(claim_id: int, person_id: int) -> Notice:
    return Notice(
        kind=SHIFT_BRIEF,
        addressee=to_person(person_id),
        dedupe_key=f"{brief_key(claim_id)}:{uuid4().hex}",
        refs={"claim": claim_id},
        post_key=brief_key(claim_id),
        supersede_key=brief_key(claim_id),
    )
