"""`report_follow_up` {report, follow_up}: that something was added to a report, to whom it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from scheduling.escalations.facts import EscalationKind
from scheduling.escalations.queries import find_unresolved
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.reports.facts import Notable, Report
from scheduling.reports.queries import find_notable, list_reader_ids
from scheduling.reports.rules import may_read
from scheduling.reports.tables import report_follow_ups
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.roster.rules import refusal_of_presence
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction

FOLLOWED_UP: Final = "report_follow_up"
"""The kind; stored."""


@dataclass(frozen=True, slots=True)
class ReportFollowedUp:
    """That something was added to a report, and by whom (a name); never what."""

    report: Notable
    by: str


def tell_of_follow_up(tx: Transaction, report: Report, added: int, actor: Person) -> int:
    """Tell the author, everybody who has read it and still may, and whoever has its escalation; never whoever
    added it. Answers how many are told.
    """
    owners = _owners(tx, report)
    concerned = list_reader_ids(tx, report.number) | {report.author.id} | owners
    told = [
        each
        for each in list_people(tx, ids=concerned - {actor.id})
        if refusal_of_presence(each) is None and (each.id in owners or may_read(each, report.author))
    ]
    enqueue(
        tx,
        [
            Notice(
                FOLLOWED_UP,
                to_person(each.id),
                f"{FOLLOWED_UP}:{added}:{each.id}",
                {"report": report.number, "follow_up": added},
            )
            for each in told
        ],
    )
    return len(told)


def _owners(tx: Transaction, report: Report) -> set[int]:
    escalation = find_unresolved(tx, EscalationKind.REPORT, report.subject)
    owner = None if escalation is None else escalation.owner_id
    return set() if owner is None else {owner}


def load_report_follow_up(tx: Transaction, refs: Mapping[str, Any]) -> ReportFollowedUp:
    """What may be told of it; nothing is ever taken out of a report, so it is never obsolete.

    Raises:
        LookupError: there is no such addition.
    """
    by = select(people.c.name).join_from(
        report_follow_ups, people, report_follow_ups.c.author_id == people.c.id
    )
    name = tx.execute(by.where(report_follow_ups.c.id == refs["follow_up"])).scalar()
    report = find_notable(tx, int(refs["report"]))
    if name is None or report is None:
        raise LookupError(f"there is no addition {refs['follow_up']} to report {refs['report']}")
    return ReportFollowedUp(report, name)
