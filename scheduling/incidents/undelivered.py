"""Notices that will not arrive become escalations: one an addressee, over once Slack reaches them again.

What an escalation itself could not tell opens no other one: its chain goes on with whoever comes next.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduling.escalations.facts import Concern, Ending, EscalationKind
from scheduling.escalations.opening import open_escalation, refresh
from scheduling.escalations.queries import find_unresolved
from scheduling.escalations.settling import resolve_subject
from scheduling.escalations.tables import UNRESOLVED, escalations
from scheduling.escalations.unreached import note_unreached
from scheduling.outbox.facts import person_in
from scheduling.outbox.undelivered import (
    OF_ESCALATIONS,
    UndeliveredNotice,
    forget_undelivered,
    has_arrived_since,
    is_any_undelivered,
    list_untaken,
    take_over,
)
from scheduling.policy.schema import Policy
from scheduling.roster.queries import find_person
from scheduling.store.transaction import Transaction

_ABOUT: Final = "notices:"
_AT_ONCE: Final = 100

_OPEN: Final = select(escalations.c.id, escalations.c.subject, escalations.c.opened_at).where(
    escalations.c.kind == EscalationKind.NOTICES.value,
    escalations.c.subject.like(f"{_ABOUT}%:%"),
    UNRESOLVED,
)


def is_undelivered_due(tx: Transaction) -> bool:
    """Whether a notice waits for somebody who has it told, or somebody can be reached again."""
    return is_any_undelivered(tx) or any(_reached(tx))


def sweep_undelivered(tx: Transaction, policy: Policy, district_zone: ZoneInfo) -> int:
    """Take over what will not arrive, and resolve what has been told since; answers how much there was.

    Args:
        tx: a write transaction.
        policy: its chains say who is told; where the chain is off, nobody is.
        district_zone: by whose local time the chain waits.
    """
    untaken = list_untaken(tx, _AT_ONCE)
    for addressee, each in groupby(sorted(untaken, key=_by_addressee), key=lambda one: one.addressee):
        _take(tx, policy, district_zone, addressee, list(each))
    reached = _reached(tx)
    for subject in reached:
        resolve_subject(tx, EscalationKind.NOTICES, subject, Ending.DELIVERED)
    return len(untaken) + len(reached)


def addressee_of(subject: str) -> str:
    """Whom the notices were for that an escalation is about; empty where it is about something else."""
    addressee = subject.removeprefix(_ABOUT)
    return addressee if ":" in addressee and addressee != subject else ""


def _by_addressee(notice: UndeliveredNotice) -> tuple[str, int]:
    return notice.addressee, notice.id


def _take(
    tx: Transaction, policy: Policy, zone: ZoneInfo, addressee: str, untold: Sequence[UndeliveredNotice]
) -> None:
    """Where nobody is told, because the chain is off, they are not looked at again."""
    own = {one.id: one for one in untold if one.kind.startswith(OF_ESCALATIONS)}
    for number in sorted(forget_undelivered(tx, own)):
        one = own[number]
        note_unreached(tx, policy, one.kind, one.refs, addressee)
    others = [one.id for one in untold if one.id not in own]
    if not others:
        return
    escalation_id = _opened(tx, policy, zone, addressee)
    if escalation_id is None:
        forget_undelivered(tx, others)
    else:
        take_over(tx, others, escalation_id)


def _opened(tx: Transaction, policy: Policy, zone: ZoneInfo, addressee: str) -> int | None:
    """The escalation of this addressee, new or not."""
    subject = f"{_ABOUT}{addressee}"
    person_id = person_in(addressee)
    person = find_person(tx, person_id) if person_id is not None else None
    concern = Concern(
        EscalationKind.NOTICES,
        subject,
        zone.key,
        officer_id=person.id if person is not None else None,
        agency=person.agency if person is not None else "",
    )
    opened = open_escalation(tx, policy, concern)
    if opened is not None:
        return opened
    there = find_unresolved(tx, EscalationKind.NOTICES, subject)
    if there is not None:
        refresh(tx, EscalationKind.NOTICES, subject)
    return there.id if there is not None else None


def _reached(tx: Transaction) -> list[str]:
    """Subjects of what is over: another notice has reached the addressee since."""
    return [
        row.subject
        for row in tx.execute(_OPEN).all()
        if has_arrived_since(tx, addressee_of(row.subject), row.id, row.opened_at)
    ]
