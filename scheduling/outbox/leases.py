"""Giving notices out to the courier, each to one courier at a time and for a while only.

A lease that runs out means that its courier died between asking Slack and writing the answer: the notice may
have arrived. It comes back as doubtful, and Slack is asked before it is sent again.
"""

from collections.abc import Collection
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import bindparam, case, exists, func, literal_column, or_, select, update

from scheduling.outbox.actions import Urgency
from scheduling.outbox.facts import UNSETTLED, LeasedNotice, NoticeState
from scheduling.outbox.tables import notices
from scheduling.store.transaction import Transaction

LEASE = timedelta(seconds=60)
"""Longer than the longest honest attempt: three calls to Slack of 10 s each, and the pauses between."""

_LOOKED_AT = 100
"""Rows looked at in one pass; with one notice an addressee, the rest of a storm waits its turn anyway."""

_other = notices.alias("other")
_post_under_way = (
    exists().where(  # its first message may be in the channel already: a second would stay there
        _other.c.post_key == notices.c.post_key,
        _other.c.post_key.is_not(None),  # as the partial index says
        _other.c.state.in_(
            [literal_column(f"'{state}'") for state in (NoticeState.LEASED, NoticeState.UNCERTAIN)]
        ),
    )
)

_due = (
    select(notices.c.id, notices.c.addressee)
    .where(
        # the literal states let both databases use the partial index
        notices.c.state.in_([literal_column(f"'{state}'") for state in UNSETTLED]),
        notices.c.urgency.in_([int(urgency) for urgency in Urgency]),
        notices.c.try_at <= bindparam("now"),
        notices.c.addressee.not_in(bindparam("busy", expanding=True)),
        or_(notices.c.state != literal_column("'waiting'"), ~_post_under_way),
    )
    .order_by(notices.c.urgency, notices.c.try_at, notices.c.id)
    .limit(_LOOKED_AT)
    .with_for_update(skip_locked=True)
)

_take = (
    update(notices)
    .where(notices.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=NoticeState.LEASED,
        lease=bindparam("mark"),
        try_at=bindparam("until"),
        doubtful_since=case(
            (notices.c.state == NoticeState.WAITING, notices.c.doubtful_since),
            else_=func.coalesce(notices.c.doubtful_since, bindparam("at", type_=notices.c.try_at.type)),
        ),
    )
    .returning(
        notices.c.id, notices.c.kind, notices.c.refs, notices.c.addressee, notices.c.urgency,
        notices.c.dedupe_key, notices.c.post_key, notices.c.due_at, notices.c.created_at,
        notices.c.attempts, notices.c.doubtful_since, notices.c.lease,
    )
)  # fmt: skip


def lease_due(
    tx: Transaction, *, limit: int = _LOOKED_AT, busy: Collection[str] = (), lasting: timedelta = LEASE
) -> list[LeasedNotice]:
    """Take the due notices, most urgent first and at most one an addressee, for this courier alone.

    An update of a standing post waits while an earlier one is under way or in doubt.

    Args:
        tx: a write transaction.
        limit: at most so many; few, so that an urgent one never waits behind a long batch.
        busy: addressees to leave alone for now; Slack admits one message a second a channel.
        lasting: after this time the notice may be taken by another.
    """
    rows = tx.execute(_due, {"now": tx.now, "busy": list(busy)})
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row.addressee, row.id)
    if not first:
        return []
    taken = tx.execute(
        _take,
        {"ids": list(first.values())[:limit], "mark": uuid4().hex, "until": tx.now + lasting, "at": tx.now},
    )
    leased = [LeasedNotice(**row) for row in taken.mappings()]
    return sorted(leased, key=lambda notice: (notice.urgency, notice.due_at, notice.id))


def end_leases(tx: Transaction, *, of: str | None = None) -> int:
    """End leases at once and answer how many there were; whoever held them is dead, or has stopped.

    Args:
        tx: a write transaction.
        of: the id of the replica whose leases end: their marks begin with it and a colon. None ends every
            lease, for a database that belongs to one process, when that process starts.
    """
    ended = update(notices).where(notices.c.state == NoticeState.LEASED).values(try_at=tx.now)
    if of is not None:
        ended = ended.where(notices.c.lease.startswith(f"{of}:"))
    return tx.execute(ended).rowcount
