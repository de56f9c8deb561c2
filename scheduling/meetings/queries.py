"""Reads of meetings, as frozen facts."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select

from scheduling.meetings.facts import Invitation, Plan
from scheduling.meetings.rows import read_invitations
from scheduling.meetings.tables import attendees, meetings
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction


def find_meeting(tx: Transaction, meeting_id: int) -> Invitation | None:
    """The meeting with this number, cancelled or not, or None."""
    return next(iter(read_invitations(tx, meetings.c.id == meeting_id)), None)


def find_meeting_by_uid(tx: Transaction, uid: str) -> Invitation | None:
    """The meeting that calendars know by this name, or None."""
    return next(iter(read_invitations(tx, meetings.c.uid == uid)), None)


def find_same(tx: Transaction, organiser_id: int, plan: Plan) -> int | None:
    """The number of a meeting of this organiser under the same title, at the same time and place; or None."""
    same = select(meetings.c.id).where(
        meetings.c.organiser_id == organiser_id,
        meetings.c.last_ends_at > tx.now,
        meetings.c.cancelled_at.is_(None),
        meetings.c.title == plan.title,
        meetings.c.day == plan.day,
        meetings.c.starts == f"{plan.starts:%H:%M}",
        meetings.c.zone == plan.zone,
        meetings.c.place == plan.place,
        meetings.c.school_id.is_not_distinct_from(plan.school_id),
    )
    number: int | None = tx.execute(same.order_by(meetings.c.id).limit(1)).scalar()
    return number


def list_meetings(
    tx: Transaction, *, since: datetime, person_id: int | None = None, organised_by: Collection[int] = ()
) -> list[Invitation]:
    """The meetings that end after `since`, cancelled ones too, by number: those to which somebody is asked or
    which they organise, and those of other organisers; without a person, all.
    """
    wanted: list[ColumnElement[bool]] = [meetings.c.last_ends_at > since]
    if person_id is not None:
        wanted.append(_concerns(person_id) | meetings.c.organiser_id.in_(organised_by))
    return read_invitations(tx, *wanted)


def list_organisers(tx: Transaction, *, since: datetime) -> list[Person]:
    """Whoever organises a meeting that ends after `since`, by name."""
    theirs = select(meetings.c.organiser_id).where(meetings.c.last_ends_at > since).distinct()
    return list_people(tx, ids=tx.execute(theirs).scalars())


def _concerns(person_id: int) -> ColumnElement[bool]:
    asked = exists().where(
        attendees.c.meeting_id == meetings.c.id,
        attendees.c.person_id == person_id,
        attendees.c.removed_at.is_(None),
    )
    return asked | (meetings.c.organiser_id == person_id)
