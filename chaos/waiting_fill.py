"""A million notices that wait, written fast: a thousand by hand, copied by the database itself."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import String, cast, func, literal, select, text, true

from chaos.run import Progress, unwatched
from scheduling.outbox.actions import SHIFTS_CHANNEL, Notice, Urgency, enqueue, to_person
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database

FEW: Final = 1_000
"""So many are written by hand; more is a multiple of it."""

_COPIES_AT_ONCE: Final = 50
_ADDRESSEES: Final = 500

LATER: Final = timedelta(days=1)
BETWEEN: Final = timedelta(minutes=43)
"""The first is due LATER than `now`, and each of the others written by hand so long after the one before."""


def fill(database: Database, now: datetime, rows: int, progress: Progress = unwatched) -> None:
    """Let so many notices wait, a multiple of FEW, in an outbox that is empty or holds the first FEW."""
    if count_waiting(database, now) == 0:
        with database.begin(now) as tx:
            enqueue(tx, [_waiting(number, now) for number in range(FEW)])
    for first in range(1, rows // FEW, _COPIES_AT_ONCE):
        last = min(first + _COPIES_AT_ONCE, rows // FEW) - 1
        _copy(database, now, first, last)
        progress((last + 1) * FEW, rows)
    if database.engine.dialect.name == "postgresql":
        with database.begin(now) as tx:
            tx.execute(text("ANALYZE notices"))  # as the server does by itself after a minute


def count_waiting(database: Database, now: datetime) -> int:
    """How many notices there are."""
    with database.read(now) as tx:
        counted: int = tx.execute(select(func.count()).select_from(notices)).scalar_one()
        return counted


def add_due(database: Database, now: datetime, rows: int) -> None:
    """So many notices that are due, each to somebody else."""
    with database.begin(now) as tx:
        enqueue(tx, [Notice("shift_claimed", to_person(n), f"due:{n}", {"shift": 1}) for n in range(rows)])


def add_storm(database: Database, now: datetime, rows: int) -> None:
    """So many notices to one channel, all due already."""
    with database.begin(now) as tx:
        storm = [
            Notice("shift_claimed", SHIFTS_CHANNEL, f"storm:{number}", {"shift": 1}, Urgency.URGENT)
            for number in range(rows)
        ]
        enqueue(tx, storm)


def _waiting(number: int, now: datetime) -> Notice:
    due_at = now + LATER + number * BETWEEN
    urgency = Urgency(number % len(Urgency))
    who = to_person(1 + number % _ADDRESSEES)
    return Notice("shift_claimed", who, f"waits:{number}", {"shift": number}, urgency, due_at=due_at)


def _copy(database: Database, now: datetime, first: int, last: int) -> None:
    start = select(literal(first).label("copy")).cte("copies", recursive=True)
    copies = start.union_all(select(start.c.copy + 1).where(start.c.copy < last))
    columns = [column for column in notices.c if column.name not in {"id", "dedupe_key"}]
    key = notices.c.dedupe_key + ":" + cast(copies.c.copy, String)
    by_hand = select(key, *columns).select_from(notices.join(copies, true())).where(notices.c.id <= FEW)
    names = ["dedupe_key", *(column.name for column in columns)]
    with database.begin(now) as tx:
        tx.execute(notices.insert().from_select(names, by_hand))
