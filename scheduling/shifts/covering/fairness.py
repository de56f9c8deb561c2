"""Whose turn it is to be asked first: whoever has the fewest hours, those to come among them."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from sqlalchemy import select

from scheduling.shifts.covering.facts import Candidate
from scheduling.shifts.rows import CLAIMS_WITH_SHIFTS, HELD_FROM, is_held
from scheduling.shifts.tables import claims, shifts
from scheduling.store.batches import in_batches
from scheduling.store.transaction import Transaction

BEFORE = timedelta(days=30)
AFTER = timedelta(days=14)
"""Shifts count that begin so long before now, and so long after it."""


def read_hours(tx: Transaction, officer_ids: Collection[int]) -> dict[int, timedelta]:
    """The hours of the shifts that each of these officers holds, of the last 30 and the next 14 days."""
    hours = dict.fromkeys(officer_ids, timedelta(0))
    for some in in_batches(sorted(hours)):
        held = (
            select(claims.c.person_id, HELD_FROM.label("since"), shifts.c.ends_at)
            .select_from(CLAIMS_WITH_SHIFTS)
            .where(
                claims.c.person_id.in_(some),
                is_held(),
                shifts.c.starts_at > tx.now - BEFORE,
                shifts.c.starts_at < tx.now + AFTER,
            )
        )
        for row in tx.execute(held):
            hours[row.person_id] += row.ends_at - row.since
    return hours


def fairest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The fewest hours first; of equals by name."""
    return sorted(candidates, key=lambda one: (one.hours, one.officer.name, one.officer.id))
