"""Countdown lines as views and notices show them, for tests that touch no database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from scheduling.policy.requirements import (
    Amount,
    Anchor,
    Approver,
    Consequence,
    Due,
    Every,
    Evidence,
    ExtensionTerms,
    Requirement,
    Starts,
)
from scheduling.training.facts import (
    CountdownLine,
    Obligation,
    ObligationState,
    Progress,
    RecordState,
    RequestKind,
    RequestState,
    TrainingRecord,
    TrainingRequest,
)

TODAY = date(2026, 8, 12)
"""The day of `tests.conftest.NOON`, in Phoenix."""

SESSIONS = tuple(f"Session {number}" for number in range(1, 9))

COURSE = Requirement(
    key="asynchronous_course",
    title="SSO asynchronous training",
    source="ADE School Safety Program",
    starts=Starts(anchors=(Anchor.ELIGIBLE, Anchor.FIRST_SHIFT)),
    due=Due(days=60),
    amount=Amount(sessions=SESSIONS),
    consequence=Consequence.HAND_BACK,
    extension=ExtensionTerms(30),
)
HOURS = Requirement(
    key="in_service",
    title="In-service training",
    source="KRS 158.4414",
    starts=Starts(every=Every.CALENDAR_YEAR),
    amount=Amount(minutes=2_400, topics=("Active shooter", "Restraint and seclusion", "Youth mental health")),
    consequence=Consequence.BLOCK,
    evidence=Evidence.VERIFIED,
    extension=ExtensionTerms(31, Approver.COORDINATOR),
    exempted_by=Approver.COORDINATOR,
)
FIREARMS = Requirement(
    key="firearms",
    title="Firearms qualification",
    source="AZPOST R13-4-111",
    starts=Starts(every=Every.COMPLETION),
    due=Due(months=12),
)


def obligation(of: Requirement = COURSE, due_in: int = 12, **told: Any) -> Obligation:
    """Open, and due so many days after TODAY, unless told otherwise."""
    due_on = TODAY + timedelta(days=due_in)
    values: dict[str, Any] = {
        "id": 7, "person_id": 1, "requirement": of, "edition": "tests 1", "period": "once",
        "starts_on": due_on - timedelta(days=60), "first_due_on": due_on, "due_on": due_on,
        "due_at": datetime(due_on.year, due_on.month, due_on.day, 7, tzinfo=UTC) + timedelta(days=1),
        "state": ObligationState.OPEN if due_in >= 0 else ObligationState.OVERDUE, **told,
    }  # fmt: skip
    return Obligation(**values)


def sessions(done: int, **told: Any) -> Progress:
    """So many of the eight sessions."""
    return Progress(sessions_done=SESSIONS[:done], sessions_left=SESSIONS[done:], **told)


def hours(minutes: int, *topics: str, **told: Any) -> Progress:
    """So many minutes of the forty hours, and these topics."""
    left = tuple(topic for topic in HOURS.amount.topics if topic not in topics)
    return Progress(minutes=minutes, minutes_needed=2_400, topics_done=topics, topics_left=left, **told)


def countdown(
    progress: Progress | None = None,
    of: Requirement = COURSE,
    due_in: int = 12,
    request: TrainingRequest | None = None,
    **told: Any,
) -> CountdownLine:
    """Three of eight sessions, unless told otherwise."""
    return CountdownLine(obligation(of, due_in, **told), progress or sessions(3), request)


def record(**told: Any) -> TrainingRecord:
    """Four hours of in-service training, logged and not verified."""
    values: dict[str, Any] = {
        "id": 3, "person_id": 1, "requirement": HOURS.key, "done_on": date(2026, 8, 10),
        "state": RecordState.LOGGED, "topics": ("Active shooter",), "minutes": 240,
        "provider": "Heron Academy", "certificate": "A-17", **told,
    }  # fmt: skip
    return TrainingRecord(**values)


def request(**told: Any) -> TrainingRequest:
    """An extension by ten days, asked for and open."""
    values: dict[str, Any] = {
        "id": 5, "kind": RequestKind.EXTENSION, "obligation_id": 7, "person_id": 1,
        "until": TODAY + timedelta(days=22), "reason": "Course was cancelled", "state": RequestState.OPEN,
        "asked": (2,), "asked_at": datetime(2026, 8, 12, 16, tzinfo=UTC), **told,
    }  # fmt: skip
    return TrainingRequest(**values)
