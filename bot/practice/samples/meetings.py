"""The sample district's meetings: the sergeant's weekly team meeting, and a safety meeting next week to which
Ada has not answered yet.
"""

from datetime import datetime, time, timedelta

from bot.practice.samples.folder import DISTRICT_ZONE
from scheduling.ical.repeat import Every
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, Invitation, MeetingKind, Plan
from scheduling.meetings.plans.planning import plan_meeting
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person_by_email, list_schools
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone

_TEAM = ("ada", "ben", "dora", "eli")
_MONDAY, _WEDNESDAY = 0, 2
_SAFETY = (
    "1. What the last lockdown drill showed\n2. Radios: who has a spare battery\n3. Doors that do not latch"
)


def plan_team_meetings(database: Database, policy: Policy, at: datetime) -> None:
    """Twelve Mondays in a row; Ada and Ben will come, Dora may."""
    with database.begin(at) as tx:
        team = [_named(tx, name) for name in _TEAM]
        plan = Plan(
            kind=MeetingKind.TEAM,
            title="Heron team meeting",
            day=local_day(at, zone(DISTRICT_ZONE)) + timedelta(days=_days_until(at, _MONDAY)),
            starts=time(8),
            length=timedelta(minutes=30),
            zone=DISTRICT_ZONE,
            agenda="The week ahead: who stands where, who is off",
            place="https://meet.example.org/heron",
            every=Every.WEEK,
            count=12,
            people=tuple(each.id for each in team),
        )
        planned = plan_meeting(tx, actor=_named(tx, "sol"), plan=plan, policy=policy).invitation
        for person, said in zip(team, (Answer.YES, Answer.YES, Answer.MAYBE), strict=False):
            _says(tx, planned, person, said)


def plan_safety_meeting(tx: Transaction, policy: Policy) -> None:
    """Wednesday of next week, at the first school; two of three must come, and Ben will."""
    day = local_day(tx.now, zone(DISTRICT_ZONE)) + timedelta(days=_days_until(tx.now, _WEDNESDAY) + 7)
    asked = [_named(tx, name) for name in ("ada", "ben", "dora")]
    school = next(each for each in list_schools(tx) if each.zone == DISTRICT_ZONE)
    plan = Plan(
        kind=MeetingKind.SAFETY,
        title="Campus safety meeting",
        day=day,
        starts=time(15, 30),
        length=timedelta(hours=1),
        zone=DISTRICT_ZONE,
        agenda=_SAFETY,
        place="Library",
        school_id=school.id,
        people=tuple(each.id for each in asked),
        quorum=2,
    )
    planned = plan_meeting(tx, actor=_named(tx, "sol"), plan=plan, policy=policy).invitation
    _says(tx, planned, asked[1], Answer.YES)


def _days_until(at: datetime, weekday: int) -> int:
    """From the day after on: one to seven."""
    return (weekday - local_day(at, zone(DISTRICT_ZONE)).weekday() - 1) % 7 + 1


def _says(tx: Transaction, planned: Invitation, person: Person, said: Answer) -> None:
    answer(tx, person=person, meeting_id=planned.meeting.id, said=said)


def _named(tx: Transaction, name: str) -> Person:
    person = find_person_by_email(tx, f"{name}@example.org")
    if person is None:
        raise LookupError(f"the sample roster lacks {name}@example.org")
    return person
