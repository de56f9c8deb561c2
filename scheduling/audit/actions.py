"""The single way into the audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from scheduling.audit.chain import link
from scheduling.audit.tables import audit, audit_head
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


class AuditEndUnknownError(Exception):
    """The row that says where the audit ends is gone; without it, nothing can be added."""


_HOLD_HEAD = select(audit_head.c.audit_id, audit_head.c.hash).where(audit_head.c.one == 1).with_for_update()

_ADD = audit.insert()

_MOVE_HEAD = (
    audit_head.update()
    .where(audit_head.c.one == 1)
    .values(audit_id=bindparam("last_id"), hash=bindparam("last_hash"))
)

LAST: Final = 9
"""The audit's turn among what is put off to the end: everybody waits for it, so all else is done by then."""

FEED = "feed"
COMMAND_LINE = "command-line"
_PERSON = "person:"


def actor_of(person_id: int) -> str:
    """How a person is written in the audit."""
    return f"{_PERSON}{person_id}"


def person_in(actor: str) -> int | None:
    """The id of the person whom the audit names; None where it was no person."""
    return int(actor.removeprefix(_PERSON)) if actor.startswith(_PERSON) else None


def record(tx: Transaction, *changes: Change) -> None:
    """Write the changes in the transaction that makes them, at its instant.

    They stand in the audit once the transaction is committed: they are chained and added just before, so
    that ids are in the order of commits, and nobody waits for another's whole transaction.
    """
    if changes:
        tx.defer(_append, *(_row(change, tx.now) for change in changes), turn=LAST)


def _append(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Add the rows behind the last one, and move the end of the audit to the last of them.

    The row that is the end is held from here to the commit, a few statements on. Nothing else is waited for
    meanwhile, so that whoever waits here, with whatever locks in hand, waits for one who is about to finish.

    Raises:
        AuditEndUnknownError: there is no such row.
        TypeError, ValueError: a value that JSON cannot hold.
    """
    head = tx.execute(_HOLD_HEAD).first()
    if head is None:
        raise AuditEndUnknownError(
            "The table audit_head is empty, and nothing can be changed without recording it. Stop Muster, "
            "find out who emptied it, and restore a backup."
        )
    number, last = head.audit_id, head.hash
    for row in rows:
        row["id"] = number = number + 1
        row["hash"] = last = link(last, row)
    tx.execute(_ADD, rows)
    tx.execute(_MOVE_HEAD, {"last_id": number, "last_hash": last})


def _row(change: Change, at: datetime) -> dict[str, Any]:
    return {
        "at": at,
        "actor": change.actor,
        "verb": change.verb,
        "subject": change.subject,
        "subject_id": change.subject_id,
        "before": _plain(change.before),
        "after": _plain(change.after),
        "reason": change.reason,
    }


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {k: v.isoformat() if isinstance(v, date | datetime) else v for k, v in values.items()}
