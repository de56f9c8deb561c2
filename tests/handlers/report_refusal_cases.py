"""Every way in which a report is refused, with the figures that come with it."""

from typing import Any

from scheduling.refusals import Rule

REPORT_CASES: tuple[tuple[Rule, dict[str, Any]], ...] = (
    (Rule.REPORT_TEXT, {"field": "kind", "why": "empty", "longest": 0}),
    (Rule.REPORT_TEXT, {"field": "school", "why": "empty", "longest": 0}),
    (Rule.REPORT_TEXT, {"field": "what", "why": "empty", "longest": 3000}),
    (Rule.REPORT_TEXT, {"field": "happened", "why": "empty", "longest": 120}),
    (Rule.REPORT_TEXT, {"field": "told", "why": "too_long", "longest": 500}),
    (Rule.REPORT_GONE, {"number": 7}),
    (Rule.REPORT_CLOSED, {"number": 7}),
)
