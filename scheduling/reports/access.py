"""The one way to a report: fetched, and the asker held against who may read it. A refused try is recorded."""

from scheduling.audit.actions import Change, actor_of, record
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.reports.facts import Report
from scheduling.reports.queries import find_report
from scheduling.reports.rules import refusal_of_reading
from scheduling.roster.facts import Person
from scheduling.roster.rules import refusal_of_presence
from scheduling.store.transaction import Transaction


def access_report(tx: Transaction, actor: Person, report_id: int) -> Report | Refusal:
    """The report, for somebody entitled; for anybody else why not, as REPORT_CLOSED {number}.

    That somebody was turned away is written in the audit. It is therefore an answer, not an exception: the
    transaction has to be committed.

    Raises:
        Refused: the actor may do nothing at all; or REPORT_GONE {number}.
    """
    if absent := refusal_of_presence(actor):
        raise Refused(absent)
    report = find_report(tx, report_id)
    if report is None:
        raise Refused(Refusal(Rule.REPORT_GONE, {"number": report_id}))
    refusal = refusal_of_reading(actor, report.author, report.number)
    if refusal is None:
        return report
    record(tx, Change(actor_of(actor.id), "report_refused", "report", report.number))
    return refusal
