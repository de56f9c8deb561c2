"""The forms of reports: a new one, and what is added to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handlers.blocks.elements import context, header
from handlers.blocks.inputs import line_input, lines_input, menu_input
from handlers.blocks.meetings.fields import MOST_OFFERED
from handlers.ids import reports as ids
from handlers.ids.packing import pack
from handlers.message import Block, Modal
from handlers.visit import Origin
from handlers.words.reports import DANGER, KINDS, NO_NAMES
from scheduling.reports.rules import LONGEST_HAPPENED, LONGEST_TOLD, LONGEST_WHAT
from scheduling.roster.facts import School

NOW: Final = "Now"
_LONGEST_SCHOOL: Final = 80

_WHO_READS: Final = (
    "Sending it pages supervisors at once. What you write is read by the law-enforcement unit and your "
    "supervisor only; each reader is recorded, and nothing of it can be taken back."
)


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form of a new report begins with.

    Attributes:
        schools: all there are.
        here: the school where the officer is on a shift now; None: on none.
        words: what was typed already, as what happened.
    """

    schools: Sequence[School]
    here: School | None = None
    words: str = ""


def report_form(offered: Offered, origin: Origin) -> Modal:
    """A new report."""
    kinds = [(kind.value, words) for kind, words in KINDS.items()]
    blocks = (
        header(DANGER),
        menu_input(ids.KIND, "What is it?", kinds),
        _school(offered),
        lines_input(
            ids.WHAT, "What happened?", hint=NO_NAMES, most=LONGEST_WHAT, typed=offered.words
        ),
        line_input(
            ids.HAPPENED, "When?", hint="A time, or words such as “during lunch”.", most=LONGEST_HAPPENED,
            typed=NOW,
        ),
        lines_input(
            ids.TOLD, "Who was told already?", hint="Such as 911, or the principal.", most=LONGEST_TOLD,
            optional=True,
        ),
        context(_WHO_READS),
    )  # fmt: skip
    carries = ids.ReportForm(0, origin.url, origin.replaces)
    return Modal(ids.MAKE_REPORT, "Threat or incident", blocks, "Send", pack(carries))


def _school(offered: Offered) -> Block:
    """A menu; typed where there are too many for one, or none is known."""
    if 0 < len(offered.schools) <= MOST_OFFERED:
        schools = [(str(school.id), school.name) for school in offered.schools]
        return menu_input(
            ids.SCHOOL, "School", schools, chosen=str(offered.here.id) if offered.here is not None else ""
        )
    label = "School: its code, or a part of its name"
    here = offered.here.name if offered.here is not None else ""
    return line_input(ids.SCHOOL_TYPED, label, most=_LONGEST_SCHOOL, typed=here)


def follow_up_form(number: int, origin: Origin) -> Modal:
    """What is to be added to a report."""
    blocks = (
        header(DANGER),
        lines_input(ids.WHAT, f"What is to be added to report {number}?", hint=NO_NAMES, most=LONGEST_WHAT),
        context("Those who have read the report are told that something was added, not what."),
    )
    carries = ids.ReportForm(number, origin.url, origin.replaces)
    return Modal(ids.FOLLOW_UP, f"Add to report {number}", blocks, "Add", pack(carries))
