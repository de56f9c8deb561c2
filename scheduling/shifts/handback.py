"""Taking a coming shift from an officer who may not work it, and handing the place to whoever is next."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select

from scheduling.policy.schema import Policy
from scheduling.reasons import kept
from scheduling.roster.facts import Person
from scheduling.shifts.access import hold_shift
from scheduling.shifts.boards import day_of, touch_boards
from scheduling.shifts.facts import HeldShift, Released
from scheduling.shifts.handover import fill_from_waitlist
from scheduling.shifts.placing import close_gaps, vacate_place
from scheduling.shifts.queries import find_held, find_shift, list_holders, list_waiting
from scheduling.shifts.rows import CLAIM_COLUMNS, CLAIMS_WITH_SHIFTS, SHIFT_COLUMNS, held_shift_of
from scheduling.shifts.tables import claims
from scheduling.shifts.watch.sweep import look_at_shift
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A claim that has ended, and who has come to hold a place of its shift since."""

    claim: HeldShift
    followed_by: tuple[Person, ...]


def hold_for_hand_back(tx: Transaction, officer: Person, shift_id: int) -> None:
    """Keep the officer, those in line, and then the shift to this transaction, as every handover does.

    Nothing else may be locked before: whoever decides that the shift is handed back decides it after this.
    """
    hold_shift(tx, shift_id, officer, *list_waiting(tx, shift_id))


def hand_back_shift(
    tx: Transaction, *, officer: Person, shift_id: int, policy: Policy, reason: str, by: str
) -> Released | None:
    """End the officer's claim, cut-off or not, and give the place to the first in line who passes.

    The caller has called `hold_for_hand_back`, and tells whoever is to know.

    Args:
        tx: a write transaction.
        officer: who loses it.
        shift_id: the shift's number.
        policy: the rules by which somebody moves up.
        reason: why, in words; kept with the claim and in the audit.
        by: who decided, as the audit writes it.

    Returns:
        What became of the place; None where the officer does not hold the shift, or it has begun.
    """
    shift, held = find_shift(tx, shift_id), find_held(tx, shift_id, officer)
    if shift is None or held is None or shift.starts_at <= tx.now:
        return None
    if not vacate_place(tx, held, by=by, reason=kept(reason)):
        return None
    if shift.held > shift.places:
        close_gaps(tx, shift_id, shift.places)
    handover = fill_from_waitlist(tx, replace(shift, held=shift.held - 1), policy)
    shift = replace(shift, held=shift.held - 1 + len(handover.moved_up))
    look_at_shift(tx, policy, shift_id)
    touch_boards(tx, [day_of(shift)])
    next_holder = next((claimed.officer for claimed in handover.moved_up), None)
    return Released(shift, officer, next_holder, handover.passed_over)


def list_given_up(tx: Transaction, officer: Person, shift_ids: Collection[int]) -> list[GivenUp]:
    """What became of the places that an officer no longer holds on these shifts, soonest first."""
    rows = tx.execute(
        select(*CLAIM_COLUMNS, *SHIFT_COLUMNS, claims.c.ended_at)
        .select_from(CLAIMS_WITH_SHIFTS)
        .where(claims.c.shift_id.in_(shift_ids), claims.c.person_id == officer.id)
        .order_by(claims.c.id)
    ).all()
    last = {held.shift.id: (held, row.ended_at) for row in rows for held in [held_shift_of(row)]}
    ended = sorted(
        ((held, at) for held, at in last.values() if at is not None), key=lambda one: one[0].shift.starts_at
    )
    return [
        GivenUp(held, tuple(who for who, since in list_holders(tx, held.shift.id) if since >= at))
        for held, at in ended
    ]
