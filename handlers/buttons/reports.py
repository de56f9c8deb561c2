"""The buttons of reports: *Read*, *Earlier*, *Add to it*."""

from handlers.blocks.reports.form import follow_up_form
from handlers.commands.reports import read
from handlers.ids.reports import ReportRef
from handlers.message import Modal
from handlers.visit import Visit
from scheduling.refusals import Refusal, Refused
from scheduling.reports.access import access_report


def press_read(visit: Visit) -> Modal:
    """The whole record, for those entitled.

    Raises:
        Refused: REPORT_GONE, REPORT_CLOSED {number}.
    """
    about = visit.value(ReportRef)
    return read(visit, about.report, about.before or None)


def press_add(visit: Visit) -> Modal:
    """The form in which something is added, for those entitled.

    Raises:
        Refused: REPORT_GONE, REPORT_CLOSED {number}.
    """
    about = visit.value(ReportRef)
    with visit.begin() as tx:
        found = access_report(tx, visit.person, about.report)
    if isinstance(found, Refusal):
        raise Refused(found)
    return follow_up_form(found.number, visit.origin)
