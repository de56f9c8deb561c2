"""What came of an action, as a test wants to read it: who is told what, and what the audit says."""

from typing import Any

from sqlalchemy import select

from scheduling.audit.tables import audit
from scheduling.outbox.tables import notices
from scheduling.store.transaction import Transaction


def list_told(tx: Transaction) -> list[tuple[str, str]]:
    """(kind, addressee) of every notice but the boards, in the order of writing."""
    rows = tx.execute(
        select(notices.c.kind, notices.c.addressee)
        .where(notices.c.kind != "day_board")
        .order_by(notices.c.id)
    )
    return [(row.kind, row.addressee) for row in rows]


def list_boards_touched(tx: Transaction) -> list[str]:
    """The day of every update of a board that was asked for, in the order of asking."""
    rows = tx.execute(select(notices.c.refs).where(notices.c.kind == "day_board").order_by(notices.c.id))
    return [row.refs["day"] for row in rows]


def refs_of(tx: Transaction, kind: str) -> dict[str, Any]:
    """The references of the one notice of a kind."""
    refs: dict[str, Any] = tx.execute(select(notices.c.refs).where(notices.c.kind == kind)).scalar_one()
    return refs


def list_recorded(tx: Transaction) -> list[tuple[str, str]]:
    """(actor, verb) of every audit row, oldest first, with those that `tx` is about to add."""
    tx.finish_deferred()
    rows = tx.execute(select(audit.c.actor, audit.c.verb).order_by(audit.c.id))
    return [(row.actor, row.verb) for row in rows]
