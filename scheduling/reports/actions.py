"""What people do with reports: make one, read one, add to one.

Nothing of what a report says leaves its own tables: audit rows hold ids and lengths, notices hold ids.
"""

from scheduling.audit.actions import Change, actor_of, record
from scheduling.escalations.facts import Concern, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal, Refused
from scheduling.reports.access import access_report
from scheduling.reports.facts import Added, Draft, Made, Record, Report, ReportKind
from scheduling.reports.notices import tell_of_follow_up
from scheduling.reports.queries import read_record
from scheduling.reports.rules import refusal_of_follow_up, refusals_of_draft
from scheduling.reports.tables import report_follow_ups, report_readings, reports
from scheduling.roster.facts import Person, School
from scheduling.roster.rules import refusal_of_presence
from scheduling.store.transaction import Transaction


def make_report(tx: Transaction, policy: Policy, *, actor: Person, draft: Draft) -> Made:
    """Write a report down, and open the escalation that pages the chain about it.

    Args:
        tx: a write transaction.
        policy: names the chain.
        actor: whoever reports: anybody active on the roster.
        draft: what was filled in.

    Raises:
        Refused: REPORT_TEXT, one for each field that is missing or too long; the actor may do nothing at all.
    """
    if absent := refusal_of_presence(actor):
        raise Refused(absent)
    refusals = refusals_of_draft(draft)
    if draft.school is None or refusals:
        raise Refused(*refusals)
    report = _write(tx, actor, draft, draft.school)
    opened = open_escalation(tx, policy, _concern_of(report))
    lengths = {"school": report.school.id, "what": len(report.what), "told": len(report.told)}
    record(tx, Change(actor_of(actor.id), "report_made", "report", report.number, after=lengths))
    return Made(report, opened)


def read_report(
    tx: Transaction, *, actor: Person, report_id: int, before: int | None = None
) -> Record | Refusal:
    """A report for somebody entitled, each time written down as a reader; or why not, written down as well.

    Args:
        tx: a write transaction.
        actor: who reads.
        report_id: its number.
        before: of what was added, only what came before this one; None: the newest.

    Raises:
        Refused: REPORT_GONE {number}; the actor may do nothing at all.
    """
    report = access_report(tx, actor, report_id)
    if isinstance(report, Refusal):
        return report
    tx.execute(report_readings.insert().values(report_id=report.number, person_id=actor.id, at=tx.now))
    record(tx, Change(actor_of(actor.id), "report_read", "report", report.number))
    return read_record(tx, report, before=before)


def follow_up(tx: Transaction, *, actor: Person, report_id: int, what: str) -> Added | Refusal:
    """Add to a report. Those who have read it and still may, its author and whoever has its escalation are
    told that something was added, and by whom; what, they read in the report.

    Raises:
        Refused: REPORT_GONE {number}; REPORT_TEXT {field, why, longest}; the actor may do nothing at all.
    """
    report = access_report(tx, actor, report_id)
    if isinstance(report, Refusal):
        return report
    if refusal := refusal_of_follow_up(what):
        raise Refused(refusal)
    said = what.strip()
    values = {"report_id": report.number, "what": said, "author_id": actor.id, "at": tx.now}
    made = tx.execute(report_follow_ups.insert().values(values).returning(report_follow_ups.c.id))
    added: int = made.scalar_one()
    after = {"follow_up": added, "what": len(said)}
    record(tx, Change(actor_of(actor.id), "report_followed_up", "report", report.number, after=after))
    return Added(report, tell_of_follow_up(tx, report, added, actor))


def _write(tx: Transaction, actor: Person, draft: Draft, school: School) -> Report:
    values = {
        "kind": draft.kind, "school_id": school.id, "what": draft.what.strip(),
        "happened": draft.happened.strip(), "told": draft.told.strip(), "author_id": actor.id, "at": tx.now,
    }  # fmt: skip
    number: int = tx.execute(reports.insert().values(values).returning(reports.c.id)).scalar_one()
    return Report(
        number, ReportKind(draft.kind), school, draft.what.strip(), draft.happened.strip(),
        draft.told.strip(), actor, tx.now,
    )  # fmt: skip


def _concern_of(report: Report) -> Concern:
    return Concern(
        EscalationKind.REPORT,
        report.subject,
        zone=report.school.zone,
        officer_id=report.author.id,
        school_id=report.school.id,
        agency=report.author.agency,
    )
