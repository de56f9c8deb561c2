"""What somebody may read of meetings: those to which they are asked, and those for whose organiser they
answer. Everybody else is told that there is no such meeting.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scheduling.meetings.access import no_meeting
from scheduling.meetings.answers.attendance import find_minutes, list_who_came
from scheduling.meetings.facts import Answer, Attendee, Invitation, Meeting, Occurrence, Tally
from scheduling.meetings.queries import find_meeting, list_meetings, list_organisers
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.rules.judging import refusal_of_planner
from scheduling.meetings.rules.tally import tally_of
from scheduling.meetings.rules.times import coming, occurrences_of
from scheduling.refusals import Refused
from scheduling.roster.facts import Person, School
from scheduling.roster.queries import find_person, find_school, list_people
from scheduling.roster.rules import answers_for
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting that is to come, as one reader's list has it.

    Attributes:
        next: the next time that it takes place.
        said: what the reader says of that; None: the reader is not asked.
        tally: how it stands; None for those who may not change it.
    """

    invitation: Invitation
    next: Occurrence
    said: Answer | None = None
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """The last time that it has begun.

    Attributes:
        came: ids of those who came, as far as that was noted; none for those who may not change it.
        minutes: where they are; empty where that is not known.
    """

    occurrence: Occurrence
    came: tuple[int, ...] = ()
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """A meeting as one reader sees it.

    Attributes:
        coming: when it is to take place yet, soonest first.
        attendees: who is asked, and what they say.
        names: of everybody who is asked, or came last time, by id.
        may_change: whether the reader may change it, as long as it is not over.
        held: the last time that it has begun, if it has.
    """

    invitation: Invitation
    organiser: Person | None
    school: School | None
    coming: tuple[Occurrence, ...]
    attendees: tuple[Attendee, ...]
    names: Mapping[int, str] = field(default_factory=dict)
    may_change: bool = False
    held: Held | None = None

    @property
    def meeting(self) -> Meeting:
        """The meeting itself."""
        return self.invitation.meeting

    def attendee(self, person_id: int) -> Attendee | None:
        """What one of them says; None: they are not asked."""
        return next((each for each in self.attendees if each.person_id == person_id), None)

    def tally(self, original_at: datetime) -> Tally:
        """How one occurrence stands."""
        return tally_of(self.meeting.plan, self.attendees, original_at)


def list_readable(tx: Transaction, *, reader: Person, own: bool) -> list[Invitation]:
    """What is to come, by the next time that it takes place.

    Args:
        tx: any transaction.
        reader: who reads.
        own: only what the reader is asked to, or organises.
    """
    if own or refusal_of_planner(reader) is not None:
        found = list_meetings(tx, person_id=reader.id, since=tx.now)
    else:
        organisers = list_organisers(tx, since=tx.now)
        answered = [each.id for each in organisers if answers_for(reader, each)]
        found = list_meetings(tx, person_id=reader.id, organised_by=answered, since=tx.now)
    ahead = [(each, coming(each, tx.now)) for each in found]
    to_come = [(times[0].starts_at, each.meeting.id, each) for each, times in ahead if times]
    return [each for _, _, each in sorted(to_come, key=lambda one: one[:2])]


def list_stands(tx: Transaction, *, reader: Person, shown: list[Invitation]) -> list[Listed]:
    """How each of these stands for the reader, who may read them; each has something to come."""
    return [_listed(tx, reader, each) for each in shown]


def read_meeting(tx: Transaction, *, reader: Person, meeting_id: int) -> Whole:
    """One meeting, for somebody who may read it.

    Raises:
        Refused: MEETING_GONE {what: "meeting", number}, also where it is not the reader's to know of.
    """
    invitation = find_meeting(tx, meeting_id)
    organiser = None if invitation is None else find_person(tx, invitation.meeting.organiser_id)
    changes = organiser is not None and _may_change(reader, organiser)
    if invitation is None or not (changes or _concerns(invitation, reader)):
        raise Refused(no_meeting(meeting_id))
    school_id = invitation.meeting.plan.school_id
    held = _held(tx, invitation, changes)
    concerned = invitation.people.union(held.came if held is not None else ())
    return Whole(
        invitation=invitation,
        organiser=organiser,
        school=None if school_id is None else find_school(tx, school_id),
        coming=coming(invitation, tx.now),
        attendees=tuple(read_attendees(tx, meeting_id)),
        names={each.id: each.name for each in list_people(tx, ids=concerned)},
        may_change=changes,
        held=held,
    )


def _held(tx: Transaction, invitation: Invitation, changes: bool) -> Held | None:
    begun = [one for one in occurrences_of(invitation) if one.starts_at <= tx.now and not one.cancelled]
    if not begun:
        return None
    last, number = begun[-1], invitation.meeting.id
    came = list_who_came(tx, number, last.original_at) if changes else []
    return Held(last, tuple(came), find_minutes(tx, number, last.original_at) or "")


def _listed(tx: Transaction, reader: Person, invitation: Invitation) -> Listed:
    soonest = coming(invitation, tx.now)[0]
    asked = read_attendees(tx, invitation.meeting.id)
    own = next((each for each in asked if each.person_id == reader.id), None)
    organiser = find_person(tx, invitation.meeting.organiser_id)
    changes = organiser is not None and _may_change(reader, organiser)
    return Listed(
        invitation,
        soonest,
        None if own is None else own.says(soonest.original_at),
        tally_of(invitation.meeting.plan, asked, soonest.original_at) if changes else None,
    )


def _concerns(invitation: Invitation, reader: Person) -> bool:
    return reader.id in invitation.people or reader.id == invitation.meeting.organiser_id


def _may_change(reader: Person, organiser: Person) -> bool:
    return refusal_of_planner(reader) is None and answers_for(reader, organiser)
