"""Every string of threat and incident reports that goes to Slack and comes back: numbers, never words."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.ids.packing import Value

# the global shortcut
REPORT_SHORTCUT = "report_shortcut"

# buttons
REPORT_READ = "report_read"  # ReportRef
FOLLOW_UP_FORM = "report_follow_up_form"  # ReportRef

# forms; each carries a ReportForm
MAKE_REPORT = "report_make"
FOLLOW_UP = "report_follow_up"

# inputs: a block has one element, so one name does for both
KIND = "report_kind"
SCHOOL = "report_school"
SCHOOL_TYPED = "report_school_typed"  # where there are too many for a menu
WHAT = "report_what"
HAPPENED = "report_happened"
TOLD = "report_told"


@dataclass(frozen=True, slots=True)
class ReportRef(Value):
    """One report; of what was added to it, what came before an addition (0: the newest)."""

    tag: ClassVar[str] = "report.1"
    report: int
    before: int = 0


@dataclass(frozen=True, slots=True)
class ReportForm(Value):
    """What a form is about (0: a new report), and where it was opened: the response_url of a message (empty:
    none), and whether the outcome takes its place.
    """

    tag: ClassVar[str] = "report_form.1"
    report: int
    origin: str
    replaces: bool
