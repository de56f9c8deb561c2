"""Whom a plan asks: people by name, and groups as they are at this moment."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, select

from scheduling.meetings.facts import Asked, AskedBy, Group, Invitation, Plan
from scheduling.meetings.plans.groups import ACTIVE_OFFICERS
from scheduling.meetings.tables import attendees
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.roster.tables import people, schools
from scheduling.shifts.rows import is_held
from scheduling.shifts.tables import claims, shifts
from scheduling.store.transaction import Transaction

AT_SCHOOL: Final = timedelta(days=30)
"""Officers are not assigned to schools; those of a school hold a shift there that ended less than so long
ago, or begins within so long: who worked there lately, and has no next shift yet, is meant as well.
"""

_READ_AT_ONCE: Final = 1_000
"""More are not looked up by name: twice what may be asked, so that the refusal can name a figure."""


def gather_asked(tx: Transaction, plan: Plan, before: Invitation | None = None) -> Asked:
    """Whom a plan asks at this moment.

    Of a meeting that stands (`before`), who has left since is left out rather than named as gone; and who was
    asked as an officer of a school stays as long as the plan asks that school, whatever shifts have gone by.
    """
    if len(plan.people) > _READ_AT_ONCE:
        return Asked({}, len(plan.people))
    named = {person.id: person for person in list_people(tx, ids=plan.people)}
    by = dict.fromkeys(plan.people, AskedBy.NAME)
    for group in plan.groups:
        for person_id in _members(tx, group):
            by.setdefault(person_id, group.by)
    for person_id in _stay(tx, plan, before):
        by.setdefault(person_id, AskedBy.SCHOOL)
    missing = [each for each in plan.people if not _is_there(named.get(each))]
    known = before.people if before is not None else frozenset()
    by = {person_id: why for person_id, why in by.items() if person_id not in missing}
    gone = tuple(_name(each, named) for each in missing if each not in known)
    return Asked(by, len(by), gone)


def _members(tx: Transaction, group: Group) -> Iterable[int]:
    """Active officers of the group, by id."""
    return _officers(tx, _belongs(tx, group))


def _stay(tx: Transaction, plan: Plan, before: Invitation | None) -> Iterable[int]:
    """Active officers who were asked for a school that is asked still, by id."""
    if before is None or not _schools(before.meeting.plan) <= _schools(plan):
        return ()
    asked = select(attendees.c.person_id).where(
        attendees.c.meeting_id == before.meeting.id,
        attendees.c.asked_by == AskedBy.SCHOOL.value,
        attendees.c.removed_at.is_(None),
    )
    return _officers(tx, people.c.id.in_(asked))


def _schools(plan: Plan) -> set[Group]:
    return {each for each in plan.groups if each.by is AskedBy.SCHOOL}


def _officers(tx: Transaction, which: ColumnElement[bool]) -> Iterable[int]:
    return (
        tx.execute(select(people.c.id).where(*ACTIVE_OFFICERS, which).order_by(people.c.id)).scalars().all()
    )


def _belongs(tx: Transaction, group: Group) -> ColumnElement[bool]:
    match group.by:
        case AskedBy.AGENCY:
            return people.c.agency == group.name
        case AskedBy.PROGRAMME:
            return people.c.programme == group.name
        case AskedBy.SCHOOL:
            return people.c.id.in_(
                select(claims.c.person_id)
                .join(shifts, shifts.c.id == claims.c.shift_id)
                .join(schools, schools.c.id == shifts.c.school_id)
                .where(
                    is_held(),
                    schools.c.code == group.name,
                    shifts.c.ends_at > tx.now - AT_SCHOOL,
                    shifts.c.starts_at < tx.now + AT_SCHOOL,
                )
            )
        case AskedBy.NAME:
            raise ValueError(f"{group.name}: a group is a school, an agency or a programme.")


def _is_there(person: Person | None) -> bool:
    return person is not None and person.active and person.deactivated_at is None


def _name(person_id: int, named: dict[int, Person]) -> str:
    return named[person_id].name if person_id in named else f"number {person_id}"
