"""What has been escalated, as a test wants to read it."""

from typing import NamedTuple

from sqlalchemy import select

from scheduling.escalations.facts import EscalationKind
from scheduling.escalations.tables import escalations
from scheduling.store.transaction import Transaction

OVERDUE_LEVEL = 1
"""Of training in the default pack: after the one rung before the deadline."""


class Escalated(NamedTuple):
    """What one is about, its level, and how it ended: empty while it is unresolved."""

    subject: str
    level: int
    ending: str


def list_escalated(tx: Transaction, kind: EscalationKind) -> list[Escalated]:
    """Every escalation of a kind, in the order of opening."""
    rows = tx.execute(
        select(escalations.c.subject, escalations.c.level, escalations.c.ending)
        .where(escalations.c.kind == kind.value)
        .order_by(escalations.c.id)
    )
    return [Escalated(row.subject, row.level, row.ending) for row in rows]
