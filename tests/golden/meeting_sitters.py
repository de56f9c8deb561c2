"""A drill and a series that sit for the portraits of meetings: facts without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from scheduling.ical.repeat import Every
from scheduling.meetings.facts import Invitation, Meeting, MeetingKind, Plan
from scheduling.meetings.rules.times import occurrences_of
from tests.golden.sitters import ADA, BEN, CLEO, SOL

PLAN = Plan(
    kind=MeetingKind.DRILL,
    title="Lockdown drill",
    day=date(2026, 8, 18),
    starts=time(9),
    length=timedelta(hours=1),
    zone="America/Phoenix",
    agenda="1. Radio check\n2. Doors & gates <all>",
    place="Gym",
    school_id=1,
)
AT = datetime(2026, 8, 12, 19, 0, tzinfo=UTC)
MEETING = Meeting(7, "meeting-7@example.org", PLAN, SOL.id, 0, AT)
DRILL = Invitation(MEETING, people=frozenset({ADA.id, BEN.id, CLEO.id}))
SERIES = replace(
    DRILL,
    meeting=replace(
        MEETING,
        id=8,
        plan=replace(
            PLAN, kind=MeetingKind.TEAM, title="Heron & team", every=Every.WEEK, count=4,
            place="https://meet.example.org/heron?room=4", agenda="", school_id=None,
        ),
    ),
)  # fmt: skip
SECOND = occurrences_of(SERIES)[1]
