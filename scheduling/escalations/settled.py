"""What a person has resolved: whoever looks at a thing again and again opens nothing anew about it."""

from collections.abc import Collection, Mapping

from sqlalchemy import exists, func, select

from scheduling.escalations.facts import Concern, Ending, EscalationKind
from scheduling.escalations.tables import escalations
from scheduling.store.batches import in_batches
from scheduling.store.transaction import Transaction


def settled_levels(
    tx: Transaction, kind: EscalationKind, subjects: Collection[str]
) -> Mapping[tuple[str, str], int]:
    """Up to which level of its ladder a person has resolved it, by subject and part. A higher level is news;
    what ended by itself may be opened again, and is not in it.
    """
    found: dict[tuple[str, str], int] = {}
    for some in in_batches(sorted(set(subjects))):
        by_person = (
            escalations.c.kind == kind.value,
            escalations.c.subject.in_(some),
            escalations.c.ending == Ending.RESOLVED.value,
        )
        rows = tx.execute(
            select(escalations.c.subject, escalations.c.part, func.max(escalations.c.level).label("level"))
            .where(*by_person)
            .group_by(escalations.c.subject, escalations.c.part)
        )
        found |= {(row.subject, row.part): row.level for row in rows}
    return found


def is_settled(tx: Transaction, concern: Concern) -> bool:
    """Whether a person has resolved this very thing, with the same end, on this level or a higher one."""
    found = exists().where(
        escalations.c.kind == concern.kind.value,
        escalations.c.subject == concern.subject,
        escalations.c.part == concern.part,
        escalations.c.ending == Ending.RESOLVED.value,
        escalations.c.level >= concern.level,
        escalations.c.ends_at == concern.ends_at,
    )
    return bool(tx.execute(select(found)).scalar())
