"""The buttons of reports: they carry a number and nothing else."""

from handlers.blocks.elements import button
from handlers.grammar.sso import REPORT_EXAMPLE
from handlers.ids import reports as ids
from handlers.ids.shifts import SAY, Say
from handlers.message import Block


def read_button(number: int) -> Block:
    """*Read*: whoever is not entitled is refused, and that is recorded."""
    return button("Read", ids.REPORT_READ, ids.ReportRef(number), label=f"Read report {number}")


def earlier_button(number: int, before: int, count: int) -> Block:
    """*Earlier (12)*: what was added before an addition."""
    return button(f"Earlier ({count})", ids.REPORT_READ, ids.ReportRef(number, before))


def add_button(number: int) -> Block:
    """*Add to it*."""
    return button("Add to it", ids.FOLLOW_UP_FORM, ids.ReportRef(number), label=f"Add to report {number}")


def report_button() -> Block:
    """*Report a threat or incident*: the form."""
    return button("Report a threat or incident", SAY, Say(REPORT_EXAMPLE))
