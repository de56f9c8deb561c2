"""Notices that nobody could deliver: what alerts are about."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import select

from scheduling.outbox.actions import Notice, enqueue
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.store.transaction import Transaction


def leave_untold(tx: Transaction, addressees: Sequence[str]) -> list[int]:
    """One refused notice to each; their numbers."""
    key = f"untold:{uuid4().hex[:12]}:"
    enqueue(tx, [Notice("shift_claimed", who, f"{key}{who}") for who in addressees])
    about = notices.c.dedupe_key.startswith(key)
    tx.execute(notices.update().where(about).values(state=NoticeState.REFUSED, settled_at=tx.now))
    return list(tx.execute(select(notices.c.id).where(about).order_by(notices.c.id)).scalars())
