"""Forgetting deliveries of the feed that nobody asks for any more, a few at a time."""

from datetime import datetime

from sqlalchemy import delete, func, select

from scheduling.feed.facts import PullState
from scheduling.feed.queries import find_last_content, find_last_delivered, find_last_pull, read_status
from scheduling.feed.tables import pulls, quarantine
from scheduling.store.transaction import Transaction


def forget_pulls(tx: Transaction, before: datetime, *, most: int) -> int:
    """Delete at most so many deliveries last seen before an instant, with their quarantine; answers how many.

    Never one that waits for a coordinator, nor the last ones of a source (seen, with a file, readable,
    applied), with which the next is compared. The newest of all stays too: SQLite would give its number
    again. A notice about one that is gone is obsolete by itself.
    """
    old = (
        select(pulls.c.id)
        .where(
            pulls.c.seen_at < before,
            pulls.c.state != PullState.HELD.value,
            pulls.c.id.not_in(_needed(tx)),
        )
        .order_by(pulls.c.id)
        .limit(most)
    )
    ids = tx.execute(old).scalars().all()
    if not ids:
        return 0
    tx.execute(delete(quarantine).where(quarantine.c.pull_id.in_(ids)))
    return tx.execute(delete(pulls).where(pulls.c.id.in_(ids))).rowcount


def _needed(tx: Transaction) -> set[int]:
    newest = tx.execute(select(func.max(pulls.c.id))).scalar()
    needed = {newest} if newest is not None else set()
    for source in tx.execute(select(pulls.c.source).distinct()).scalars().all():
        last = (
            find_last_pull(tx, source),
            find_last_delivered(tx, source),
            find_last_content(tx, source),
            read_status(tx, source).last_good,
        )
        needed |= {pull.id for pull in last if pull is not None}
    return needed
