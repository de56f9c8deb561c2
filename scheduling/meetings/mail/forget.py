"""Forgetting mails that came in as answers long ago, a few at a time. The answers themselves stay."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select

from scheduling.meetings.tables import meeting_replies
from scheduling.store.transaction import Transaction

REDELIVERED_FOR: Final = timedelta(days=14)
"""Mail servers give a delivery up after five days or so; until long after that a mail is known again."""

_newest = select(func.max(meeting_replies.c.id)).scalar_subquery()


def forget_replies(tx: Transaction, before: datetime, *, most: int) -> int:
    """Delete at most so many mails that came in before an instant, and two weeks ago at least; answers how
    many.

    One that comes again later than that is judged anew, and is stale or over by then. The newest stays:
    SQLite would give its number again. A notice about one that is gone is obsolete by itself.
    """
    old = (
        select(meeting_replies.c.id)
        .where(
            meeting_replies.c.received_at < min(before, tx.now - REDELIVERED_FOR),
            meeting_replies.c.id < _newest,
        )
        .order_by(meeting_replies.c.received_at)
        .limit(most)
    )
    ids = tx.execute(old).scalars().all()
    return tx.execute(delete(meeting_replies).where(meeting_replies.c.id.in_(ids))).rowcount if ids else 0
