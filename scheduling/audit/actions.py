"""The single way into the audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from scheduling.audit.tables import audit
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Change:
    """One audit row in the making; `before` and `after` hold only what changed (JSON values and dates)."""

    actor: str
    verb: str
    subject: str
    subject_id: int
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    reason: str = ""


_ADD = audit.insert()

FEED = "feed"
COMMAND_LINE = "command-line"


def actor_of(person_id: int) -> str:
    """How a person is written in the audit."""
    return f"person:{person_id}"


def record(tx: Transaction, *changes: Change) -> None:
    """Write the changes in the transaction that makes them, at its instant."""
    if not changes:
        return
    tx.execute(
        _ADD,
        [
            {
                "at": tx.now,
                "actor": change.actor,
                "verb": change.verb,
                "subject": change.subject,
                "subject_id": change.subject_id,
                "before": _plain(change.before),
                "after": _plain(change.after),
                "reason": change.reason,
            }
            for change in changes
        ],
    )


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {k: v.isoformat() if isinstance(v, date | datetime) else v for k, v in values.items()}
