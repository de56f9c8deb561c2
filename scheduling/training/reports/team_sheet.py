"""A team's countdowns as a table for a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from scheduling.roster.export_people import write_cell
from scheduling.training.rules.urgency import TeamLine, Today, Urgency, urgency_of

COLUMNS: Final = (
    "officer", "badge", "agency", "requirement", "period", "done percent", "due on", "days left", "urgency",
    "blocks", "first due on", "to verify", "asked for", "standing",
)  # fmt: skip

_NAMES: Final = {
    Urgency.BLOCKED: "overdue, blocked",
    Urgency.OVERDUE: "overdue",
    Urgency.WEEK: "within 7 days",
    Urgency.FORTNIGHT: "within 14 days",
    Urgency.MONTH: "within 30 days",
    Urgency.LATER: "later",
}


def team_csv(lines: Sequence[TeamLine], today: Today) -> str:
    """Headings and a row a line, in the order given; dates in ISO, and no cell that a spreadsheet would run.

    Of a renewal that has not begun no percentage is told: it is valid, and not undone.

    Args:
        lines: what is owed.
        today: the local date of an officer.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_written(cell) for cell in _cells(one, today)] for one in lines)
    return text.getvalue()


def _written(cell: object) -> object:
    """Figures stay figures: only what people wrote may be a formula."""
    return cell if isinstance(cell, int) and not isinstance(cell, bool) else write_cell(cell)


def _cells(one: TeamLine, today: Today) -> tuple[object, ...]:
    person, obligation, progress = one.person, one.line.obligation, one.line.progress
    on = today(person)
    urgency = urgency_of(obligation, on)
    return (
        person.name,
        person.badge,
        person.agency,
        obligation.requirement.title,
        obligation.period,
        "" if obligation.is_renewal and not progress.share else int(progress.share * 100),
        obligation.due_on,
        (obligation.due_on - on).days,
        _NAMES.get(urgency, obligation.state.value),
        obligation.requirement.blocks,
        obligation.first_due_on,
        len(progress.unverified),
        one.line.request.kind.value if one.line.request else "",
        person.standing.value,
    )
