"""Counting the changes of a calendar: from its first subscriber to its last."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Integer, bindparam, case, select, tuple_

from scheduling.revisions.facts import Scope
from scheduling.revisions.sequences import sequence_at
from scheduling.revisions.tables import calendars
from scheduling.store.batches import in_batches
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction

Key = tuple[str, int]
"""Scope and id of a calendar."""

_KEY: Final = tuple_(calendars.c.scope, calendars.c.scope_id)

_NEXT: Final = calendars.c.revision + 1
_OF_NOW: Final = bindparam("of_now", type_=Integer)
_RAISE: Final = calendars.update().values(
    revision=case((_NEXT > _OF_NOW, _NEXT), else_=_OF_NOW),
    changed_at=bindparam("at", type_=calendars.c.changed_at.type),
)


def begin_to_count(tx: Transaction, scope: Scope, scope_id: int) -> None:
    """From now on whatever changes this calendar raises its revision."""
    first = {
        "scope": scope.value, "scope_id": scope_id, "revision": sequence_at(tx.now), "changed_at": tx.now,
    }  # fmt: skip
    while not raise_revision(tx, scope, scope_id):  # again where counting is being stopped
        tx.execute(insert_unless_there(tx, calendars, unique=["scope", "scope_id"]), first)


def raise_revision(tx: Transaction, scope: Scope, scope_id: int) -> bool:
    """Have one calendar built anew, and hold it until the transaction ends; False where it is not counted."""
    return _raise(tx, [(scope.value, scope_id)]) > 0


def stop_counting(tx: Transaction, scope: Scope, scope_id: int) -> None:
    """Nobody reads it any more. The caller holds it, and has seen so after that."""
    tx.execute(calendars.delete().where(calendars.c.scope == scope.value, calendars.c.scope_id == scope_id))


def list_counted(tx: Transaction) -> list[Key]:
    """The calendars that are counted."""
    rows = tx.execute(select(calendars.c.scope, calendars.c.scope_id))
    return [(row.scope, row.scope_id) for row in rows]


def raise_revisions(tx: Transaction, keys: Iterable[Key]) -> None:
    """Have each of these calendars built anew; an import may concern thousands.

    They are held in ascending order first, so that no two transactions wait for each other: an UPDATE takes
    its rows in any order it likes.
    """
    ascending = sorted(set(keys))
    for batch in in_batches(ascending):
        held = select(calendars.c.scope).where(_KEY.in_(batch)).order_by(*_KEY.clauses)
        tx.execute(held.with_for_update())
    for batch in in_batches(ascending):
        _raise(tx, batch)


def touch_every_calendar(tx: Transaction) -> None:
    """Have all calendars built anew when they are next asked for: names, zones, or who answers for whom have
    changed. It is done just before the commit.
    """
    tx.defer(_raise_all, None)


def _raise_all(tx: Transaction, _asked: list[None]) -> None:
    raise_revisions(tx, list_counted(tx))


def _raise(tx: Transaction, keys: Sequence[Key]) -> int:
    """By one at least, and to what the instant gives: whatever was counted before a backup was restored, or
    before the calendar was counted at all, is less.
    """
    raised = tx.execute(_RAISE.where(_KEY.in_(keys)), {"of_now": sequence_at(tx.now), "at": tx.now})
    return raised.rowcount
