"""Reads of the outbox, as frozen facts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from scheduling.outbox.facts import UNSETTLED, NoticeState, Post
from scheduling.outbox.tables import notices, posts
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is due and not settled: how many, and since when the oldest has been due (None if nothing is)."""

    overdue: int
    oldest_due_at: datetime | None


def find_post(tx: Transaction, key: str) -> Post | None:
    """The standing post with this key, or None if it has not been put up."""
    row = tx.execute(
        select(posts.c.key, posts.c.slack_channel, posts.c.slack_ts).where(posts.c.key == key)
    ).first()
    return None if row is None else Post(row.key, row.slack_channel, row.slack_ts)


def find_last_channel(tx: Transaction, addressee: str) -> str | None:
    """The Slack channel id in which the last notice to this addressee arrived, or None if none has."""
    return tx.execute(
        select(notices.c.slack_channel)
        .where(notices.c.addressee == addressee, notices.c.state == NoticeState.SENT)
        .order_by(notices.c.id.desc())
        .limit(1)
    ).scalar()


def measure_backlog(tx: Transaction) -> Backlog:
    """How much of what is due has not been settled."""
    row = tx.execute(
        select(func.count().label("overdue"), func.min(notices.c.due_at).label("oldest")).where(
            notices.c.state.in_(UNSETTLED), notices.c.due_at <= tx.now
        )
    ).one()
    return Backlog(overdue=row.overdue, oldest_due_at=row.oldest)
