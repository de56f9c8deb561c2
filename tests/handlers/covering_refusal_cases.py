"""Every refusal about coming, going, and finding somebody for a place, with the figures that come with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from scheduling.refusals import Rule

SEVEN = datetime(2026, 8, 13, 14, 0, tzinfo=UTC)
AT_QUARTZ = {"number": 412, "school": "Quartz <Elementary>", "zone": "America/Phoenix", "starts_at": SEVEN}

COVERING_CASES: tuple[tuple[Rule, dict[str, Any]], ...] = (
    (
        Rule.CHECK_IN_EARLY,
        {**AT_QUARTZ, "opens_at": SEVEN - timedelta(hours=1), "before": timedelta(hours=1)},
    ),
    (Rule.CHECKED_IN, {"number": 412, "at": SEVEN}),
    (Rule.CHECKED_OUT, {"number": 412, "at": SEVEN + timedelta(hours=8)}),
    (Rule.NOT_CHECKED_IN, {"number": 412}),
    (Rule.NO_SHIFT_NOW, {}),
    (Rule.NO_BACKUP, {"number": 412}),
    (Rule.NOT_BEGUN, AT_QUARTZ),
)
