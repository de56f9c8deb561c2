"""What every action on a meeting asks first: which one, and may this person change it?"""

from datetime import datetime
from typing import Final

from scheduling.audit.actions import person_in
from scheduling.audit.queries import list_recorded
from scheduling.meetings.facts import Invitation, Meeting, Occurrence, Seen
from scheduling.meetings.queries import find_meeting
from scheduling.meetings.rows import was_asked
from scheduling.meetings.rules.judging import refusal_of_planner
from scheduling.meetings.rules.revising import has_begun_after
from scheduling.meetings.rules.times import find_occurrence
from scheduling.meetings.tables import meetings
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person, person_of
from scheduling.roster.rules import answers_for
from scheduling.shifts.access import authorise
from scheduling.store.transaction import Transaction

CHANGES: Final = frozenset({"meeting_planned", "meeting_changed", "meeting_ended", "meeting_cancelled"})
"""What the audit calls a change that makes a new revision."""


def authorise_planner(actor: Person) -> None:
    """Let only those through who may plan meetings.

    Raises:
        Refused: DEACTIVATED, INACTIVE; NOT_ENTITLED {needed}.
    """
    if (refusal := refusal_of_planner(actor)) is not None:
        raise Refused(refusal)


def hold_meeting(tx: Transaction, meeting_id: int) -> Invitation:
    """The meeting with this number, which is this transaction's until it ends.

    Raises:
        Refused: MEETING_GONE {what: "meeting", number}.
    """
    tx.lock(meetings, [meeting_id])
    return access_meeting(tx, meeting_id)


def access_meeting(tx: Transaction, meeting_id: int) -> Invitation:
    """The meeting with this number.

    Raises:
        Refused: MEETING_GONE {what: "meeting", number}.
    """
    invitation = find_meeting(tx, meeting_id)
    if invitation is None:
        raise Refused(no_meeting(meeting_id))
    return invitation


def hold_asked(tx: Transaction, meeting_id: int, person: Person) -> Invitation:
    """As `hold_meeting`, for somebody who is asked.

    Raises:
        Refused: what `require_asked` refuses.
    """
    invitation = hold_meeting(tx, meeting_id)
    require_asked(tx, invitation, person)
    return invitation


def require_asked(tx: Transaction, invitation: Invitation, person: Person) -> None:
    """Let only those through who are asked. Whoever never was learns nothing, not even that there is such a
    meeting: buttons carry numbers, and numbers can be guessed.

    Raises:
        Refused: MEETING_NOT_ASKED {number}: they were taken off, or only plan it; else MEETING_GONE {what:
            "meeting", number}.
    """
    if person.id in invitation.people:
        return
    number = invitation.meeting.id
    plans = answers_for(person, person_of(tx, invitation.meeting.organiser_id))
    if plans or was_asked(tx, number, person.id):
        raise Refused(Refusal(Rule.MEETING_NOT_ASKED, {"number": number}))
    raise Refused(no_meeting(number))


def hold_own(tx: Transaction, meeting_id: int, actor: Person, seen: Seen | None) -> Invitation:
    """As `access_own`; the meeting is this transaction's until it ends."""
    authorise_planner(actor)
    tx.lock(meetings, [meeting_id])
    return access_own(tx, meeting_id, actor, seen)


def access_own(tx: Transaction, meeting_id: int, actor: Person, seen: Seen | None) -> Invitation:
    """The meeting with this number, if it can still be changed, and by this person: by its organiser, and by
    whoever answers for the organiser; and if it is still as they have seen it.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; MEETING_GONE; MEETING_CANCELLED {number, title, at,
            reason}; MEETING_OVER {number, title, ended_at}; MEETING_CHANGED {number, title, by, at}.
    """
    authorise_planner(actor)
    invitation = access_meeting(tx, meeting_id)
    authorise_change(tx, invitation, actor)
    require_running(invitation, tx.now)
    if seen is not None and seen != invitation.meeting.seen:
        raise Refused(_changed(tx, invitation.meeting))
    return invitation


