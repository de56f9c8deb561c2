"""What became of notices, for whoever asks later: the person they went to, a supervisor, an operator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from scheduling.outbox.facts import LATE, UNSETTLED, NoticeState, Route
from scheduling.outbox.tables import notices, undelivered
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Receipt:
    """A notice and what became of it.

    Attributes:
        route: by which way it went, or goes next.
        reason: why it ended as it did, or why it was not sent at the last attempt; empty where all is well.
        due_at: when it ought to have been there.
        try_at: when it is looked at next; of no meaning once it is settled.
        doubtful_since: since when it may have arrived without anybody knowing.
        told: whether an escalation asks somebody to tell the person.
    """

    id: int
    kind: str
    refs: Mapping[str, Any]
    addressee: str
    urgency: int
    state: NoticeState
    route: Route
    reason: str
    created_at: datetime
    due_at: datetime
    try_at: datetime
    expires_at: datetime | None
    doubtful_since: datetime | None
    settled_at: datetime | None
    attempts: int
    told: bool = False

    @property
    def shift_id(self) -> int | None:
        """The shift it is about, where it is about one."""
        about = self.refs.get("shift")
        return about if isinstance(about, int) else None

    def late(self, now: datetime) -> timedelta:
        """By how much it came after it was due, or has been overdue until now; zero where that is nothing
        to speak of, and where it was never to come.
        """
        if self.state is NoticeState.SENT:
            over = (self.settled_at or now) - self.due_at
        else:
            over = now - self.due_at if self.state in UNSETTLED else timedelta(0)
        return over if over >= LATE else timedelta(0)


_COLUMNS: Final = (
    notices.c.id, notices.c.kind, notices.c.refs, notices.c.addressee, notices.c.urgency, notices.c.state,
    notices.c.route, notices.c.reason, notices.c.created_at, notices.c.due_at, notices.c.try_at,
    notices.c.expires_at, notices.c.doubtful_since, notices.c.settled_at, notices.c.attempts,
)  # fmt: skip


def list_receipts(
    tx: Transaction, addressee: str, *, before: int | None = None, limit: int = 20
) -> list[Receipt]:
    """What became of the notices to one addressee, newest first; `before` the notice with that number."""
    older = [] if before is None else [notices.c.id < before]
    return _listed(tx, [notices.c.addressee == addressee, *older], limit)


def list_outbox(
    tx: Transaction,
    *,
    states: Sequence[NoticeState] = (),
    addressee: str | None = None,
    late: bool = False,
    limit: int = 20,
) -> list[Receipt]:
    """What became of any notices, newest first.

    Args:
        tx: the look.
        states: only those; all if left out.
        addressee: only to this one.
        late: only what was sent late, or is overdue by as much.
        limit: at most so many.
    """
    where: list[ColumnElement[bool]] = []
    if states:
        where.append(notices.c.state.in_(states))
    if addressee is not None:
        where.append(notices.c.addressee == addressee)
    if late:
        where.append(_is_late(tx.now))
        return [one for one in _listed(tx, where, None) if one.late(tx.now)][:limit]
    return _listed(tx, where, limit)


def find_receipt(tx: Transaction, notice_id: int) -> Receipt | None:
    """What became of the notice with this number, or None if there is none (any more)."""
    return next(iter(_listed(tx, [notices.c.id == notice_id], 1)), None)


def _is_late(now: datetime) -> ColumnElement[bool]:
    """What may be late at all; by how much, no two databases reckon alike."""
    overdue = and_(notices.c.state.in_(UNSETTLED), notices.c.due_at <= now - LATE)
    return or_(overdue, and_(notices.c.state == NoticeState.SENT, notices.c.settled_at > notices.c.due_at))


def _listed(tx: Transaction, where: Sequence[ColumnElement[bool]], limit: int | None) -> list[Receipt]:
    rows = tx.execute(select(*_COLUMNS).where(*where).order_by(notices.c.id.desc()).limit(limit))
    found = [
        Receipt(**{**row, "state": NoticeState(row["state"]), "route": Route(row["route"])})
        for row in rows.mappings()
    ]
    failed = {NoticeState.REFUSED, NoticeState.GAVE_UP}
    told = _told_of(tx, [one.id for one in found if one.state in failed])
    return [replace(one, told=True) if one.id in told else one for one in found]


def _told_of(tx: Transaction, ids: Sequence[int]) -> set[int]:
    """Of which of these notices an escalation tells."""
    taken = undelivered.c.escalation_id.is_not(None)
    rows = tx.execute(select(undelivered.c.notice_id).where(undelivered.c.notice_id.in_(ids), taken))
    return set(rows.scalars())
