"""Notices that will not arrive: noted as they are settled, and taken over by whoever has somebody told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, exists, func, insert, not_, select, update

from scheduling.outbox.facts import NoticeState, Route
from scheduling.outbox.tables import notices, undelivered
from scheduling.store.transaction import Transaction

OF_ESCALATIONS: Final = "escalation_"
"""So begin the kinds of what escalations send."""


@dataclass(frozen=True, slots=True)
class UndeliveredNotice:
    """A notice that will not arrive: what it was to say, to whom, and why it does not."""

    id: int
    kind: str
    refs: Mapping[str, Any]
    addressee: str
    urgency: int
    reason: str


_NOTICE: Final = select(
    notices.c.id, notices.c.kind, notices.c.refs, notices.c.addressee, notices.c.urgency, notices.c.reason
).select_from(undelivered.join(notices, notices.c.id == undelivered.c.notice_id))


def note_undelivered(tx: Transaction, notice_id: int) -> None:
    """Note it; one that was sent again in vain is noted anew."""
    forget_undelivered(tx, [notice_id])
    tx.execute(insert(undelivered), {"notice_id": notice_id, "at": tx.now})


def forget_undelivered(tx: Transaction, notice_ids: Collection[int]) -> set[int]:
    """Strike them out: they are sent again, looked after in another way, or forgotten themselves. Answers
    which were there: somebody else may have been first.
    """
    gone = delete(undelivered).where(undelivered.c.notice_id.in_(notice_ids))
    return set(tx.execute(gone.returning(undelivered.c.notice_id)).scalars())


def is_any_undelivered(tx: Transaction) -> bool:
    """Whether there is one that nobody has taken over."""
    untaken = select(undelivered.c.notice_id).where(undelivered.c.escalation_id.is_(None))
    return tx.execute(untaken.limit(1)).first() is not None


def list_untaken(tx: Transaction, limit: int) -> list[UndeliveredNotice]:
    """Those that nobody has taken over, the oldest first."""
    rows = _NOTICE.where(undelivered.c.escalation_id.is_(None)).order_by(undelivered.c.notice_id)
    return [UndeliveredNotice(**row) for row in tx.execute(rows.limit(limit)).mappings()]


def take_over(tx: Transaction, notice_ids: Sequence[int], escalation_id: int) -> None:
    """An escalation tells of them."""
    taken = update(undelivered).where(undelivered.c.notice_id.in_(notice_ids))
    tx.execute(taken.values(escalation_id=escalation_id))


def list_taken(tx: Transaction, escalation_id: int) -> list[UndeliveredNotice]:
    """Those of which an escalation tells, the oldest first."""
    rows = _NOTICE.where(undelivered.c.escalation_id == escalation_id).order_by(undelivered.c.notice_id)
    return [UndeliveredNotice(**row) for row in tx.execute(rows).mappings()]


def has_arrived_since(tx: Transaction, addressee: str, escalation_id: int, opened_at: datetime) -> bool:
    """Whether a notice has reached the addressee since the last of those of which an escalation tells.

    One that went by e-mail says nothing about Slack; nor do notices of escalations, which may come in the
    very moment in which this one begins.
    """
    failed = select(func.max(undelivered.c.at)).where(undelivered.c.escalation_id == escalation_id)
    last = tx.execute(failed).scalar() or opened_at
    arrived = exists().where(
        notices.c.addressee == addressee,
        notices.c.state == NoticeState.SENT,
        notices.c.settled_at > last,
        notices.c.route != Route.EMAIL,
        not_(notices.c.kind.startswith(OF_ESCALATIONS, autoescape=True)),
    )
    return bool(tx.execute(select(arrived)).scalar())
