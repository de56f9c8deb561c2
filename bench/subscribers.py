"""Those who subscribe to calendars in the bench: officers with shifts and meetings."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from bench.workload import AGENCY, ZONE, email_of
from bot.clock import SystemClock
from scheduling.calendars.facts import Display
from scheduling.calendars.subscriptions import open_subscription
from scheduling.meetings.facts import MeetingKind, Plan
from scheduling.meetings.plans.planning import plan_meeting
from scheduling.policy.loader import load_policy
from scheduling.revisions.facts import Scope
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.roster.tables import people, schools
from scheduling.shifts.tables import claims, shifts
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

SUBSCRIBERS: Final = 700
MEETINGS: Final = 10
"""Every tenth event is a meeting."""

ONCE_SETTLED: Final = timedelta(minutes=-2)
"""Links are as old as links are: what a fresh one opens is not relied on for a minute."""


def settle(database: Database, sizes: Sequence[int]) -> dict[int, str]:
    """The token of an officer with so many events, for each size; everybody else has a link too, and none."""
    now = SystemClock().now()
    with database.begin(now + ONCE_SETTLED) as tx:
        school = tx.execute(schools.insert().returning(schools.c.id), _SCHOOL).scalar_one()
        officers = [_hire(tx, number) for number in range(SUBSCRIBERS)]
        tokens = {}
        organiser = _hire(tx, SUBSCRIBERS, role="supervisor")
        for officer, size in zip(officers, sizes, strict=False):
            _give_shifts(tx, officer, school, now, size - size // MEETINGS)
            _give_meetings(tx, organiser, officer, now, size // MEETINGS)
        for officer in officers:
            opened = open_subscription(
                tx, actor=officer, scope=Scope.MINE, scope_id=officer.id, display=Display()
            )
            tokens[officer.id] = opened.token
    return {size: tokens[officer.id] for officer, size in zip(officers, sizes, strict=False)}


_SCHOOL: Final = {"code": "B1", "name": "Bench School 1", "zone": ZONE, "address": "1 Bench Road"}


def _hire(tx: Transaction, number: int, role: str = "officer") -> Person:
    values = {
        "email": email_of(number), "name": f"Officer {number}", "badge": "", "agency": AGENCY, "kind": "SSO",
        "programme": "", "employment": "", "funding": "", "armed": False, "role": role, "zone": ZONE,
        "active": True, "standing": "clear", "standing_reason": "", "standing_source": "", "core_team": False,
    }  # fmt: skip
    person = find_person(tx, tx.execute(people.insert().returning(people.c.id), values).scalar_one())
    if person is None:
        raise RuntimeError("nobody was hired")
    return person


def _give_shifts(tx: Transaction, officer: Person, school: int, now: datetime, count: int) -> None:
    for number in range(count):
        shift_id = add_shift(tx, school, now + timedelta(hours=12 * number))
        held = {"shift_id": shift_id, "place": 1, "person_id": officer.id, "state": "held"}
        tx.execute(claims.insert(), held | {"claimed_at": now, "reason": ""})


def _give_meetings(tx: Transaction, organiser: Person, officer: Person, now: datetime, count: int) -> None:
    policy = load_policy("default")
    for number in range(count):
        day = now.date() + timedelta(days=2 + 5 * number)
        title = f"Safety meeting {officer.id}.{number}"
        plan = Plan(
            MeetingKind.SAFETY, title, day, time(15), timedelta(hours=1), ZONE, agenda="Radios and doors",
            place="Library", people=(officer.id,),
        )  # fmt: skip
        plan_meeting(tx, actor=organiser, plan=plan, policy=policy)


def add_shift(tx: Transaction, school: int, starts_at: datetime) -> int:
    """A shift of four hours; answers its number."""
    values: dict[str, Any] = {
        "source": "bench", "external_id": f"{starts_at.isoformat()}-{tx.execute(_COUNT).scalar_one()}",
        "school_id": school, "agency": AGENCY, "backup_agencies": [], "post": "Front gate", "programme": "",
        "armed": False, "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=4), "places": 1,
        "status": "open", "notes": "", "digest": "", "first_seen_at": tx.now, "changed_at": tx.now,
    }  # fmt: skip
    number: int = tx.execute(shifts.insert().returning(shifts.c.id), values).scalar_one()
    return number


_COUNT: Final = select(func.count()).select_from(shifts)
