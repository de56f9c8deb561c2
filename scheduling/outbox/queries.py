"""Reads of the outbox, as frozen facts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, literal_column, select

from scheduling.outbox.actions import Urgency
from scheduling.outbox.due import state_is
from scheduling.outbox.facts import UNSETTLED, NoticeState, Post, message_key
from scheduling.outbox.routes import LONGEST_PAUSE
from scheduling.outbox.tables import notices, posts
from scheduling.store.transaction import Transaction

_LAST_OF_KEY = (
    select(notices.c.refs)
    .where(notices.c.supersede_key == bindparam("thing"))
    .order_by(notices.c.id.desc())
    .limit(1)
)
_WAITING = _LAST_OF_KEY.where(state_is(NoticeState.WAITING)).with_for_update()
_UNDER_WAY = _LAST_OF_KEY.where(
    state_is(NoticeState.LEASED, NoticeState.UNCERTAIN),
    notices.c.letter.is_not(None),  # as the partial index says
)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is due and not settled: how many, and since when the oldest has been due (None if nothing is)."""

    overdue: int
    oldest_due_at: datetime | None


def find_unread(tx: Transaction, supersede_key: str) -> Mapping[str, Any] | None:
    """The references of the last notice with this key that has not arrived for certain, or None.

    One that waits is held until the transaction ends, so that no courier sends it meanwhile.
    """
    for statement in (_WAITING, _UNDER_WAY):
        refs: Mapping[str, Any] | None = tx.execute(statement, {"thing": supersede_key}).scalar()
        if refs is not None:
            return refs
    return None


def list_waiting_refs(tx: Transaction, supersede_keys: Collection[str]) -> dict[str, list[Mapping[str, Any]]]:
    """The references of what certainly has not been sent yet, by its supersede key, oldest first; keys of
    which nothing waits are left out. What waits is held until the transaction ends.
    """
    found: dict[str, list[Mapping[str, Any]]] = {}
    waiting = select(notices.c.supersede_key, notices.c.refs).where(
        notices.c.supersede_key.in_(supersede_keys), state_is(NoticeState.WAITING)
    )
    for row in tx.execute(waiting.order_by(notices.c.id).with_for_update()):
        found.setdefault(row.supersede_key, []).append(row.refs)
    return found


def find_last_sent(tx: Transaction, addressee: str, supersede_key: str) -> Mapping[str, Any] | None:
    """The references of the last notice with this key that has arrived, as far back as notices are kept."""
    refs: Mapping[str, Any] | None = tx.execute(
        select(notices.c.refs)
        .where(
            notices.c.addressee == addressee,
            notices.c.supersede_key == supersede_key,
            notices.c.state == NoticeState.SENT,
        )
        .order_by(notices.c.id.desc())
        .limit(1)
    ).scalar()
    return refs


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


_CLASSES: list[ColumnElement[int]] = [literal_column(str(int(urgency))) for urgency in Urgency]


def measure_backlog(tx: Transaction) -> Backlog:
    """How much of what is due has not been settled.

    Whatever is due is tried again within `LONGEST_PAUSE`: rows for later are never looked at.
    """
    row = tx.execute(
        select(func.count().label("overdue"), func.min(notices.c.due_at).label("oldest")).where(
            state_is(*UNSETTLED),
            notices.c.urgency.in_(_CLASSES),
            notices.c.try_at <= tx.now + LONGEST_PAUSE,
            notices.c.due_at <= tx.now,
        )
    ).one()
    return Backlog(overdue=row.overdue, oldest_due_at=row.oldest)


def count_by_state(tx: Transaction) -> Mapping[NoticeState, int]:
    """How many notices are under way or in doubt, and how many wait although they are due."""
    counted = tx.execute(
        select(notices.c.state, func.count().label("many"))
        .where(state_is(NoticeState.LEASED, NoticeState.UNCERTAIN), notices.c.letter.is_not(None))
        .group_by(notices.c.state)
    )
    under_way = {NoticeState(row.state): int(row.many) for row in counted}
    waiting = tx.execute(
        select(func.count()).where(
            state_is(*UNSETTLED),
            notices.c.urgency.in_(_CLASSES),
            notices.c.try_at <= tx.now,
            notices.c.state == NoticeState.WAITING,
        )
    ).scalar_one()
    return {NoticeState.LEASED: 0, NoticeState.UNCERTAIN: 0} | under_way | {NoticeState.WAITING: waiting}


def find_mailed(tx: Transaction, kind: str, addressee: str, key: str) -> Mapping[str, Any] | None:
    """The references of the notice to somebody that a mail with this key carried; None where there is none,
    or it is forgotten.
    """
    theirs = select(notices.c.dedupe_key, notices.c.refs).where(
        notices.c.addressee == addressee, notices.c.kind == kind
    )
    found = (row.refs for row in tx.execute(theirs) if message_key(row.dedupe_key) == key)
    return next(found, None)
