"""Telling of an incident once, and once more when it is over, however many processes look."""

from datetime import datetime

from scheduling.incidents.facts import IncidentKind, Trouble
from scheduling.incidents.tables import incidents
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, Urgency, enqueue
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction

INCIDENT_BEGAN = "incident_began"
INCIDENT_OVER = "incident_over"


def open_incident(tx: Transaction, trouble: Trouble) -> bool:
    """Write that something is wrong and tell the supervisors' channel; False if it was written before."""
    row = {"kind": trouble.kind.value, "since": trouble.since, "many": trouble.count}
    opened = tx.execute(returning_unless_there(tx, incidents.c.kind, unique=["kind"]), row).scalar()
    if opened is None:
        return False
    refs = {"incident": trouble.kind.value, "since": trouble.since.isoformat(), "count": trouble.count}
    enqueue(tx, [_notice(INCIDENT_BEGAN, trouble.kind, tx.now, refs, Urgency.URGENT)])
    return True


def close_incident(tx: Transaction, kind: IncidentKind) -> bool:
    """Strike it out and tell that it is over, in place of what may still wait; False if it was not there."""
    closed = tx.execute(
        incidents.delete()
        .where(incidents.c.kind == kind.value)
        .returning(incidents.c.since, incidents.c.many)
    ).first()
    if closed is None:
        return False
    refs = {
        "incident": kind.value, "since": closed.since.isoformat(), "count": closed.many,
        "until": tx.now.isoformat(),
    }  # fmt: skip
    enqueue(tx, [_notice(INCIDENT_OVER, kind, tx.now, refs, Urgency.CONFIRMATION)])
    return True


def _notice(
    notice: str, kind: IncidentKind, at: datetime, refs: dict[str, str | int], urgency: Urgency
) -> Notice:
    return Notice(
        kind=notice,
        addressee=SUPERVISORS_CHANNEL,
        dedupe_key=f"{notice}:{kind.value}:{at.isoformat()}",
        refs=refs,
        urgency=urgency,
        supersede_key=f"incident:{kind.value}",
    )
