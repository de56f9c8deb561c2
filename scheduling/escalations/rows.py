"""Rows of escalations as frozen facts, and the one way in which they are written."""

from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Row, Select, select

from scheduling.escalations.facts import Concern, Ending, Escalation, EscalationKind, EscalationState
from scheduling.escalations.tables import escalations
from scheduling.outbox.actions import Urgency
from scheduling.store.transaction import Transaction

EVERY_ESCALATION: Final[Select[Any]] = select(escalations)

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
