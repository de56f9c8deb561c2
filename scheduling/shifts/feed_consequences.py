"""What follows for people when a feed has changed shifts: holders are told, claims are re-checked, places
that came free are filled, and somebody chooses where there are fewer places than holders.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import select

from scheduling.audit.actions import Change, record
from scheduling.outbox.actions import enqueue
from scheduling.policy.schema import Policy
from scheduling.refusals import Rule
from scheduling.roster.facts import Person, School
from scheduling.roster.holdings import ask_look_at_holdings
from scheduling.shifts.facts import FieldChange, Status
from scheduling.shifts.feed_notices import notice_of_overfull, notices_of_change, notices_of_question
from scheduling.shifts.handover import fill_from_waitlist
from scheduling.shifts.queries import find_shift, holders_of, recheck_claim
from scheduling.shifts.rows import WAITING
from scheduling.shifts.tables import waitlist
from scheduling.shifts.terms import Occasion, TermsChange
from scheduling.store.batches import in_batches
from scheduling.store.transaction import Transaction

_RECHECKED: Final = frozenset({"starts_at", "ends_at", "armed", "agency", "backup_agencies"})
"""Fields by which a claim that was within the rules may leave them."""


def tell_holders(
    tx: Transaction,
    changes: Iterable[TermsChange],
    *,
    schools: Mapping[str, School],
    policy: Policy,
    by: Occasion,
) -> None:
    """Tell whoever holds a changed shift, and have a claim decided on that is not within the rules any more.

    Args:
        tx: the write transaction of the change.
        changes: what has been written.
        schools: every school of theirs, by code.
        policy: whose rules the claims are checked against.
        by: on whose behalf.
    """
    named = {each.shift_id: _named(each.fields, schools) for each in changes}
    held = [each for ids in in_batches(list(named)) for each in holders_of(tx, ids).items()]
    for shift_id, officers in held:
        shift = find_shift(tx, shift_id)
        if shift is None:
            continue
        fields = named[shift_id]
        if fields.keys() & _RECHECKED:
            ask_look_at_holdings(tx, [officer.id for officer in officers])
        for officer in officers:
            refusals = recheck_claim(tx, officer, shift, policy) if fields.keys() & _RECHECKED else ()
            enqueue(tx, notices_of_change(tx, shift_id, officer, fields, refusals, by))
            if refusals:
                _question(tx, shift_id, officer, [refusal.rule for refusal in refusals], policy, by)


def fill_freed(tx: Transaction, changes: Iterable[TermsChange], policy: Policy) -> None:
    """Give places that a change may have freed to those in line."""
    freed = [each.shift_id for each in changes if each.fields.keys() & {"places", "status"}]
    for ids in in_batches(freed):
        waited_for = select(waitlist.c.shift_id).where(
            waitlist.c.shift_id.in_(ids), waitlist.c.state == WAITING
        )
        for shift_id in sorted(set(tx.execute(waited_for).scalars())):
            shift = find_shift(tx, shift_id)
            if shift is not None and shift.status is Status.OPEN and shift.free and shift.starts_at > tx.now:
                fill_from_waitlist(tx, shift, policy)


def tell_of_overfull(tx: Transaction, changes: Iterable[TermsChange], by: Occasion) -> None:
    """Nobody loses a place because the feed asks for fewer: somebody has to choose."""
    cut = [each.shift_id for each in changes if "places" in each.fields]
    shown = (shift for shift_id in cut if (shift := find_shift(tx, shift_id)) is not None)
    enqueue(tx, [notice_of_overfull(shift.id, by) for shift in shown if shift.held > shift.places])


def _question(
    tx: Transaction, shift_id: int, officer: Person, rules: Sequence[Rule], policy: Policy, by: Occasion
) -> None:
    enqueue(tx, notices_of_question(tx, shift_id, officer, by))
    broken = {"officer": officer.id, "rules": list(rules), "policy": policy.edition}
    record(tx, Change(by.actor, "claim_in_question", "shift", shift_id, after=broken))


def _named(fields: Mapping[str, FieldChange], schools: Mapping[str, School]) -> dict[str, FieldChange]:
    """The same fields with the schools' names, which people read, in the place of their codes."""
    named = dict(fields)
    if "school" in named:
        before, after = (schools[str(code)].name for code in (named["school"].before, named["school"].after))
        named["school"] = FieldChange(before, after)
    return named
