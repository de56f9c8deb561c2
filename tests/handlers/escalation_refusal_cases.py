"""Every way in which something about an escalation is refused, with the figures that come with it."""

from datetime import UTC, datetime
from typing import Any

from scheduling.refusals import Rule

SEVEN = datetime(2026, 8, 13, 14, 0, tzinfo=UTC)
SOL = "Sergeant Sol <Sequoia>"

ESCALATION_CASES: tuple[tuple[Rule, dict[str, Any]], ...] = (
    (Rule.ESCALATION_GONE, {"number": 12}),
    (Rule.ESCALATION_RESOLVED, {"number": 12, "ending": "resolved", "by": SOL, "at": SEVEN}),
    (Rule.ESCALATION_RESOLVED, {"number": 12, "ending": "claimed", "by": "", "at": SEVEN}),
    (Rule.ESCALATION_RESOLVED, {"number": 12, "ending": "of a later release", "by": None, "at": SEVEN}),
    (Rule.ESCALATION_TAKEN, {"number": 12, "by": SOL, "at": SEVEN}),
    (Rule.ESCALATION_TO, {"name": SOL, "why": "away", "until": SEVEN}),
    (Rule.ESCALATION_TO, {"name": SOL, "why": "away", "until": None}),
    (Rule.ESCALATION_TO, {"name": SOL, "why": "gone"}),
    (Rule.ESCALATION_TO, {"name": SOL, "why": "self"}),
    (Rule.ESCALATION_TO, {"name": SOL, "why": "may_not"}),
    (Rule.ESCALATION_TOLD, {"number": 12, "at": SEVEN}),
    (Rule.ESCALATION_TOLD, {"number": 12, "at": None}),
    (Rule.SNOOZE_TIME, {"until": SEVEN}),
    (Rule.SNOOZE_TIME, {"until": SEVEN, "latest": SEVEN}),
)
