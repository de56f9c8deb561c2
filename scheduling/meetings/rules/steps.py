"""What is to be done about an occurrence, and when, without anybody asking. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from scheduling.meetings.facts import Meeting, Occurrence
from scheduling.policy.requirements import Countdown
from scheduling.training.rules.ladder import next_hour_to_tell
from scheduling.zones import zone


class StepKind(StrEnum):
    """What is done; the values are stored."""

    CHASE = "chase"
    """Three days before, who has not answered is reminded to."""
    DAY = "day"
    """A day before, everybody who may come is reminded, and asked where they have not answered."""
    QUORUM = "quorum"
    """A day before it is looked whether enough will come."""
    HOUR = "hour"
    """An hour before, who may come is reminded."""
    ATTENDANCE = "attendance"
    """Afterwards the organiser is asked who came."""


CHASE_BEFORE: Final = timedelta(days=3)
DAY_BEFORE: Final = timedelta(days=1)
HOUR_BEFORE: Final = timedelta(hours=1)

LATE: Final = timedelta(days=2)
"""The organiser is not asked any more who came to what ended so long ago, after an outage say."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done.

    Attributes:
        at: when, aware UTC; reminders of days go out at an hour for them, by the meeting's clock.
        until: of no use from then on.
    """

    kind: StepKind
    original_at: datetime
    at: datetime
    until: datetime


def steps_of(meeting: Meeting, of: Occurrence, countdown: Countdown) -> tuple[Step, ...]:
    """What is to be done about an occurrence, in order of time. Whoever was just told of it, by the revision
    that stands, is not reminded at once; where it was planned or moved within the last day, it is looked an
    hour before whether enough will come.
    """
    if of.cancelled:
        return ()
    return tuple(sorted(_steps(meeting, of, countdown), key=lambda step: (step.at, step.kind)))


def _steps(meeting: Meeting, of: Occurrence, countdown: Countdown) -> Iterator[Step]:
    at, told_at, starts_at = zone(meeting.plan.zone), meeting.revised_at, of.starts_at
    reminders = (
        (StepKind.CHASE, next_hour_to_tell(countdown, at, starts_at - CHASE_BEFORE)),
        (StepKind.DAY, next_hour_to_tell(countdown, at, starts_at - DAY_BEFORE)),
        (StepKind.HOUR, starts_at - HOUR_BEFORE),
    )
    for kind, when in reminders:
        if told_at < when < starts_at:
            yield Step(kind, of.original_at, when, starts_at)
    day_before = starts_at - DAY_BEFORE
    looks_at = day_before if told_at < day_before else max(told_at, starts_at - HOUR_BEFORE)
    if looks_at < starts_at:
        yield Step(StepKind.QUORUM, of.original_at, looks_at, starts_at)
    yield Step(StepKind.ATTENDANCE, of.original_at, of.ends_at, of.ends_at + LATE)
