"""Reads the meetings of a calendar: a few statements, however many are asked to them.

The statements are made once: to put one together takes as long as the database takes to answer it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Row, bindparam, not_, or_, select

from scheduling.agenda.facts import MeetingOnCalendar
from scheduling.agenda.question import Question, instant
from scheduling.agenda.window import Window
from scheduling.meetings.facts import Invitation
from scheduling.meetings.rows import invitations_of, read_own
from scheduling.meetings.tables import attendees, meetings
from scheduling.roster.facts import Person, School
from scheduling.roster.queries import list_schools
from scheduling.store.transaction import Transaction

MOST_MEETINGS: Final = 1_000
"""In one calendar; what is to come goes before what is over."""


def _question(concerned: ColumnElement[bool]) -> Question:
    """Those that touch the window and have not faded."""
    ends, off = meetings.c.last_ends_at, meetings.c.cancelled_at
    shown = (
        select(meetings)
        .where(concerned, ends > instant("since"), meetings.c.day <= bindparam("last_day"))
        .where(or_(off.is_(None), off >= instant("faded_before")))
        .limit(bindparam("most", type_=Integer))
    )
    is_over = ends <= instant("today")
    return Question(
        coming=shown.where(not_(is_over)).order_by(ends, meetings.c.id),
        past=shown.where(is_over).order_by(ends.desc(), meetings.c.id),
    )


def _asked(whom: ColumnElement[bool]) -> ColumnElement[bool]:
    return meetings.c.id.in_(select(attendees.c.meeting_id).where(whom, attendees.c.removed_at.is_(None)))


_PERSON: Final = bindparam("person", type_=Integer)
_OF_TEAM: Final = attendees.c.person_id.in_(bindparam("team", expanding=True, type_=Integer))

_OF_PERSON: Final = _question(
    or_(_asked(attendees.c.person_id == _PERSON), meetings.c.organiser_id == _PERSON)
)
_OF_ANY: Final = _question(_asked(_OF_TEAM))
_AT_SCHOOL: Final = _question(meetings.c.school_id == bindparam("school", type_=Integer))

_WHO_OF_TEAM: Final = select(attendees.c.meeting_id, attendees.c.person_id).where(
    _OF_TEAM,
    attendees.c.removed_at.is_(None),
    attendees.c.meeting_id.in_(bindparam("meetings", expanding=True, type_=Integer)),
)


def list_meetings_of(tx: Transaction, person_id: int, window: Window) -> list[MeetingOnCalendar]:
    """The meetings to which a person is asked, and those that they organise, by number."""
    found = _read(tx, _OF_PERSON, window, {"person": person_id})
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
    found = _read(tx, _OF_ANY, window, {"team": list(team)})
    at, names = _schools(tx, found), dict[int, list[str]]()
    who = {"team": list(team), "meetings": [each.meeting.id for each in found]}
    for row in tx.execute(_WHO_OF_TEAM, who):
        names.setdefault(row.meeting_id, []).append(team[row.person_id].name)
    return [
        MeetingOnCalendar(each, _school(each, at), asked=tuple(sorted(names.get(each.meeting.id, ()))))
        for each in found
    ]


def list_meetings_at(tx: Transaction, school: School, window: Window) -> list[MeetingOnCalendar]:
    """The meetings of a school, whoever is asked, by number."""
    found = _read(tx, _AT_SCHOOL, window, {"school": school.id})
    return [MeetingOnCalendar(each, school) for each in found]


def _read(tx: Transaction, question: Question, window: Window, whose: Mapping[str, Any]) -> list[Invitation]:
    """At most so many, by number."""
    asked = {
        **whose, "since": window.since, "last_day": window.until.date(), "today": window.today,
        "faded_before": window.faded_before,
    }  # fmt: skip
    rows: list[Row[Any]] = [*tx.execute(question.coming, {**asked, "most": MOST_MEETINGS})]
    if len(rows) < MOST_MEETINGS:
        rows += tx.execute(question.past, {**asked, "most": MOST_MEETINGS - len(rows)})
    return invitations_of(tx, sorted(rows, key=lambda row: row.id))


def _schools(tx: Transaction, found: Sequence[Invitation]) -> Mapping[int, School]:
    """All of them, where any meeting is a school's: a district has some hundred."""
    if all(each.meeting.plan.school_id is None for each in found):
        return {}
    return {school.id: school for school in list_schools(tx)}


def _school(of: Invitation, at: Mapping[int, School]) -> School | None:
    number = of.meeting.plan.school_id
    return None if number is None else at.get(number)
