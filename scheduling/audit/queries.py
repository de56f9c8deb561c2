"""Reading the audit."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from scheduling.audit.facts import Recorded
from scheduling.audit.tables import audit
from scheduling.store.transaction import Transaction

_COLUMNS = select(
    audit.c.id, audit.c.at, audit.c.actor, audit.c.verb, audit.c.subject, audit.c.subject_id,
    audit.c.before, audit.c.after, audit.c.reason,
)  # fmt: skip


def list_recorded(
    tx: Transaction,
    *,
    limit: int,
    subject: str | None = None,
    subject_id: int | None = None,
    since: datetime | None = None,
    verbs: Collection[str] = (),
) -> list[Recorded]:
    """The latest rows, at most `limit`, oldest first: of one kind of subject, of one subject, since then, of
    these verbs.
    """
    wanted = _COLUMNS.order_by(audit.c.id.desc()).limit(limit)
    if subject is not None:
        wanted = wanted.where(audit.c.subject == subject)
    if subject_id is not None:
        wanted = wanted.where(audit.c.subject_id == subject_id)
    if since is not None:
        wanted = wanted.where(audit.c.at >= since)
    if verbs:
        wanted = wanted.where(audit.c.verb.in_(sorted(verbs)))
    return [Recorded(*row) for row in reversed(tx.execute(wanted).all())]
