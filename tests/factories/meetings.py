"""Meetings for tests, and what became of them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from scheduling.ical.repeat import Every
from scheduling.meetings.facts import Invitation, MeetingKind, Plan
from scheduling.meetings.plans.planning import plan_meeting
from scheduling.meetings.queries import find_meeting
from scheduling.meetings.rules.times import occurrences_of
from scheduling.policy.loader import load_policy
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction

POLICY = load_policy("default")
TUESDAY = date(2026, 8, 18)
"""The first Tuesday after the tests' Wednesday; the third of its month."""


def plan(*people: Person, **told: Any) -> Plan:
    """A drill of an hour on that Tuesday at nine in Phoenix, for these people, unless told otherwise."""
    values: dict[str, Any] = {
        "kind": MeetingKind.DRILL, "title": "Lockdown drill", "day": TUESDAY, "starts": time(9),
        "length": timedelta(hours=1), "zone": "America/Phoenix", "place": "Gym",
        "people": tuple(person.id for person in people), **told,
    }  # fmt: skip
    return Plan(**values)


def weekly(*people: Person, **told: Any) -> Plan:
    """The same, four Tuesdays in a row."""
    return plan(*people, **{"every": Every.WEEK, "count": 4, **told})


def planned(tx: Transaction, by: Person, wanted: Plan) -> Invitation:
    """The meeting that somebody has planned."""
    return plan_meeting(tx, actor=by, plan=wanted, policy=POLICY).invitation


def found(tx: Transaction, of: Invitation) -> Invitation:
    """The meeting as the database has it now."""
    now = find_meeting(tx, of.meeting.id)
    assert now is not None
    return now


def days_of(of: Invitation) -> list[str]:
    """When it takes place, by the clock of Phoenix: `08-18 09:00`; with an `x` where it is cancelled."""
    return [
        f"{each.starts_at - timedelta(hours=7):%m-%d %H:%M}{' x' if each.cancelled else ''}"
        for each in occurrences_of(of)
    ]


def phoenix_at(month: int, day: int, hour: int = 9) -> datetime:
    """An hour of 2026 by the clock of Phoenix, as UTC."""
    return datetime(2026, month, day, hour, tzinfo=UTC) + timedelta(hours=7)
