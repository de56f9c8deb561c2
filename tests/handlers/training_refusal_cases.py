"""Every way in which training is refused, with the figures that come with it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from scheduling.refusals import Rule

SEVEN = datetime(2026, 8, 13, 14, 0, tzinfo=UTC)
ON = date(2026, 8, 13)
COURSE = {"title": "SSO asynchronous training"}
SHIFT = {
    "number": 7, "school": "Basalt High", "zone": "America/Denver", "starts_at": SEVEN,
    "ends_at": SEVEN + timedelta(hours=3),
}  # fmt: skip
TIMES = {
    "starts_at": SEVEN, "ends_at": SEVEN + timedelta(hours=2), "on": ON, "zone": "America/Phoenix",
    "minutes": 180, "limit": 1440,
}  # fmt: skip
CERTIFICATE = {"why": "twice", "certificate": "KC <1042>", "logged_on": ON}
DECIDED = {"by": "Sergeant Sol Sequoia", "at": SEVEN, "reason": ""}
LATER = {
    **COURSE, "state": "open", "until": date(2026, 11, 1), "due_on": date(2026, 10, 16),
    "earliest": date(2026, 10, 17), "latest": date(2026, 10, 31), "longest_days": 15,
}  # fmt: skip

TRAINING_CASES: tuple[tuple[Rule, dict[str, Any]], ...] = (
    (Rule.TRAINING_UNKNOWN, {"requirement": "archery"}),
    (Rule.TRAINING_NOT_REQUIRED, {**COURSE, "why": "", "until": date(2024, 6, 30)}),
    (Rule.TRAINING_NOT_REQUIRED, {**COURSE, "why": "It is for officers of the programme.", "until": None}),
    (Rule.TRAINING_NOT_PERMITTED, {**COURSE, "why": "The SSP annual training counts for you."}),
    (Rule.TRAINING_DATE, {"why": "future", "on": ON, "earliest": None, "latest": ON}),
    (Rule.TRAINING_DATE, {"why": "past", "on": ON, "earliest": ON, "latest": None}),
    (Rule.TRAINING_DATE, {"why": "before_hired", "on": ON, "earliest": date(2026, 9, 1), "latest": None}),
    (Rule.TRAINING_TIMES, {**TIMES, "why": "half", "ends_at": None}),
    (Rule.TRAINING_TIMES, {**TIMES, "why": "backwards"}),
    (Rule.TRAINING_TIMES, {**TIMES, "why": "too_long"}),
    (Rule.TRAINING_TIMES, {**TIMES, "why": "other_day", "on": date(2026, 8, 14)}),
    (Rule.TRAINING_TIMES, {**TIMES, "why": "amount"}),
    (Rule.TRAINING_AMOUNT, {"why": "none", "minutes": 0, "on": ON, "that_day": 0, "limit": 1440}),
    (Rule.TRAINING_AMOUNT, {"why": "negative", "minutes": -60, "on": ON, "that_day": 0, "limit": 1440}),
    (Rule.TRAINING_AMOUNT, {"why": "day", "minutes": 600, "on": ON, "that_day": 900, "limit": 1440}),
    (Rule.TRAINING_MISSED, {"why": "negative", "missed": -5, "minutes": 0, "limit": 0, "share": 0.1}),
    (Rule.TRAINING_MISSED, {"why": "share", "missed": 300, "minutes": 2100, "limit": 240, "share": 0.1}),
    (Rule.TRAINING_TWICE, {**COURSE, "minutes": 150, "on": ON, "logged_on": date(2026, 8, 14)}),
    (Rule.TRAINING_TWICE, {**COURSE, "minutes": 0, "on": ON, "logged_on": ON}),
    (Rule.TRAINING_SESSION, {"why": "none", "sessions": ()}),
    (Rule.TRAINING_SESSION, {"why": "unknown", "sessions": ("Archery",)}),
    (Rule.TRAINING_SESSION, {"why": "done", "sessions": ("Roles", "Law"), "done_on": {"Roles": ON}}),
    (Rule.TRAINING_TOPIC, {"why": "none", "topics": (), "known": ("Law",)}),
    (Rule.TRAINING_TOPIC, {"why": "unknown", "topics": ("Archery", "Chess"), "known": ("Law",)}),
    (Rule.TRAINING_ON_CLOCK, {**SHIFT, "why": "overlap", "rule": "It may not be done while on a shift."}),
    (Rule.TRAINING_ON_CLOCK, {**SHIFT, "why": "times_needed", "rule": "It may not be done on a shift."}),
    (Rule.TRAINING_CERTIFICATE, {**CERTIFICATE, "by_you": True}),
    (Rule.TRAINING_CERTIFICATE, {**CERTIFICATE, "by_you": False}),
    (Rule.TRAINING_CERTIFICATE, {**COURSE, "why": "missing"}),
    (Rule.TRAINING_CERTIFICATE, {"why": "too_long", "certificate": "x" * 501, "limit": 500}),
    (Rule.TRAINING_GONE, {"what": "record", "number": 9}),
    (Rule.TRAINING_GONE, {"what": "request", "number": 9}),
    (Rule.TRAINING_GONE, {"what": "obligation", "number": 9}),
    (Rule.TRAINING_DECIDED, {**DECIDED, "what": "record", "state": "refused", "reason": "No name on it"}),
    (Rule.TRAINING_DECIDED, {**DECIDED, "what": "request", "state": "granted"}),
    (Rule.TRAINING_DECIDED, {**DECIDED, "what": "request", "state": "lapsed", "by": "", "at": None}),
    (Rule.TRAINING_DECIDED, {**DECIDED, "what": "record", "state": "logged", "by": "", "at": None}),
    (Rule.EXTENSION, {**LATER, "why": "none", "latest": None, "longest_days": None}),
    (Rule.EXTENSION, {**LATER, "why": "settled", "state": "done"}),
    (Rule.EXTENSION, {**LATER, "why": "not_later"}),
    (Rule.EXTENSION, {**LATER, "why": "not_later", "earliest": date(2026, 11, 2)}),
    (Rule.EXTENSION, {**LATER, "why": "too_long"}),
    (Rule.EXEMPTION, {**COURSE, "why": "none", "state": "open", "until": None, "earliest": None}),
    (Rule.EXEMPTION, {**COURSE, "why": "settled", "state": "ended", "until": None, "earliest": None}),
    (Rule.EXEMPTION, {**COURSE, "why": "past", "state": "open", "until": ON, "earliest": date(2026, 8, 14)}),
)
