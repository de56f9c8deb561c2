"""Asking that somebody's training be looked at again: what starts, ends or moves a clock has changed.

The roster and the shifts know that something changed; what it means is training's to say. So they only leave
the instant on the person's row, and training's sweep finds it there.
"""

from collections.abc import Iterable

from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction


def ask_review(tx: Transaction, person_ids: Iterable[int]) -> None:
    """Have the training of these people looked at again, at once."""
    wanted = sorted(set(person_ids))
    if wanted:
        tx.execute(people.update().where(people.c.id.in_(wanted)).values(review_at=tx.now))
