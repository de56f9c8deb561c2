"""Every way in which quiet hours, an absence or a stand-in is refused, with the figures that come with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from scheduling.refusals import Rule

SEVEN = datetime(2026, 8, 13, 14, 0, tzinfo=UTC)
SOL, CORA = "Sergeant Sol <Sequoia>", "Cora Cypress"
YEAR = timedelta(days=366)

PRESENCE_CASES: tuple[tuple[Rule, dict[str, Any]], ...] = (
    (Rule.QUIET_HOURS, {"why": "same"}),
    (Rule.QUIET_HOURS, {"why": "too_long", "length": timedelta(hours=20), "limit": timedelta(hours=16)}),
    (Rule.DAYS_OFF, {"limit": 6}),
    (Rule.ABSENCE_TIME, {"why": "backwards"}),
    (Rule.ABSENCE_TIME, {"why": "past", "until": SEVEN}),
    (Rule.ABSENCE_TIME, {"why": "far", "limit": YEAR}),
    (Rule.ABSENCE_TIME, {"why": "too_long", "limit": YEAR}),
    (Rule.STAND_IN, {"name": SOL, "person": SOL, "why": "self"}),
    (Rule.STAND_IN, {"name": SOL, "person": CORA, "why": "gone"}),
    (Rule.STAND_IN, {"name": SOL, "person": CORA, "why": "away", "until": SEVEN}),
    (Rule.STAND_IN, {"name": SOL, "person": CORA, "why": "may_not"}),
)
