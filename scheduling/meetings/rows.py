"""How rows of meetings become frozen facts, and back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, bindparam, select

from scheduling.ical.repeat import Every
from scheduling.meetings.facts import (
    Answer,
    AskedBy,
    Attendee,
    Difference,
    Group,
    Invitation,
    Meeting,
    MeetingKind,
    Plan,
    RequiredRole,
    Said,
    Via,
)
from scheduling.meetings.tables import attendees, meeting_differences, meetings, occurrence_answers
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction

_MINUTE = timedelta(minutes=1)

_MEETINGS = bindparam("meetings", expanding=True, type_=Integer)
_PERSON = bindparam("person", type_=Integer)
_OWN = select(attendees).where(
    attendees.c.person_id == _PERSON, attendees.c.meeting_id.in_(_MEETINGS), attendees.c.removed_at.is_(None)
)
_OWN_OF_ONE = select(occurrence_answers).where(
    occurrence_answers.c.person_id == _PERSON, occurrence_answers.c.meeting_id.in_(_MEETINGS)
)


def read_invitations(tx: Transaction, *where: ColumnElement[bool]) -> list[Invitation]:
    """The meetings that fit every condition, by number, with what differs and who is asked."""
    rows = tx.execute(select(meetings).where(*where).order_by(meetings.c.id)).all()
    ids = [row.id for row in rows]
    differ = _by_meeting(_read_differences(tx, ids))
    asked: dict[int, dict[int, AskedBy]] = {}
    for each in tx.execute(_asked_to(ids)):
        asked.setdefault(each.meeting_id, {})[each.person_id] = AskedBy(each.asked_by)
    return [_invitation(row, differ.get(row.id, ()), asked.get(row.id, {})) for row in rows]


def invitations_of(tx: Transaction, rows: Sequence[Row[Any]]) -> list[Invitation]:
    """The meetings of these rows, in their order, with what differs, and with nobody in `people`: hundreds
    may be asked, and a calendar does not show them.
    """
    series = [row.id for row in rows if row.every]
    differ = _by_meeting(_read_differences(tx, series)) if series else {}
    return [_invitation(row, differ.get(row.id, ()), {}) for row in rows]


def read_attendees(tx: Transaction, meeting_id: int) -> list[Attendee]:
    """Who is asked to a meeting at this moment, by id, and what they say."""
    own: dict[int, dict[datetime, Said]] = {}
    said = select(occurrence_answers).where(occurrence_answers.c.meeting_id == meeting_id)
    for each in tx.execute(said):
        own.setdefault(each.person_id, {})[each.original_at] = _said(each)
    rows = (
        select(attendees, people.c.active, people.c.deactivated_at)
        .join(people, people.c.id == attendees.c.person_id)
        .where(attendees.c.meeting_id == meeting_id, attendees.c.removed_at.is_(None))
    )
    return [
        Attendee(
            meeting_id, row.person_id, AskedBy(row.asked_by), _said(row), own.get(row.person_id, {}),
            left=not row.active or row.deactivated_at is not None,
        )
        for row in tx.execute(rows.order_by(attendees.c.person_id))
    ]  # fmt: skip


def read_own(tx: Transaction, person_id: int, meeting_ids: Sequence[int]) -> dict[int, Attendee]:
    """What one person says of each of these meetings, by number; those to which they are asked."""
    if not meeting_ids:
        return {}
    of_one: dict[int, dict[datetime, Said]] = {}
    named = {"person": person_id, "meetings": meeting_ids}
    for each in tx.execute(_OWN_OF_ONE, named):
        of_one.setdefault(each.meeting_id, {})[each.original_at] = _said(each)
    return {
        row.meeting_id: Attendee(
            row.meeting_id, person_id, AskedBy(row.asked_by), _said(row), of_one.get(row.meeting_id, {})
        )
        for row in tx.execute(_OWN, named)
    }


def was_asked(tx: Transaction, meeting_id: int, person_id: int) -> bool:
    """Whether somebody was asked to a meeting at any time, also where they were taken off."""
    of = attendees.c.meeting_id == meeting_id, attendees.c.person_id == person_id
    return tx.execute(select(attendees.c.person_id).where(*of)).first() is not None


def values_of(meeting: Meeting) -> dict[str, Any]:
    """What a row of meetings holds of it, but for its id, who planned it and when, and what is due."""
    plan = meeting.plan
    return {
        "uid": meeting.uid, "kind": plan.kind.value, "title": plan.title, "agenda": plan.agenda,
        "place": plan.place, "school_id": plan.school_id, "zone": plan.zone, "day": plan.day,
        "starts": f"{plan.starts:%H:%M}", "length_minutes": plan.length // _MINUTE,
        "every": plan.every.value if plan.every else "", "until_on": plan.until, "times": plan.count,
        "last_weekday": plan.last, "groups": [[each.by.value, each.name] for each in plan.groups],
        "required_roles": [[each.name, list(each.people)] for each in plan.required_roles],
        "quorum": plan.quorum, "requirement": plan.requirement, "organiser_id": meeting.organiser_id,
        "sequence": meeting.sequence, "retimed_sequence": meeting.retimed_sequence,
        "revised_at": meeting.revised_at, "cancelled_at": meeting.cancelled_at,
        "cancel_reason": meeting.cancel_reason, "series_id": meeting.series_id,
        "last_ends_at": meeting.last_ends_at,
    }  # fmt: skip


def difference_values(meeting_id: int, each: Difference) -> dict[str, Any]:
    """The row of one occurrence that differs."""
    return {
        "meeting_id": meeting_id, "original_at": each.original_at, "starts_at": each.starts_at,
        "ends_at": each.ends_at, "place": each.place, "agenda": each.agenda,
        "cancelled_at": each.cancelled_at, "reason": each.reason, "retimed_sequence": each.retimed_sequence,
    }  # fmt: skip


def said_values(said: Said) -> dict[str, Any]:
    """The columns that hold what somebody says."""
    return {
        "answer": said.answer.value, "comment": said.comment, "answered_at": said.at,
        "answered_via": said.via.value if said.via else "", "answered_sequence": said.sequence,
        "answered_stamp": said.stamp,
    }  # fmt: skip


def _invitation(row: Row[Any], differ: Sequence[Difference], by: Mapping[int, AskedBy]) -> Invitation:
    named = tuple(sorted(person for person, why in by.items() if why is AskedBy.NAME))
    return Invitation(_meeting(row, named), tuple(differ), frozenset(by))


def _meeting(row: Row[Any], named: tuple[int, ...]) -> Meeting:
    return Meeting(
        id=row.id, uid=row.uid, plan=_plan(row, named), organiser_id=row.organiser_id,
        sequence=row.sequence, revised_at=row.revised_at, retimed_sequence=row.retimed_sequence,
        cancelled_at=row.cancelled_at, cancel_reason=row.cancel_reason, series_id=row.series_id,
        last_ends_at=row.last_ends_at,
    )  # fmt: skip


def _plan(row: Row[Any], named: tuple[int, ...]) -> Plan:
    return Plan(
        kind=MeetingKind(row.kind), title=row.title, day=row.day, starts=time.fromisoformat(row.starts),
        length=row.length_minutes * _MINUTE, zone=row.zone, agenda=row.agenda, place=row.place,
        school_id=row.school_id, every=Every(row.every) if row.every else None, until=row.until_on,
        count=row.times, last=bool(row.last_weekday),
        people=named, groups=tuple(Group(AskedBy(by), name) for by, name in row.groups),
        required_roles=tuple(RequiredRole(name, tuple(who)) for name, who in row.required_roles),
        quorum=row.quorum, requirement=row.requirement,
    )  # fmt: skip


def _read_differences(tx: Transaction, ids: Iterable[int]) -> list[tuple[int, Difference]]:
    order = (meeting_differences.c.meeting_id, meeting_differences.c.original_at)
    rows = select(meeting_differences).where(meeting_differences.c.meeting_id.in_(list(ids))).order_by(*order)
    return [
        (
            row.meeting_id,
            Difference(
                row.original_at, row.starts_at, row.ends_at, row.place, row.agenda, row.cancelled_at,
                row.reason, row.retimed_sequence,
            ),
        )
        for row in tx.execute(rows)
    ]  # fmt: skip


def _by_meeting(pairs: Iterable[tuple[int, Difference]]) -> dict[int, list[Difference]]:
    found: dict[int, list[Difference]] = {}
    for meeting_id, each in pairs:
        found.setdefault(meeting_id, []).append(each)
    return found


def _asked_to(ids: Sequence[int]) -> Any:
    return select(attendees.c.meeting_id, attendees.c.person_id, attendees.c.asked_by).where(
        attendees.c.meeting_id.in_(ids), attendees.c.removed_at.is_(None)
    )


def _said(row: Row[Any]) -> Said:
    via = Via(row.answered_via) if row.answered_via else None
    return Said(
        Answer(row.answer), row.comment, row.answered_at, via, row.answered_sequence, row.answered_stamp
    )
