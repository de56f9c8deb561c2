"""Escalations about a firearms qualification that does not last through an armed shift: `claim:ID`, opened so
long before the shift as the chain says, over once the officer has qualified or the claim has ended.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from scheduling.escalations.facts import Concern, Ending, EscalationKind
from scheduling.escalations.ladder import next_rung, reached_level
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.settled import settled_levels
from scheduling.escalations.settling import resolve_subject
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.shifts.facts import HeldShift
from scheduling.shifts.holdings.qualification import lapse_before
from scheduling.store.transaction import Transaction
from scheduling.zones import zone_or_utc

_KIND = EscalationKind.QUALIFICATION


def escalate_lapses(
    tx: Transaction, officer: Person, held: Sequence[HeldShift], policy: Policy
) -> datetime | None:
    """Open what has come to a rung, and resolve what the officer has qualified for; answers when the next
    rung comes, None where none does.

    Args:
        tx: a write transaction that holds the officer.
        officer: as they stand now.
        held: all that the officer holds.
        policy: the packs in use.
    """
    armed = [each for each in held if each.shift.armed and each.shift.starts_at > tx.now]
    lapsing = [each for each in armed if lapse_before(officer, each.shift, policy) is not None]
    good = {each.claim_id for each in armed} - {each.claim_id for each in lapsing}
    for claim_id in sorted(good):
        resolve_subject(tx, _KIND, _subject(claim_id), Ending.QUALIFIED)
    chain = policy.chains.get(_KIND.value)
    if chain is None or not lapsing:
        return None
    settled = settled_levels(tx, _KIND, [_subject(each.claim_id) for each in lapsing])
    rungs = []
    for each in lapsing:
        at, starts_at = zone_or_utc(each.shift.school.zone), each.shift.starts_at
        level = reached_level(chain.opens, starts_at, at, tx.now)
        if level is not None and level > settled.get((_subject(each.claim_id), ""), -1):
            open_escalation(tx, policy, _concern(officer, each, level))
        rungs.append(next_rung(chain.opens, starts_at, at, tx.now))
    return min((rung for rung in rungs if rung is not None), default=None)


def resolve_lapses(tx: Transaction, held: Iterable[HeldShift]) -> None:
    """Whoever holds these is gone: there is nobody who could qualify."""
    for each in held:
        resolve_subject(tx, _KIND, _subject(each.claim_id), Ending.CANCELLED)


def resolve_lapse_of(tx: Transaction, claim_id: int, ending: Ending) -> None:
    """The claim has ended: given back, or its shift is withdrawn."""
    resolve_subject(tx, _KIND, _subject(claim_id), ending)


def _concern(officer: Person, held: HeldShift, level: int) -> Concern:
    return Concern(
        _KIND,
        _subject(held.claim_id),
        zone=held.shift.school.zone,
        level=level,
        officer_id=officer.id,
        school_id=held.shift.school.id,
        agency=officer.agency,
        ends_at=held.shift.starts_at,
    )


def _subject(claim_id: int) -> str:
    return f"claim:{claim_id}"
