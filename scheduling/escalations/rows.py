"""Rows of escalations as frozen facts, and the one way in which they are changed."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Row, Select, select

from scheduling.escalations.facts import Concern, Ending, Escalation, EscalationKind, EscalationState
from scheduling.escalations.stumbling import naming
from scheduling.escalations.tables import escalations
from scheduling.outbox.actions import Urgency
from scheduling.store.transaction import Transaction

EVERY_ESCALATION: Final[Select[Any]] = select(escalations)

URGENT_FIRST: Final = (escalations.c.urgency, escalations.c.next_at, escalations.c.id)

_OF_CONCERN: Final = frozenset(each.name for each in fields(Concern))
_OF_ESCALATION: Final = tuple(each.name for each in fields(Escalation) if each.name != "concern")


def escalation_of(row: Row[Any]) -> Escalation:
    """One row of `EVERY_ESCALATION`."""
    found = row._asdict()
    about = {name: found[name] for name in _OF_CONCERN}
    known = {name: found[name] for name in _OF_ESCALATION}
    return Escalation(
        **{
            **known,
            "concern": Concern(**{**about, "kind": EscalationKind(about["kind"])}),
            "urgency": Urgency(known["urgency"]),
            "state": EscalationState(known["state"]),
            "ending": Ending(known["ending"]) if known["ending"] else None,
        }
    )


def read_escalation(tx: Transaction, escalation_id: int) -> Escalation | None:
    """The escalation with this number, or None."""
    row = tx.execute(EVERY_ESCALATION.where(escalations.c.id == escalation_id)).first()
    return escalation_of(row) if row is not None else None


def hold_escalation(tx: Transaction, escalation_id: int) -> Escalation | None:
    """The same, which is this transaction's until it ends: whatever changes one holds its row first."""
    tx.lock(escalations, [escalation_id])
    return read_escalation(tx, escalation_id)


def hold_idle(tx: Transaction, escalation_ids: Iterable[int]) -> dict[int, Escalation]:
    """Those of these that no other transaction holds, by number, without waiting: they are this one's.

    Raises:
        StumbledError: one of them cannot be read.
    """
    idle = tx.lock_idle(escalations, escalation_ids)
    if not idle:
        return {}
    rows = tx.execute(EVERY_ESCALATION.where(escalations.c.id.in_(idle)).order_by(*URGENT_FIRST))
    return {row.id: _readable(row) for row in rows}


def _readable(row: Row[Any]) -> Escalation:
    with naming(row.id):
        return escalation_of(row)


def save(tx: Transaction, before: Escalation, after: Escalation) -> Escalation:
    """Write what differs, in a row that the transaction holds; answers `after`."""
    old = values_of(before)
    changed = {name: value for name, value in values_of(after).items() if value != old[name]}
    if changed:
        tx.execute(escalations.update().where(escalations.c.id == before.id).values(**changed))
    return after


def values_of(of: Escalation) -> dict[str, Any]:
    """What its row says, all but its number: the database gives that."""
    known = {name: getattr(of, name) for name in _OF_ESCALATION if name != "id"}
    about = {name: getattr(of.concern, name) for name in _OF_CONCERN}
    stored = {"kind": of.concern.kind.value, "state": of.state.value, "ending": of.ending or ""}
    return {**known, **about, **stored, "urgency": int(of.urgency)}
