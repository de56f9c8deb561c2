"""Reads the meetings of a calendar: a few statements, however many are asked to them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, or_, select

from scheduling.agenda.facts import MeetingOnCalendar
from scheduling.agenda.window import Window
from scheduling.meetings.facts import Invitation
from scheduling.meetings.rows import invitations_of, read_own
from scheduling.meetings.tables import attendees, meetings
from scheduling.roster.facts import Person, School
from scheduling.roster.queries import list_schools
from scheduling.store.transaction import Transaction

MOST_MEETINGS: Final = 1_000
"""In one calendar; what is to come goes before what is over."""


def list_meetings_of(tx: Transaction, person_id: int, window: Window) -> list[MeetingOnCalendar]:
    """The meetings to which a person is asked, and those that they organise, by number."""
    asked = _asked_to(attendees.c.person_id == person_id)
    found = _read(tx, window, or_(meetings.c.id.in_(asked), meetings.c.organiser_id == person_id))
    own = read_own(tx, person_id, [each.meeting.id for each in found])
    at = _schools(tx, found)
    return [
        MeetingOnCalendar(
            each, _school(each, at), own.get(each.meeting.id), each.meeting.organiser_id == person_id
        )
        for each in found
    ]


def list_meetings_of_team(
    tx: Transaction, team: Mapping[int, Person], window: Window
) -> list[MeetingOnCalendar]:
    """The meetings to which any of these people, by id, are asked: each of them once, by number."""
    asked_of_team = attendees.c.person_id.in_(list(team))
    found = _read(tx, window, meetings.c.id.in_(_asked_to(asked_of_team)))
    at, names = _schools(tx, found), dict[int, list[str]]()
    who = select(attendees.c.meeting_id, attendees.c.person_id).where(
        asked_of_team, _IS_ASKED, attendees.c.meeting_id.in_([each.meeting.id for each in found])
    )
    for row in tx.execute(who):
        names.setdefault(row.meeting_id, []).append(team[row.person_id].name)
    return [
        MeetingOnCalendar(each, _school(each, at), asked=tuple(sorted(names.get(each.meeting.id, ()))))
        for each in found
    ]


def list_meetings_at(tx: Transaction, school: School, window: Window) -> list[MeetingOnCalendar]:
    """The meetings of a school, whoever is asked, by number."""
    found = _read(tx, window, meetings.c.school_id == school.id)
    return [MeetingOnCalendar(each, school) for each in found]


_IS_ASKED: Final = attendees.c.removed_at.is_(None)


def _asked_to(whom: ColumnElement[bool]) -> Any:
    return select(attendees.c.meeting_id).where(whom, _IS_ASKED)


def _read(tx: Transaction, window: Window, concerned: ColumnElement[bool]) -> list[Invitation]:
    """Those that touch the window and have not faded, at most so many."""
    shown = and_(
        concerned,
        meetings.c.last_ends_at > window.since,
        meetings.c.day <= window.until.date(),
        or_(meetings.c.cancelled_at.is_(None), meetings.c.cancelled_at >= window.faded_before),
    )
    is_over, ends = meetings.c.last_ends_at <= window.today, meetings.c.last_ends_at
    coming = select(meetings).where(shown, ~is_over).order_by(ends, meetings.c.id)
    past = select(meetings).where(shown, is_over).order_by(ends.desc(), meetings.c.id)
    rows: list[Row[Any]] = [*tx.execute(coming.limit(MOST_MEETINGS))]
    rows += tx.execute(past.limit(MOST_MEETINGS - len(rows)))
    return invitations_of(tx, sorted(rows, key=lambda row: row.id))


def _schools(tx: Transaction, found: Sequence[Invitation]) -> Mapping[int, School]:
    """All of them, where any meeting is a school's: a district has some hundred."""
    if all(each.meeting.plan.school_id is None for each in found):
        return {}
    return {school.id: school for school in list_schools(tx)}


def _school(of: Invitation, at: Mapping[int, School]) -> School | None:
    number = of.meeting.plan.school_id
    return None if number is None else at.get(number)
