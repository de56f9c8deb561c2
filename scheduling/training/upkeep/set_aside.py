"""Officers for whom nothing can be worked out, because their row names a time zone that there is not.

The roster refuses such names; a database that was edited by hand, or a machine whose list of zones has lost
one, may have them all the same. One such row must not keep everybody else from being told.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, or_, select

from scheduling.audit.actions import Change, record
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction
from scheduling.training.tables import obligations
from scheduling.training.upkeep.trail import TRAINING
from scheduling.zones import find_zone

LOOKED_AT_AGAIN: Final = timedelta(days=1)
"""A corrected roster has them looked at sooner."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Somebody who is passed over for now, and the zone that nobody knows."""

    person_id: int
    zone: str


def set_aside_unreadable(tx: Transaction) -> list[SetAside]:
    """Pass over whoever is due and has an unknown zone, until tomorrow; each has an audit row.

    Args:
        tx: a write transaction; in the same or the next one `sweep_training` does the others.
    """
    names = tx.execute(select(people.c.zone).where(_is_due(tx)).distinct()).scalars()
    unknown = [name for name in names if find_zone(name) is None]
    if not unknown:
        return []
    rows = tx.execute(
        select(people.c.id, people.c.zone)
        .where(_is_due(tx), people.c.zone.in_(unknown))
        .order_by(people.c.id)
    )
    found = [SetAside(row.id, row.zone) for row in rows]
    ids, again = [each.person_id for each in found], tx.now + LOOKED_AT_AGAIN
    tx.lock(people, ids)
    tx.execute(
        people.update().where(people.c.id.in_(ids), people.c.review_at <= tx.now).values(review_at=again)
    )
    theirs = obligations.c.person_id.in_(ids), obligations.c.next_at <= tx.now
    tx.execute(obligations.update().where(*theirs).values(next_at=again))
    record(
        tx,
        *(
            Change(TRAINING, "officer_set_aside", "person", each.person_id, after={"zone": each.zone})
            for each in found
        ),
    )
    return found


def _is_due(tx: Transaction) -> ColumnElement[bool]:
    looked_at = select(obligations.c.person_id).where(obligations.c.next_at <= tx.now)
    return or_(people.c.review_at <= tx.now, people.c.id.in_(looked_at))
