"""Opening an escalation for what is wrong with Muster itself, and ending it, however many processes look.

The row of an incident is the auditors' memory: while it is there, what a person has resolved is not opened
again by the next look.
"""

from typing import Final
from zoneinfo import ZoneInfo

from scheduling.escalations.facts import Concern, Ending, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.settling import resolve_subject
from scheduling.incidents.facts import ABOUT_CALENDARS, IncidentKind, Trouble
from scheduling.incidents.tables import incidents
from scheduling.policy.schema import Policy
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction

_ABOUT: Final = {
    IncidentKind.OVERDUE: (EscalationKind.NOTICES, "notices:overdue"),
    IncidentKind.UNCERTAIN: (EscalationKind.NOTICES, "notices:uncertain"),
    IncidentKind.FEED_SILENT: (EscalationKind.FEED, "feed:silent"),
    IncidentKind.MAILBOX_SILENT: (EscalationKind.NOTICES, "mailbox:silent"),
    IncidentKind.ROTA_UNREAD: (EscalationKind.FEED, "rota:unread"),
    IncidentKind.ROTA_FLAWED: (EscalationKind.FEED, "rota:flawed"),
    IncidentKind.ROTA_ENDS: (EscalationKind.FEED, "rota:ends"),
    IncidentKind.CLOSURES_UNREAD: (EscalationKind.FEED, "closures:unread"),
    IncidentKind.CLOSURES_FLAWED: (EscalationKind.FEED, "closures:flawed"),
}


def open_incident(tx: Transaction, policy: Policy, trouble: Trouble, district_zone: ZoneInfo) -> bool:
    """Write that something is wrong, and have it escalated; False if it was written before.

    Args:
        tx: the write transaction.
        policy: its chains say who is told; nobody is where the chain is off.
        trouble: what is wrong.
        district_zone: by whose local time the chain waits.
    """
    row = {"kind": trouble.kind.value, "since": trouble.since, "many": trouble.count}
    opened = tx.execute(returning_unless_there(tx, incidents.c.kind, unique=["kind"]), row).scalar()
    if opened is None:
        return False
    kind, subject = _ABOUT[trouble.kind]
    open_escalation(tx, policy, Concern(kind, subject, district_zone.key))
    return True


def close_incident(tx: Transaction, kind: IncidentKind) -> bool:
    """Strike it out and resolve its escalation; False if it was not there."""
    closed = tx.execute(incidents.delete().where(incidents.c.kind == kind.value))
    if closed.rowcount == 0:
        return False
    ending = Ending.PUT_RIGHT if kind in ABOUT_CALENDARS else Ending.DELIVERED
    resolve_subject(tx, *_ABOUT[kind], ending)
    return True


def incident_of(kind: EscalationKind, subject: str) -> IncidentKind | None:
    """Which incident an escalation is about; None for another one."""
    return next((each for each, about in _ABOUT.items() if about == (kind, subject)), None)
