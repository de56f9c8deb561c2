"""`/sso report`, `/sso reports`, and the global shortcut: making a report, reading one, finding one."""

from collections.abc import Sequence

from handlers.blocks.reports.done import reports_page
from handlers.blocks.reports.form import Offered, report_form
from handlers.blocks.reports.record import record_page
from handlers.grammar.reports import MakeReport, ReadReport, ReportCommand, ReportList
from handlers.message import Message, Modal, Outcome
from handlers.visit import Visit
from scheduling.refusals import Refusal, Refused
from scheduling.reports.actions import read_report
from scheduling.reports.queries import list_notables
from scheduling.roster.facts import Person, School
from scheduling.roster.queries import list_schools
from scheduling.shifts.queries import list_held_by
from scheduling.store.transaction import Transaction

PAGE = 10
"""Reports on a page."""


def say_report(visit: Visit, asked: ReportCommand) -> Outcome:
    """What was typed.

    Raises:
        Refused: REPORT_GONE, REPORT_CLOSED {number}.
    """
    match asked:
        case MakeReport(words):
            return make(visit, words)
        case ReadReport(number):
            return read(visit, number)
        case ReportList(before):
            return listed(visit, before)


def use_shortcut(visit: Visit) -> Modal:
    """The global shortcut: the form of a new report."""
    return make(visit)


def make(visit: Visit, words: str = "") -> Modal:
    """The form of a new report, at the school where the person is on a shift."""
    with visit.read() as tx:
        schools = list_schools(tx)
        here = _school_now(tx, visit.person, schools)
    return report_form(Offered(schools, here, words), visit.origin)


def read(visit: Visit, number: int, before: int | None = None) -> Modal:
    """The whole record; that it was read, or refused, is written down.

    Raises:
        Refused: REPORT_GONE, REPORT_CLOSED {number}.
    """
    with visit.begin() as tx:
        found = read_report(tx, actor=visit.person, report_id=number, before=before)
    if isinstance(found, Refusal):  # only now: that somebody was turned away is kept
        raise Refused(found)
    return record_page(found, visit.zone)


def listed(visit: Visit, before: int | None) -> Message:
    """The reports that the person may read."""
    with visit.read() as tx:
        found = list_notables(tx, visit.person, before=before, limit=PAGE + 1)
    return reports_page(found[:PAGE], visit.zone, more=len(found) > PAGE)


def _school_now(tx: Transaction, person: Person, schools: Sequence[School]) -> School | None:
    here = {held.shift.school.id for held in list_held_by(tx, person) if held.shift.starts_at <= tx.now}
    return next((school for school in schools if school.id in here), None)
