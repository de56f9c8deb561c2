"""A meeting as it stands in a calendar."""

from datetime import datetime

from scheduling.ical.entries import Entry, Override, Series
from scheduling.meetings.facts import Difference, Invitation, Meeting
from scheduling.meetings.rules.times import by_rule


def entry_of(invitation: Invitation, *, at: str = "") -> Entry | Series:
    """The whole meeting: an entry that happens once, or a series with what differs in it.

    Args:
        invitation: the meeting as it stands.
        at: the school, which is told beside the place.
    """
    meeting, plan = invitation.meeting, invitation.meeting.plan
    first = by_rule(plan)[0]
    entry = Entry(
        uid=meeting.uid,
        stamp=meeting.revised_at,
        sequence=meeting.sequence,
        summary=plan.title,
        starts=first.starts_at,
        ends=first.ends_at,
        location=location_of(plan.place, at),
        description=plan.agenda,
        cancelled=meeting.cancelled_at is not None,
    )
    if plan.repeat is None:
        return entry
    overrides = tuple(_override(meeting, each, at) for each in invitation.differences)
    return Series(entry, plan.zone, plan.repeat, overrides=overrides)


def override_of(invitation: Invitation, original_at: datetime, *, at: str = "") -> Override | None:
    """The one occurrence that differs, or None where it is as its series."""
    meeting = invitation.meeting
    differences = (each for each in invitation.differences if each.original_at == original_at)
    return next((_override(meeting, each, at) for each in differences), None)


def location_of(place: str, school: str) -> str:
    """`Gym, Quartz Elementary`: a calendar has one line for both. A link stands last, so that no program
    takes what follows for a part of it; a place that names its school says enough.
    """
    if school.casefold() in place.casefold():
        return place
    parts = (school, place) if "://" in place else (place, school)
    return ", ".join(part for part in parts if part)


def _override(meeting: Meeting, differs: Difference, at: str) -> Override:
    """Of the meeting's own revision: a program that keeps each occurrence by itself must not think it old."""
    plan = meeting.plan
    place = plan.place if differs.place is None else differs.place
    entry = Entry(
        uid=meeting.uid,
        stamp=meeting.revised_at,
        sequence=meeting.sequence,
        summary=plan.title,
        starts=differs.starts_at,
        ends=differs.ends_at,
        location=location_of(place, at),
        description=plan.agenda if differs.agenda is None else differs.agenda,
        cancelled=differs.cancelled,
    )
    return Override(differs.original_at, entry)
