"""What whoever notes who came is shown first: who was asked, and what is known."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.meetings.access import access_begun, access_meeting, authorise_change, authorise_planner
from scheduling.meetings.answers.attendance import find_minutes, list_asked_then, list_who_came
from scheduling.meetings.facts import Occurrence
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.rules.tally import tally_of
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class WhoCame:
    """An occurrence that has begun.

    Attributes:
        people: who was asked, by name.
        came: ids of those who are noted; where nobody is, of those who said yes.
        minutes: where they are; empty where that is not known.
    """

    occurrence: Occurrence
    people: tuple[Person, ...]
    came: frozenset[int]
    minutes: str = ""


def read_who_came(tx: Transaction, *, actor: Person, meeting_id: int, original_at: datetime) -> WhoCame:
    """For the organiser, or somebody who answers for the organiser.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; MEETING_GONE; MEETING_CANCELLED; MEETING_AHEAD.
    """
    authorise_planner(actor)
    invitation = access_meeting(tx, meeting_id)
    authorise_change(tx, invitation, actor)
    of = access_begun(invitation, original_at, tx.now)
    tally = tally_of(invitation.meeting.plan, read_attendees(tx, meeting_id), original_at)
    people = sorted(list_people(tx, ids=list_asked_then(tx, of)), key=lambda each: (each.name, each.id))
    noted = list_who_came(tx, meeting_id, original_at)
    minutes = find_minutes(tx, meeting_id, original_at) or ""
    return WhoCame(of, tuple(people), frozenset(noted or tally.yes), minutes)
