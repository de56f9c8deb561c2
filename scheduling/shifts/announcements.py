"""What an agency's own system is told: every claim and every release, once each, in the order of the audit.

The audit is walked rather than each action asked to remember: whatever gives or takes a place is in it, from
whichever command, button, feed or waitlist it came, and its numbers are the order in which things happened.
They are in the order of committing too, because every writer takes its turn at the chain of the audit, so
that no smaller number can appear behind the cursor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row, func, select, update

from scheduling.audit.actions import actor_of
from scheduling.audit.tables import audit
from scheduling.outbox.actions import Notice, Urgency, enqueue
from scheduling.outbox.facts import Obsolete, Route
from scheduling.outbox.tables import webhook_cursors
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_shift
from scheduling.shifts.tables import shifts
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction

AGENCY: Final = "webhook:agency"
"""The addressee: the one system behind MUSTER_WEBHOOK_URL."""

SHIFT_ANNOUNCED: Final = "shift_announced"
"""The kind of these notices; refs {audit, shift}."""

BATCH: Final = 500
"""Rows of the audit that are looked at in one transaction."""


class PlaceChange(StrEnum):
    """What happened to a place; the values are what the other side reads."""

    CLAIMED = "claimed"
    ASSIGNED = "assigned"
    MOVED_UP = "moved_up"
    RELEASED = "released"
    TAKEN_OFF = "taken_off"
    WITHDRAWN = "withdrawn"

    @property
    def holds(self) -> bool:
        """Whether the officer holds a place afterwards."""
        return self in {PlaceChange.CLAIMED, PlaceChange.ASSIGNED, PlaceChange.MOVED_UP}


_CHANGES: Final = {
    # by the officer, by somebody else
    "shift_claimed": (PlaceChange.CLAIMED, PlaceChange.ASSIGNED),
    "waitlist_moved_up": (PlaceChange.MOVED_UP, PlaceChange.MOVED_UP),
    "shift_released": (PlaceChange.RELEASED, PlaceChange.TAKEN_OFF),
    "claim_withdrawn": (PlaceChange.WITHDRAWN, PlaceChange.WITHDRAWN),
}


@dataclass(frozen=True, slots=True)
class Announcement:
    """One thing that happened, with the shift as it stands when this is sent.

    Attributes:
        sequence: grows from one to the next; the order in which things happened.
        source: which feed the shift is from.
        external_id: what that feed calls it.
    """

    sequence: int
    change: PlaceChange
    at: datetime
    officer: Person
    shift: Shift
    source: str
    external_id: str


def relay_announcements(tx: Transaction) -> int:
    """Put what has happened since the last time into the outbox; answers how many audit rows that took.

    The first time it begins at the present end: what is past is told by `replay_announcements` alone.
    """
    seen = _cursor(tx)
    rows = _rows_after(tx, seen, BATCH)
    if not rows or not _move_cursor(tx, seen, rows[-1].id):
        return 0  # nothing new, or another replica is telling it
    enqueue(tx, [_notice(row, f"{AGENCY}:{row.id}") for row in _announced(rows)])
    return len(rows)


def has_announcements(tx: Transaction) -> bool:
    """Whether the audit has grown since the last relay: a look at its last number."""
    seen = tx.execute(_SEEN).scalar()
    return seen is None or _last_number(tx) > seen


def begin_announcements(tx: Transaction) -> int:
    """Remember from where on the agency's system is told, if nobody has; answers the number it stands at."""
    return _cursor(tx)


def replay_announcements(tx: Transaction, *, since: int, until: int, mark: str) -> tuple[int, int]:
    """Put a batch of what happened after `since` into the outbox once more, under new keys.

    Args:
        tx: a write transaction.
        since: the number after which to begin.
        until: the last number; what is newer is relayed anyway.
        mark: names this replay; the same batch with the same mark is put in once.

    Returns:
        How many were put in, and the number to go on from; `until` when that was all.
    """
    rows = [row for row in _rows_after(tx, since, BATCH) if row.id <= until]
    again = [_notice(row, f"{AGENCY}:{row.id}:{mark}") for row in _announced(rows)]
    enqueue(tx, again)
    return len(again), rows[-1].id if len(rows) == BATCH else until


def load_announcement(tx: Transaction, refs: Mapping[str, Any]) -> Announcement | Obsolete:
    """What a notice of this kind tells.

    Raises:
        LookupError: the audit has no such row, or what it is about is not there.
    """
    row = tx.execute(_ROWS.where(audit.c.id == refs["audit"])).first()
    if row is None:
        raise LookupError(f"there is no audit row {refs['audit']}")
    officer, shift = find_person(tx, _officer_of(row)), find_shift(tx, row.subject_id)
    if officer is None or shift is None:
        return Obsolete("the officer or the shift is not known any more")
    feed = tx.execute(_FEED.where(shifts.c.id == shift.id)).one()
    by_officer, by_another = _CHANGES[row.verb]
    change = by_officer if row.actor == actor_of(officer.id) else by_another
    return Announcement(row.id, change, row.at, officer, shift, feed.source, feed.external_id)


_ROWS = select(
    audit.c.id, audit.c.at, audit.c.actor, audit.c.verb, audit.c.subject_id, audit.c.before, audit.c.after
)
_FEED = select(shifts.c.source, shifts.c.external_id)
_SEEN = select(webhook_cursors.c.audit_id).where(webhook_cursors.c.addressee == AGENCY)


def _cursor(tx: Transaction) -> int:
    seen: int | None = tx.execute(_SEEN).scalar()
    if seen is not None:
        return seen
    first = insert_unless_there(tx, webhook_cursors, unique=["addressee"])
    tx.execute(first, {"addressee": AGENCY, "audit_id": _last_number(tx)})
    return int(tx.execute(_SEEN).scalar_one())


def _move_cursor(tx: Transaction, seen: int, to: int) -> bool:
    where = (webhook_cursors.c.addressee == AGENCY, webhook_cursors.c.audit_id == seen)
    return tx.execute(update(webhook_cursors).where(*where).values(audit_id=to)).rowcount == 1


def _last_number(tx: Transaction) -> int:
    return tx.execute(select(func.max(audit.c.id))).scalar() or 0


def _rows_after(tx: Transaction, seen: int, limit: int) -> list[Row[Any]]:
    return list(tx.execute(_ROWS.where(audit.c.id > seen).order_by(audit.c.id).limit(limit)))


def _announced(rows: Iterable[Row[Any]]) -> Iterable[Row[Any]]:
    return (row for row in rows if row.verb in _CHANGES)


def _officer_of(row: Row[Any]) -> int:
    """Whoever got a place stands in what was written, whoever lost it in what was there before."""
    told = row.before if row.verb in {"shift_released", "claim_withdrawn"} else row.after
    return int(told["officer"])


def _notice(row: Row[Any], key: str) -> Notice:
    return Notice(
        kind=SHIFT_ANNOUNCED,
        addressee=AGENCY,
        dedupe_key=key,
        refs={"audit": row.id, "shift": row.subject_id},
        urgency=Urgency.CONFIRMATION,
        route=Route.WEBHOOK,
    )
