"""`report_answered` {escalation, over}: whoever reported something hears that somebody has it, and that it is
settled. Each is said once; what becomes of it in between, those who were told of it read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from scheduling.escalations.facts import Escalation, EscalationKind, EscalationState
from scheduling.escalations.queries import find_escalation
from scheduling.escalations.reach import is_gone
from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.outbox.facts import Obsolete
from scheduling.presence.queries import read_presence
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.store.transaction import Transaction

ANSWERED: Final = "report_answered"
"""The kind; stored."""

AWAITED: Final = timedelta(hours=1)
"""So long after the report its author is taken to be awake and waiting: their quiet hours are broken."""


@dataclass(frozen=True, slots=True)
class ReportAnswered:
    """What has come of a report: who has it, or who settled it and when; not how, and no word of it.

    Attributes:
        number: of the report.
        by: a name.
        zone: the school's, by which the instant is told.
        settled_at: None while somebody has it.
    """

    number: int
    by: str
    zone: str
    settled_at: datetime | None = None


def answer_author(tx: Transaction, escalation: Escalation, *, over: bool = False) -> None:
    """Have the author of a report told that somebody has it (the first who takes it), or that it is settled.

    Nobody is told of what they did themselves, or once they are off the roster. About anything else than a
    report, nobody is told.

    Args:
        tx: the write transaction of the change.
        escalation: as it stands after it.
        over: whether it is settled.
    """
    concern = escalation.concern
    by = escalation.resolved_by if over else escalation.owner_id
    if concern.kind is not EscalationKind.REPORT or concern.officer_id in (None, by):
        return
    author = find_person(tx, concern.officer_id)
    if author is None or is_gone(author):
        return
    is_awaited = tx.now - escalation.opened_at <= AWAITED
    notice = Notice(
        ANSWERED,
        to_person(author.id),
        f"{ANSWERED}:{escalation.id}:{'over' if over else 'taken'}",
        {"escalation": escalation.id, "over": over},
        urgency=Urgency.URGENT if is_awaited else Urgency.CONFIRMATION,
        due_at=None if is_awaited else _quiet_until(tx, author),
    )
    enqueue(tx, [notice])


def load_report_answered(tx: Transaction, refs: Mapping[str, Any]) -> ReportAnswered | Obsolete:
    """Who has it at this moment, or who settled it; obsolete where nobody else has it any more.

    Raises:
        LookupError: there is no such escalation.
    """
    escalation = find_escalation(tx, int(refs["escalation"]))
    if escalation is None:
        raise LookupError(f"there is no escalation {refs['escalation']}")
    is_over = escalation.state is EscalationState.RESOLVED
    if is_over and not refs["over"]:
        return Obsolete("it is over: that is told instead")
    by = find_person(tx, (escalation.resolved_by if is_over else escalation.owner_id) or 0)
    concern = escalation.concern
    if by is None or by.id == concern.officer_id:
        return Obsolete("nobody else has it any more")
    return ReportAnswered(concern.subject_id, by.name, concern.zone, escalation.resolved_at)


def _quiet_until(tx: Transaction, author: Person) -> datetime | None:
    return read_presence(tx, [author])[author.id].quiet_until
