"""What the outbox forgets: notices settled long ago, a few at a time; keys of requests; paces of the idle.

A forgotten notice frees its dedupe key. That is safe, for a key is made of what never comes again: the number
of a claim, a question or a notice, an instant, a delivery of the feed, an event of Slack's that is delivered
again for hours at most. Only a day's board is put up under a key that is asked for again, for as long as the
day lies ahead: notices of standing posts are kept for a month at least, twice as long as that.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import String, cast, delete, exists, func, or_, select

from scheduling.outbox.facts import UNSETTLED
from scheduling.outbox.settlements import NOTICE_UNDELIVERABLE
from scheduling.outbox.tables import notices, paces, requests
from scheduling.outbox.undelivered import forget_undelivered
from scheduling.store.transaction import Transaction

POSTS_KEPT: Final = timedelta(days=30)
"""How long notices of standing posts are kept at least."""

REQUESTS_KEPT: Final = timedelta(days=1)
"""Slack gives up redelivering an event after an hour and a half; a day is beyond doubt."""

_PACE_KEPT: Final = timedelta(minutes=1)

_telling = notices.alias("telling")
_newest = select(func.max(notices.c.id)).scalar_subquery()


def forget_settled(tx: Transaction, before: datetime, *, most: int) -> int:
    """Delete at most so many notices that were settled before an instant; answers how many.

    Never one that is not settled, nor one of which the supervisors' channel is still to be told. The newest
    stays as well: SQLite would give its number again.
    """
    told = cast(notices.c.id, String)
    old = (
        select(notices.c.id)
        .where(
            notices.c.settled_at < before,
            notices.c.state.not_in(UNSETTLED),
            or_(notices.c.post_key.is_(None), notices.c.settled_at < tx.now - POSTS_KEPT),
            notices.c.id < _newest,
            ~exists().where(
                _telling.c.dedupe_key == f"{NOTICE_UNDELIVERABLE}:" + told, _telling.c.state.in_(UNSETTLED)
            ),
        )
        .order_by(notices.c.settled_at)
        .limit(most)
    )
    ids = tx.execute(old).scalars().all()
    if not ids:
        return 0
    forget_undelivered(tx, ids)
    return tx.execute(delete(notices).where(notices.c.id.in_(ids))).rowcount


def forget_requests(tx: Transaction) -> int:
    """Forget the keys of requests older than a day; answers how many."""
    return tx.execute(delete(requests).where(requests.c.at < tx.now - REQUESTS_KEPT)).rowcount


def forget_paces(tx: Transaction) -> int:
    """Forget the pace of whoever has not been written to for a minute; answers how many."""
    return tx.execute(delete(paces).where(paces.c.free_at < tx.now - _PACE_KEPT)).rowcount
