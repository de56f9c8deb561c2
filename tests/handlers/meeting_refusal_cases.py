"""Every way in which a meeting is refused, with the figures that come with it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from scheduling.refusals import Rule

SEVEN = datetime(2026, 8, 13, 14, 0, tzinfo=UTC)
ON = date(2026, 8, 13)
DRILL = {"number": 5, "title": "Lockdown drill <north>"}

MEETING_CASES: tuple[tuple[Rule, dict[str, Any]], ...] = (
    (Rule.MEETING_TEXT, {"field": "title", "why": "empty"}),
    (Rule.MEETING_TEXT, {"field": "agenda", "why": "too_long", "longest": 2000}),
    (Rule.MEETING_TEXT, {"field": "role", "why": "control"}),
    (Rule.MEETING_TEXT, {"field": "minutes", "why": "link"}),
    (Rule.MEETING_TIME, {"why": "zone", "zone": "Mars/Olympus"}),
    (Rule.MEETING_TIME, {"why": "no_length"}),
    (Rule.MEETING_TIME, {"why": "too_long", "limit": timedelta(hours=24)}),
    (Rule.MEETING_TIME, {"why": "past", "day": ON, "starts": time(9)}),
    (Rule.MEETING_TIME, {"why": "far", "day": date(2031, 1, 1), "limit": ON}),
    (Rule.MEETING_TIME, {"why": "unclear", "day": date(2026, 11, 1)}),
    (Rule.MEETING_REPEAT, {"why": "endless"}),
    (Rule.MEETING_REPEAT, {"why": "both"}),
    (Rule.MEETING_REPEAT, {"why": "none"}),
    (Rule.MEETING_REPEAT, {"why": "backwards", "until": date(2026, 8, 1), "day": ON}),
    (Rule.MEETING_REPEAT, {"why": "too_many", "count": 300, "limit": 200}),
    (Rule.MEETING_REPEAT, {"why": "too_long", "until": date(2031, 1, 1), "limit": ON}),
    (Rule.MEETING_REPEAT, {"why": "not_last", "day": ON}),
    (Rule.MEETING_ASKED, {"why": "nobody"}),
    (Rule.MEETING_ASKED, {"why": "too_many", "count": 10_000, "limit": 500}),
    (Rule.MEETING_ASKED, {"why": "gone", "names": ("Ben Birch", "number 99")}),
    (Rule.MEETING_QUORUM, {"why": "negative"}),
    (Rule.MEETING_QUORUM, {"why": "too_many", "quorum": 5, "asked": 2}),
    (Rule.MEETING_QUORUM, {"why": "roles", "count": 30, "limit": 20}),
    (Rule.MEETING_QUORUM, {"why": "role", "role": "principal"}),
    (Rule.MEETING_GONE, {"what": "meeting", "number": 5}),
    (Rule.MEETING_GONE, {"what": "occurrence", "number": 5, "original_at": SEVEN}),
    (Rule.MEETING_GONE, {"what": "school"}),
    (Rule.MEETING_CANCELLED, {**DRILL, "at": SEVEN, "reason": ""}),
    (Rule.MEETING_CANCELLED, {**DRILL, "starts_at": SEVEN, "reason": "Snow & ice"}),
    (Rule.MEETING_OVER, {**DRILL, "ended_at": SEVEN}),
    (Rule.MEETING_OVER, {**DRILL, "begun_at": SEVEN}),
    (Rule.MEETING_NOT_ASKED, {"number": 5}),
    (Rule.MEETING_AHEAD, {**DRILL, "begins_at": SEVEN}),
    (Rule.MEETING_CHANGED, {**DRILL, "by": "Sergeant Sol Sequoia", "at": SEVEN}),
    (Rule.MEETING_CHANGED, {**DRILL, "by": None, "at": SEVEN}),
    (Rule.MEETING_TWICE, DRILL),
)
