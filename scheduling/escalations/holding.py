"""Escalations that are this transaction's until it ends: whatever changes one holds its row first."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Row

from scheduling.escalations.facts import Escalation, EscalationKind, EscalationState
from scheduling.escalations.queries import find_escalation, list_unresolved
from scheduling.escalations.rows import EVERY_ESCALATION, escalation_of
from scheduling.escalations.stumbling import naming
from scheduling.escalations.tables import escalations
from scheduling.store.transaction import Transaction

_URGENT_FIRST: Final = (escalations.c.urgency, escalations.c.next_at, escalations.c.id)


def hold_escalation(tx: Transaction, escalation_id: int) -> Escalation | None:
    """The escalation with this number, or None."""
    tx.lock(escalations, [escalation_id])
    return find_escalation(tx, escalation_id)


def hold_unresolved(tx: Transaction, kind: EscalationKind, subject: str, part: str = "") -> Escalation | None:
    """The unresolved escalation about something, or None."""
    return next(iter(hold_all_unresolved(tx, kind, subject, part)), None)


def hold_all_unresolved(
    tx: Transaction, kind: EscalationKind, subject: str, part: str | None
) -> list[Escalation]:
    """Whatever is unresolved about something, by number: about one part of it, or about any (None)."""
    found = [hold_escalation(tx, each.id) for each in list_unresolved(tx, kind, subject, part)]
    return [each for each in found if each is not None and each.state is not EscalationState.RESOLVED]


def hold_idle(tx: Transaction, escalation_ids: Iterable[int]) -> dict[int, Escalation]:
    """Those of these that no other transaction holds, by number, urgent first. It waits for nobody.

    Raises:
        StumbledError: one of them cannot be read.
    """
    idle = tx.lock_idle(escalations, escalation_ids)
    if not idle:
        return {}
    rows = tx.execute(EVERY_ESCALATION.where(escalations.c.id.in_(idle)).order_by(*_URGENT_FIRST))
    return {row.id: _readable(row) for row in rows}


def _readable(row: Row[Any]) -> Escalation:
    with naming(row.id):
        return escalation_of(row)
