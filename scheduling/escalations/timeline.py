"""The timeline of an escalation: whatever becomes of one is a line of it, and is shown wherever it stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from scheduling.audit.actions import Change, actor_of, record
from scheduling.escalations.facts import EntryKind, Escalation, EscalationKind, Why
from scheduling.escalations.shown import show_anew
from scheduling.escalations.tables import escalation_entries
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction

CHAIN: Final = "escalations"
"""How the audit names what chains do by themselves."""

LONGEST_REASON: Final = 500
"""Characters that are kept of what a person said."""

_AUDITED: Final = frozenset(EntryKind) - {
    EntryKind.TOLD,
    EntryKind.SKIPPED,
    EntryKind.HELD,
    EntryKind.REPEATED,
    EntryKind.REMINDED,
    EntryKind.WOKEN,
}
"""What is a change of somebody's making, or ends one; whom a chain has told, its timeline keeps."""


def note(
    tx: Transaction,
    escalation: Escalation,
    kind: EntryKind,
    *,
    by: Person | None = None,
    to: str = "",
    until: datetime | None = None,
    why: str = "",
    figures: Mapping[str, Any] | None = None,
) -> int:
    """Add a line; answers its number.

    Args:
        tx: the write transaction of the change.
        escalation: as it stands after the change.
        kind: what has become of it.
        by: who did it; None: Muster.
        to: whom it concerns, as an addressee.
        until: until when it is held, or rests.
        why: a `Why`, an `Act`, or what a person said; of a report, what was said stays out of the audit.
        figures: what the audit keeps beside it.
    """
    values = {
        "escalation_id": escalation.id,
        "at": tx.now,
        "kind": kind,
        "by_id": by.id if by is not None else None,
        "to": to,
        "round": escalation.round,
        "step": escalation.step,
        "until": until,
        "why": why[:LONGEST_REASON],
    }
    key = tx.execute(escalation_entries.insert().values(**values)).inserted_primary_key
    if key is None:
        raise LookupError("a new line of a timeline has no number")
    if kind in _AUDITED:
        told = {"to": to or None, "until": until, **(figures or {})}
        _record(
            tx, escalation, kind, by, why, {name: each for name, each in told.items() if each is not None}
        )
    number = int(key[0])
    show_anew(tx, escalation.id, number)
    return number


def note_held(tx: Transaction, escalation: Escalation, wanted_at: datetime) -> None:
    """Add that its next step is held, where it comes later than its chain asks for."""
    if escalation.next_at is not None and escalation.next_at > wanted_at:
        note(tx, escalation, EntryKind.HELD, until=escalation.next_at, why=Why.HOURS)


def _record(
    tx: Transaction,
    escalation: Escalation,
    kind: EntryKind,
    by: Person | None,
    why: str,
    after: dict[str, Any],
) -> None:
    said = "" if escalation.concern.kind is EscalationKind.REPORT else why
    actor = actor_of(by.id) if by is not None else CHAIN
    record(
        tx,
        Change(actor, f"escalation_{kind}", "escalation", escalation.id, after=after or None, reason=said),
    )
