"""How long a clock may run at most, which bounds the reminders and the hours that can be asked."""

from datetime import date

import pytest

from scheduling.policy.requirements import Anchor, Due, Every, Starts, longest_span

HIRED = Starts((Anchor.HIRED,))
JULY = Starts(on=date(2026, 7, 1))

SPANS = {
    "days": (HIRED, Due(days=60), 60),
    "calendar months, each at its longest": (HIRED, Due(months=2), 62),
    "a year that comes back": (Starts(every=Every.CALENDAR_YEAR), Due(), 366),
    "from one fixed day to another": (JULY, Due(on=date(2026, 7, 31)), 30),
    "a fixed deadline of a clock that the roster starts": (HIRED, Due(on=date(2026, 7, 31)), None),
    "days from another day of the roster": (HIRED, Due(days=60, counted_from=Anchor.ASSIGNED), None),
    "a deadline before its start": (JULY, Due(on=date(2026, 6, 30)), None),
    "no deadline at all": (HIRED, Due(), None),
}


@pytest.mark.parametrize("case", SPANS)
def test_a_span_is_known_where_the_terms_alone_say_it(case: str) -> None:
    starts, due, span = SPANS[case]
    assert longest_span(starts, due) == span