def authorise_change(tx: Transaction, invitation: Invitation, actor: Person) -> None:
    """Let only the organiser through, and whoever answers for the organiser.

    Raises:
        Refused: DEACTIVATED, INACTIVE; NOT_ENTITLED {actor, officer} to those who are asked; MEETING_GONE to
            everybody else, who cannot read of it either.
    """
    organiser = person_of(tx, invitation.meeting.organiser_id)
    if not answers_for(actor, organiser) and actor.id not in invitation.people:
        raise Refused(no_meeting(invitation.meeting.id))
    authorise(actor, organiser)


def require_running(invitation: Invitation, now: datetime) -> None:
    """Let nothing be done about a meeting that is cancelled or over.

    Raises:
        Refused: MEETING_CANCELLED {number, title, at, reason}; MEETING_OVER {number, title, ended_at}.
    """
    meeting = invitation.meeting
    if meeting.cancelled_at is not None:
        figures = {**meeting.named, "at": meeting.cancelled_at, "reason": meeting.cancel_reason}
        raise Refused(Refusal(Rule.MEETING_CANCELLED, figures))
    if meeting.last_ends_at is not None and meeting.last_ends_at <= now:
        raise Refused(Refusal(Rule.MEETING_OVER, {**meeting.named, "ended_at": meeting.last_ends_at}))


def access_occurrence(invitation: Invitation, original_at: datetime, now: datetime) -> Occurrence:
    """The occurrence with this original start, if it is still to come.

    Raises:
        Refused: MEETING_GONE {what: "occurrence", number, original_at}; MEETING_CANCELLED; MEETING_OVER, with
            {begun_at} where it has begun.
    """
    found = _standing(invitation, original_at)
    if found.starts_at <= now:
        raise Refused(Refusal(Rule.MEETING_OVER, {**found.meeting.named, "begun_at": found.starts_at}))
    return found


def access_begun(invitation: Invitation, original_at: datetime, now: datetime) -> Occurrence:
    """The occurrence with this original start, if it has begun, so that it can be said who came.

    Raises:
        Refused: MEETING_GONE; MEETING_CANCELLED; MEETING_AHEAD {number, title, begins_at}.
    """
    found = _standing(invitation, original_at)
    if found.starts_at > now:
        raise Refused(Refusal(Rule.MEETING_AHEAD, {**found.meeting.named, "begins_at": found.starts_at}))
    return found


def access_following(invitation: Invitation, original_at: datetime, now: datetime) -> Occurrence:
    """The same, if neither it nor any that follows it by the rule has begun.

    Raises:
        Refused: as `access_occurrence`; MEETING_OVER {begun_at} of one that was moved before it.
    """
    found = access_occurrence(invitation, original_at, now)
    begun_at = has_begun_after(invitation, original_at, now)
    if begun_at is not None:
        raise Refused(Refusal(Rule.MEETING_OVER, {**invitation.meeting.named, "begun_at": begun_at}))
    return found


def _standing(invitation: Invitation, original_at: datetime) -> Occurrence:
    """The occurrence with this original start, if it takes place."""
    meeting, found = invitation.meeting, find_occurrence(invitation, original_at)
    if found is None:
        figures = {"what": "occurrence", "number": meeting.id, "original_at": original_at}
        raise Refused(Refusal(Rule.MEETING_GONE, figures))
    if found.cancelled:
        figures = {**meeting.named, "starts_at": found.starts_at, "reason": found.reason}
        raise Refused(Refusal(Rule.MEETING_CANCELLED, figures))
    return found


def no_meeting(number: int) -> Refusal:
    """There is none with this number, or none that whoever asks may know of."""
    return Refusal(Rule.MEETING_GONE, {"what": "meeting", "number": number})


def _changed(tx: Transaction, meeting: Meeting) -> Refusal:
    """With who changed it last; None where that is nobody on the roster."""
    rows = list_recorded(tx, limit=1, subject="meeting", subject_id=meeting.id, verbs=CHANGES)
    person_id = person_in(rows[0].actor) if rows else None
    by = None if person_id is None else find_person(tx, person_id)
    figures = {"by": by.name if by is not None else None, "at": meeting.revised_at}
    return Refusal(Rule.MEETING_CHANGED, {**meeting.named, **figures})
