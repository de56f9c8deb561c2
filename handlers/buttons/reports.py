"""The buttons of reports: *Read*, *Earlier*, *Add to it*.

They stand under messages that say more than the report, such as the one that pages a supervisor: whatever is
answered, a refusal too, opens over the message and never takes its place.
"""

from collections.abc import Callable

from handlers.blocks.refused import refused
from handlers.blocks.reports.form import follow_up_form
from handlers.blocks.reports.record import refusal_page
from handlers.commands.reports import read
from handlers.ids.reports import ReportRef
from handlers.message import Modal
from handlers.visit import Visit
from scheduling.refusals import Refusal, Refused
from scheduling.reports.access import access_report


def press_read(visit: Visit) -> Modal:
    """The whole record, for those entitled."""
    about = visit.value(ReportRef)
    return _over_the_message(visit, lambda: read(visit, about.report, about.before or None))


def press_add(visit: Visit) -> Modal:
    """The form in which something is added, for those entitled."""
    return _over_the_message(visit, lambda: _form(visit, visit.value(ReportRef).report))


def _form(visit: Visit, number: int) -> Modal:
    with visit.begin() as tx:
        found = access_report(tx, visit.person, number)
    if isinstance(found, Refusal):
        raise Refused(found)
    return follow_up_form(found.number, visit.origin)


def _over_the_message(visit: Visit, answer: Callable[[], Modal]) -> Modal:
    try:
        return answer()
    except Refused as why:
        return refusal_page(refused(why.refusals, visit.zone))
