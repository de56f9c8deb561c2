"""What is owed, done and asked for, for the portraits of training: facts without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from scheduling.policy.requirements import (
    Amount,
    Anchor,
    Approver,
    Consequence,
    Evidence,
    ExtensionTerms,
    OnClock,
)
from scheduling.shifts.facts import HeldShift
from scheduling.training.facts import (
    CountdownLine,
    ObligationState,
    Progress,
    RecordState,
    RequestKind,
    RequestState,
    TrainingRequest,
)
from tests.factories.training import (
    SESSIONS,
    firearms,
    obligation,
    requirement,
    training_record,
    yearly_hours,
)
from tests.golden.sitters import ADA, QUARTZ, SEVEN, SHIFT

TODAY = date(2026, 10, 4)
ASKED_AT = datetime(2026, 10, 4, 16, 0, tzinfo=UTC)

COURSE = requirement(
    extension=ExtensionTerms(30), exempted_by=Approver.COORDINATOR, on_clock=OnClock.REFUSE,
    on_clock_rule="It may not be done while working at an assigned school.",
)  # fmt: skip
HOURS = yearly_hours(
    topics=("Law & <order>", "De-escalation", "First aid"), evidence=Evidence.VERIFIED, excused_share=0.1,
    extension=ExtensionTerms(31, Approver.COORDINATOR),
)  # fmt: skip
RANGE = firearms(consequence=Consequence.BLOCK, evidence=Evidence.VERIFIED)
RULES = requirement(
    "manners", title="Restraint & seclusion", amount=Amount(), consequence=Consequence.TELL,
)  # fmt: skip

OWED = obligation(
    COURSE, id=11, person_id=ADA.id, due_on=date(2026, 10, 16), starts_on=date(2026, 8, 17),
    anchors={Anchor.FIRST_SHIFT: date(2026, 8, 17), Anchor.ELIGIBLE: date(2026, 8, 20)},
)  # fmt: skip
THREE = Progress(sessions_done=SESSIONS[:3], sessions_left=SESSIONS[3:])
LINE = CountdownLine(OWED, THREE)
THIRTY = CountdownLine(
    obligation(HOURS, id=12, person_id=ADA.id, period="2026", due_on=date(2026, 12, 31)),
    Progress(
        minutes=30 * 60, minutes_needed=40 * 60, topics_done=("De-escalation",),
        topics_left=("Law & <order>", "First aid"), unverified=(5,),
    ),
)  # fmt: skip
UNQUALIFIED = CountdownLine(
    obligation(RANGE, id=13, person_id=ADA.id, period="2025-09-30", due_on=date(2026, 9, 30),
               state=ObligationState.OVERDUE),
    Progress(completions_needed=1),
)  # fmt: skip
TOLD = CountdownLine(
    obligation(RULES, id=14, person_id=ADA.id, due_on=date(2026, 10, 5)), Progress(completions_needed=1)
)
OVERDUE = replace(
    LINE, obligation=replace(OWED, due_on=date(2026, 10, 2), first_due_on=date(2026, 10, 2),
                             state=ObligationState.OVERDUE),
)  # fmt: skip
DONE = replace(
    LINE, obligation=replace(OWED, state=ObligationState.DONE, settled_on=TODAY),
    progress=Progress(sessions_done=SESSIONS, done_on=TODAY),
)  # fmt: skip

LATER = replace(
    SHIFT, id=431, starts_at=SEVEN + timedelta(days=69), ends_at=SEVEN + timedelta(days=69, hours=8)
)
HELD = (
    HeldShift(LATER, 1, 1, ADA.id, SEVEN),
    HeldShift(replace(LATER, id=432, school=QUARTZ, starts_at=LATER.starts_at + timedelta(days=1),
                      ends_at=LATER.ends_at + timedelta(days=1)), 2, 1, ADA.id, SEVEN),
)  # fmt: skip

RECORD = training_record(
    date(2026, 10, 3), 5, person_id=ADA.id, requirement="hours", minutes=240, topics=("First aid",),
    provider="Heron <Academy>", certificate="KC-1042 · https://files.example.org/f/1?a=1&b=2",
    flagged="It overlaps Quartz Elementary (#412).",
)  # fmt: skip
SESSION = training_record(date(2026, 10, 4), 6, person_id=ADA.id, sessions=SESSIONS[3:4])
PLANNED = replace(
    SESSION, id=7, state=RecordState.PLANNED, done_on=date(2026, 10, 8),
    starts_at=datetime(2026, 10, 8, 16, 0, tzinfo=UTC), ends_at=datetime(2026, 10, 8, 18, 0, tzinfo=UTC),
)  # fmt: skip

ASKS = TrainingRequest(
    id=21, kind=RequestKind.EXTENSION, obligation_id=OWED.id, person_id=ADA.id, until=date(2026, 10, 30),
    reason="My child was ill & <so on>", state=RequestState.OPEN, asked=(1,), asked_at=ASKED_AT,
)  # fmt: skip
LETS_OFF = replace(ASKS, id=22, kind=RequestKind.EXEMPTION, until=None)
