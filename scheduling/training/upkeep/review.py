"""A review: what one person owes, decided anew from the roster, the packs and what was done.

Whatever changes any of these asks for a review, or does it in its own transaction, so that the answer is true
at once. It is safe to repeat: the second time it changes nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam

from scheduling.policy.schema import Policy
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction
from scheduling.training.facts import ObligationState
from scheduling.training.ledger import Ledger, gather_ledgers
from scheduling.training.requests.lapse import lapse_requests
from scheduling.training.rules.clock import next_change
from scheduling.training.rules.planning import plan
from scheduling.training.upkeep.carry_out import Planned, carry_out
from scheduling.training.upkeep.consequences import pass_deadlines, write_standings
from scheduling.training.upkeep.escalating import escalate_training, resolve_training
from scheduling.training.upkeep.looks import write_looks
from scheduling.training.upkeep.qualified_on import keep_qualifications
from scheduling.training.upkeep.starts import tell_starts
from scheduling.training.upkeep.trail import newly, record_differences
from scheduling.zones import start_of_day, zone

_NEXT_REVIEW: Final = (
    people.update()
    .where(people.c.id == bindparam("of_person"))
    .values(review_at=bindparam("at", type_=people.c.review_at.type))
)
_SETTLED: Final = (ObligationState.DONE, ObligationState.EXEMPT, ObligationState.ENDED)


def review_person(tx: Transaction, person_id: int, policy: Policy) -> bool:
    """Bring what one person owes, and their standing, up to date; False where nobody has that id."""
    return bool(review_people(tx, [person_id], policy))


def review_people(tx: Transaction, person_ids: Iterable[int], policy: Policy) -> list[Ledger]:
    """The same for many, in one go: a statement a table, however many people they are.

    Obligations are opened, moved, settled, reopened and ended; deadlines that have passed make them overdue;
    standings follow. Each change has its audit row, and whoever is concerned is told. The people are held
    until the transaction ends.

    Args:
        tx: a write transaction.
        person_ids: whom to look at; ids that nobody has are passed over.
        policy: what is asked now.

    Returns:
        What each of them owes afterwards, by name.
    """
    ids = set(person_ids)
    if not ids:
        return []
    tx.lock(people, ids)
    before = keep_qualifications(tx, gather_ledgers(tx, ids), policy.requirements.values())
    after = pass_deadlines(tx, _settle(tx, before, policy))
    record_differences(tx, before, after)
    lapse_requests(tx, [each.id for state in _SETTLED for each in newly(state, before, after)])
    resolve_training(tx, before, after)
    escalate_training(tx, after, policy)
    tell_starts(tx, before, after, policy.countdown)
    write_standings(tx, after)
    write_looks(tx, after, policy)
    _write_next_reviews(tx, after, policy)
    return after


def _settle(tx: Transaction, ledgers: Sequence[Ledger], policy: Policy) -> list[Ledger]:
    """Plan and carry out until nothing is left to do: what is settled may open what comes after it."""
    settled: dict[int, Ledger] = {ledger.person.id: ledger for ledger in ledgers}
    left = list(ledgers)
    for _ in range(len(policy.requirements) + 3):
        planned = [each for ledger in left if not (each := _planned(ledger, policy)).plan.is_empty]
        if not planned:
            return list(settled.values())
        carry_out(tx, planned)
        left = gather_ledgers(tx, (each.person_id for each in planned))
        settled |= {ledger.person.id: ledger for ledger in left}
    raise RuntimeError(f"what people owe under {policy.edition} does not come to rest")


def _planned(ledger: Ledger, policy: Policy) -> Planned:
    person, today = ledger.person, ledger.today
    decided = plan(
        person, policy.requirements, policy.edition, ledger.obligations, ledger.records, today,
        zone(person.zone),
    )  # fmt: skip
    return Planned(person.id, today, decided)


def _write_next_reviews(tx: Transaction, ledgers: Iterable[Ledger], policy: Policy) -> None:
    rows = [{"of_person": ledger.person.id, "at": _next_review(ledger, policy)} for ledger in ledgers]
    if rows:
        tx.execute(_NEXT_REVIEW, rows)


def _next_review(ledger: Ledger, policy: Policy) -> datetime | None:
    """The beginning of the next local day on which something else may be asked though nothing happened."""
    days = [
        day
        for requirement in policy.requirements.values()
        if (day := next_change(requirement, ledger.person, ledger.today)) is not None
    ]
    return start_of_day(min(days), zone(ledger.person.zone)) if days else None
