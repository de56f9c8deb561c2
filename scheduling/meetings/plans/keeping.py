"""Writing what became of a meeting: its row, what differs in it, who is asked, and what they have said."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_

from scheduling.calendars.touch import touch_calendars
from scheduling.meetings.facts import Answer, AskedBy, Attendee, Invitation, Meeting, Said
from scheduling.meetings.rows import difference_values, read_attendees, said_values, values_of
from scheduling.meetings.rules.revising import is_retimed, keeps_times, original_days
from scheduling.meetings.shortfalls import look_again, resolve_changed
from scheduling.meetings.tables import (
    attendees,
    meeting_differences,
    meeting_steps,
    meetings,
    occurrence_answers,
)
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone


def add_meeting(tx: Transaction, planned: Invitation, by: Mapping[int, AskedBy]) -> Invitation:
    """Store a meeting that has no number yet, and whom it asks; its organiser, if asked, has said yes."""
    values = {**values_of(planned.meeting), "created_at": tx.now, "next_at": tx.now}
    key = tx.execute(meetings.insert().values(**values)).inserted_primary_key
    if key is None:
        raise LookupError("the database gave the meeting no number")
    added = replace(planned, meeting=replace(planned.meeting, id=key[0]))
    _write_differences(tx, added)
    _ask(tx, added.meeting, by)
    _touch(tx, added, added)
    return added


def keep_meeting(
    tx: Transaction, before: Invitation, after: Invitation, by: Mapping[int, AskedBy] | None = None
) -> None:
    """Store what became of it. Where its times have changed, what was said of them is forgotten.

    Args:
        tx: a write transaction that holds the meeting.
        before: as it stood.
        after: as it stands now.
        by: why each of those who are asked is; None: they are the same people as before.
    """
    resolve_changed(tx, before, after)
    meeting = after.meeting
    values = {**values_of(meeting), "next_at": tx.now}
    tx.execute(meetings.update().where(meetings.c.id == meeting.id).values(**values))
    _write_differences(tx, after)
    if is_retimed(before.meeting.plan, meeting.plan):
        _forget_answers(tx, meeting)
    else:
        _ask_anew_of_moved(tx, before, after)
    if by is not None:
        _take_off(tx, before, after)
        _ask(tx, meeting, {person: why for person, why in by.items() if person not in before.people})
    look_again(tx, after)
    _touch(tx, before, after)


def copy_answers(tx: Transaction, before: Invitation, rest: Invitation) -> None:
    """What was said of a series holds for the rest of it, of each occurrence too, unless its times differ."""
    if not keeps_times(before.meeting.plan, rest.meeting.plan):
        return
    days, at = original_days(rest.meeting.plan), zone(before.meeting.plan.zone)
    for each in read_attendees(tx, before.meeting.id):
        if each.person_id in rest.people:
            _copy(tx, each, rest.meeting, {of: days.get(local_day(of, at)) for of in each.of_one})


def _copy(
    tx: Transaction, attendee: Attendee, to: Meeting, originals: Mapping[datetime, datetime | None]
) -> None:
    mine = and_(attendees.c.meeting_id == to.id, attendees.c.person_id == attendee.person_id)
    tx.execute(attendees.update().where(mine).values(**said_values(_without_mail(attendee.said))))
    for of, original_at in originals.items():
        if original_at is not None:
            said = said_values(_without_mail(attendee.of_one[of]))
            key = {"meeting_id": to.id, "original_at": original_at, "person_id": attendee.person_id}
            tx.execute(occurrence_answers.insert().values(**key, **said))


def _without_mail(said: Said) -> Said:
    """The rest of a series has another name in calendars: its revisions are counted from the beginning."""
    return replace(said, sequence=None, stamp=None)


def _write_differences(tx: Transaction, after: Invitation) -> None:
    number = after.meeting.id
    tx.execute(meeting_differences.delete().where(meeting_differences.c.meeting_id == number))
    if after.differences:
        rows = [difference_values(number, each) for each in after.differences]
        tx.execute(meeting_differences.insert(), rows)


def _ask(tx: Transaction, meeting: Meeting, by: Mapping[int, AskedBy]) -> None:
    """Whoever was asked and taken off before is asked again, and has said nothing."""
    if not by:
        return
    again = attendees.delete().where(_of(meeting), attendees.c.person_id.in_(list(by)))
    tx.execute(again)
    yes = Said(Answer.YES, at=tx.now)
    rows = [
        {
            "meeting_id": meeting.id,
            "person_id": person,
            "asked_by": why.value,
            **said_values(yes if person == meeting.organiser_id else Said()),
        }
        for person, why in sorted(by.items())
    ]
    tx.execute(attendees.insert(), rows)


def _take_off(tx: Transaction, before: Invitation, after: Invitation) -> None:
    gone = sorted(before.people - after.people)
    if gone:
        tx.execute(
            attendees.update()
            .where(_of(after.meeting), attendees.c.person_id.in_(gone))
            .values(removed_at=tx.now)
        )
        own = and_(
            occurrence_answers.c.meeting_id == after.meeting.id, occurrence_answers.c.person_id.in_(gone)
        )
        tx.execute(occurrence_answers.delete().where(own))


def _forget_answers(tx: Transaction, meeting: Meeting) -> None:
    """All but the organiser's own; and what was done about the former times, which had not come."""
    tx.execute(meeting_steps.delete().where(meeting_steps.c.meeting_id == meeting.id))
    others = attendees.c.person_id != meeting.organiser_id
    tx.execute(attendees.update().where(_of(meeting), others).values(**said_values(Said())))
    tx.execute(occurrence_answers.delete().where(occurrence_answers.c.meeting_id == meeting.id))


def _ask_anew_of_moved(tx: Transaction, before: Invitation, after: Invitation) -> None:
    """An occurrence at another time is answered for anew, whatever was said of it or of all."""
    known = {each.original_at: (each.starts_at, each.ends_at) for each in before.differences}
    for each in after.differences:
        if each.cancelled or known.get(each.original_at) == (each.starts_at, each.ends_at):
            continue
        if each.original_at not in known and each.starts_at == each.original_at:
            continue  # it is elsewhere or about something else, at the same time
        _ask_anew(tx, after, each.original_at)


def _ask_anew(tx: Transaction, after: Invitation, original_at: datetime) -> None:
    one = and_(
        occurrence_answers.c.meeting_id == after.meeting.id, occurrence_answers.c.original_at == original_at
    )
    tx.execute(occurrence_answers.delete().where(one))
    done = meeting_steps.c.meeting_id == after.meeting.id, meeting_steps.c.original_at == original_at
    tx.execute(meeting_steps.delete().where(*done))  # reminders of the new time are not those of the old
    key = {"meeting_id": after.meeting.id, "original_at": original_at}
    rows = [
        {**key, "person_id": person, **said_values(Said())}
        for person in sorted(after.people - {after.meeting.organiser_id})
    ]
    if rows:
        unique = ["meeting_id", "original_at", "person_id"]
        tx.execute(insert_unless_there(tx, occurrence_answers, unique=unique), rows)


def _touch(tx: Transaction, before: Invitation, after: Invitation) -> None:
    schools = {each.meeting.plan.school_id for each in (before, after)} - {None}
    people = before.people | after.people | {after.meeting.organiser_id}
    touch_calendars(tx, people=people, schools=[each for each in schools if each is not None])


def _of(meeting: Meeting) -> ColumnElement[bool]:
    return attendees.c.meeting_id == meeting.id
