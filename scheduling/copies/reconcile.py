"""A restored copy meets the world again: what it believes unsent may have been sent after the backup.

So every notice that was due meanwhile becomes doubtful, as if its call had broken half-way at the instant of
the backup: Slack is asked for its key before it is sent. The key is derived from the notice's dedupe key,
which the copy shares with the database that was lost, so what was sent from there is found from here.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, null, select, update

from scheduling.audit.actions import COMMAND_LINE, Change, record
from scheduling.copies.errors import CopyError
from scheduling.outbox.facts import UNSETTLED, NoticeState
from scheduling.outbox.holds import OUTBOX, SERVING, Hold, find_hold, lift_hold
from scheduling.outbox.tables import notices, posts
from scheduling.shifts.boards import day_of_board, touch_boards
from scheduling.store.transaction import Transaction

RECONCILED = "outbox_reconciled"
"""The audit's verb of letting a held outbox go on."""

DROPPED = "notice_dropped"
"""And of a notice that was not sent any more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Notices of one kind to one kind of addressee (`person`, `channel`, `webhook`) that are not settled."""

    kind: str
    addressees: str
    count: int
    oldest_due_at: datetime
    newest_due_at: datetime


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many notices are looked for before they are sent, were dropped, and are certainly not due yet."""

    doubtful: int
    dropped: int
    later: int


def list_waiting(tx: Transaction) -> list[Waiting]:
    """What is not settled, the most numerous first."""
    rows = tx.execute(
        select(
            notices.c.kind,
            notices.c.addressee,
            func.count().label("count"),
            func.min(notices.c.due_at).label("oldest"),
            func.max(notices.c.due_at).label("newest"),
        )
        .where(_unsettled())
        .group_by(notices.c.kind, notices.c.addressee)
    )
    groups = defaultdict[tuple[str, str], list[Any]](list)
    for row in rows:
        groups[row.kind, row.addressee.partition(":")[0]].append(row)
    waiting = [
        Waiting(
            kind, addressees, sum(row.count for row in group), min(row.oldest for row in group),
            max(row.newest for row in group),
        )
        for (kind, addressees), group in groups.items()
    ]  # fmt: skip
    return sorted(waiting, key=lambda each: (-each.count, each.kind, each.addressees))


def reconcile(tx: Transaction, *, drop_older_than: timedelta | None = None) -> Reconciled:
    """Have what may have been sent looked for, and let the outbox go on.

    Standing posts are kept whatever their age, and every one that is still shown is brought up to date: they
    tell what is so now. What is due only later was certainly not sent, and waits as before.

    Args:
        tx: a write transaction.
        drop_older_than: what was due longer ago is settled as obsolete instead, each with its audit row.

    Raises:
        CopyError: the outbox does not rest; there is nothing to reconcile.
    """
    hold = find_hold(tx)
    if hold is None:
        raise CopyError("The outbox is not held: nothing was restored or moved here. Nothing was changed.")
    dropped = _drop(tx, tx.now - drop_older_than) if drop_older_than is not None else 0
    doubtful = _doubt(tx, hold)
    later = tx.execute(select(func.count()).where(_unsettled(), notices.c.due_at > tx.now)).scalar_one()
    touch_boards(tx, [day for key in tx.execute(select(posts.c.key)).scalars() if (day := day_of_board(key))])
    lift_hold(tx, OUTBOX)
    lift_hold(tx, SERVING)
    done = {"doubtful": doubtful, "dropped": dropped, "since": hold.since}
    record(tx, Change(COMMAND_LINE, RECONCILED, "outbox", 0, after=done, reason=hold.reason))
    return Reconciled(doubtful, dropped, later)


def _drop(tx: Transaction, before: datetime) -> int:
    reason = f"dropped when the outbox was reconciled: it was due before {before:%Y-%m-%d %H:%M} UTC"
    dropped = tx.execute(
        update(notices)
        .where(_unsettled(), notices.c.due_at < before, notices.c.post_key.is_(None))
        .values(state=NoticeState.OBSOLETE, reason=reason, settled_at=tx.now, lease=None)
        .returning(notices.c.id)
    )
    ids = sorted(dropped.scalars())
    record(tx, *(Change(COMMAND_LINE, DROPPED, "notice", each, reason=reason) for each in ids))
    return len(ids)


def _doubt(tx: Transaction, hold: Hold) -> int:
    """The key of an earlier letter is kept where the copy knows one: it was tried before the backup."""
    waiting = notices.c.state == NoticeState.WAITING
    doubted = tx.execute(
        update(notices)
        .where(_unsettled(), notices.c.due_at <= tx.now)
        .values(
            state=NoticeState.UNCERTAIN,
            reason=f"it may have been sent since this copy was made, {hold.since:%Y-%m-%d %H:%M} UTC",
            doubtful_since=func.coalesce(notices.c.doubtful_since, hold.since),
            letter=case((waiting, null()), else_=notices.c.letter),
            lease=None,
            try_at=tx.now,
        )
    )
    return doubted.rowcount


def _unsettled() -> ColumnElement[bool]:
    return notices.c.state.in_(UNSETTLED)
