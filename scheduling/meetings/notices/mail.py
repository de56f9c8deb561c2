"""The facts of `meeting_invitation` at the moment of sending: what a calendar is to hold by now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from scheduling.ical.invitation import Method
from scheduling.ical.parties import PartStat
from scheduling.meetings.answers.answering import find_attendee
from scheduling.meetings.entries import entry_of, override_of
from scheduling.meetings.facts import Answer, Attendee, Invitation
from scheduling.meetings.letters.telling import mailed
from scheduling.meetings.notice_facts import MeetingLetter
from scheduling.meetings.queries import find_meeting
from scheduling.meetings.rules.times import find_occurrence
from scheduling.outbox.actions import to_person
from scheduling.outbox.facts import Obsolete
from scheduling.outbox.queries import find_last_sent
from scheduling.roster.queries import find_school, person_of
from scheduling.store.transaction import Transaction

Refs = Mapping[str, Any]

_PART_STATS: Mapping[Answer, PartStat] = {
    Answer.NONE: PartStat.NEEDS_ACTION,
    Answer.YES: PartStat.ACCEPTED,
    Answer.NO: PartStat.DECLINED,
    Answer.MAYBE: PartStat.TENTATIVE,
}


def load_meeting_invitation(tx: Transaction, refs: Refs) -> MeetingLetter | Obsolete:
    """{meeting, person, method, sequence, stamp, original_at?}: the meeting as it stands now, whatever the
    mail was put in for, so that one that was held up says nothing old. A cancellation for one person carries
    the revision in which they were taken off.

    Raises:
        LookupError: there is no such meeting, or no such person.
    """
    invitation = meeting_of(tx, refs)
    attendee = find_attendee(tx, invitation.meeting.id, refs["person"])
    method, original_at = Method(refs["method"]), original_of(refs)
    if (why := _why_obsolete(invitation, attendee, method, original_at)) is not None:
        return Obsolete(why)
    known = _has_arrived(tx, refs)
    if attendee is not None and not known and _is_over(invitation, original_at, tx.now):
        return Obsolete("it is over")
    at = school_of(tx, invitation)
    if attendee is None:
        invitation = _as_taken_off(invitation, refs)
    return MeetingLetter(
        method=method,
        invitation=invitation,
        invited=entry_of(invitation, at=at),
        occurrence=None if original_at is None else override_of(invitation, original_at, at=at),
        attendee=person_of(tx, refs["person"]),
        organiser=person_of(tx, invitation.meeting.organiser_id),
        answer=_PART_STATS[_said(attendee, original_at)],
        again=original_at is not None or known,
    )


def meeting_of(tx: Transaction, refs: Refs) -> Invitation:
    """The meeting that a notice is about.

    Raises:
        LookupError: there is none.
    """
    invitation = find_meeting(tx, refs["meeting"])
    if invitation is None:
        raise LookupError(f"there is no meeting {refs['meeting']}")
    return invitation


def original_of(refs: Refs) -> datetime | None:
    """The occurrence that a notice is about; None: all of the meeting."""
    return datetime.fromisoformat(refs["original_at"]) if "original_at" in refs else None


def proposed_of(refs: Refs) -> datetime | None:
    """When somebody wanted it to start, as they said by mail."""
    return datetime.fromisoformat(refs["proposed"]) if "proposed" in refs else None


def school_of(tx: Transaction, invitation: Invitation) -> str:
    """The name of the school that it is about; empty where it names none."""
    number = invitation.meeting.plan.school_id
    found = find_school(tx, number) if number is not None else None
    return found.name if found is not None else ""


def _said(attendee: Attendee | None, original_at: datetime | None) -> Answer:
    """Who has said yes to all of it has not said so to an occurrence that was moved since."""
    if attendee is None:
        return Answer.NONE
    return attendee.said.answer if original_at is None else attendee.says(original_at)


def _why_obsolete(
    invitation: Invitation,
    attendee: Attendee | None,
    method: Method,
    original_at: datetime | None,
) -> str | None:
    off = invitation.meeting.cancelled_at is not None
    if original_at is not None:
        if off or attendee is None:
            return "the whole meeting is taken out of this calendar by another mail"
        return _why_one_obsolete(invitation, method, original_at)
    if method is Method.CANCEL:
        return "this person is asked again by another mail" if not off and attendee is not None else None
    if off or attendee is None:
        return "the meeting is taken out of this calendar by another mail"
    return None


def _is_over(invitation: Invitation, original_at: datetime | None, now: datetime) -> bool:
    """Whether it, or the occurrence, has been. What was revised afterwards is a series whose rest was
    cancelled: calendars show that rest until they are told.
    """
    meeting, ends_at = invitation.meeting, invitation.meeting.last_ends_at
    if original_at is not None and (stands := find_occurrence(invitation, original_at)) is not None:
        ends_at = stands.ends_at
    return ends_at is not None and meeting.revised_at < ends_at <= now


def _why_one_obsolete(invitation: Invitation, method: Method, original_at: datetime) -> str | None:
    stands = find_occurrence(invitation, original_at)
    if stands is None or original_at not in {each.original_at for each in invitation.differences}:
        return "the series has changed since, and is sent by another mail"
    if stands.cancelled != (method is Method.CANCEL):
        return "the occurrence has changed since, and is sent by another mail"
    return None


def _has_arrived(tx: Transaction, refs: Refs) -> bool:
    """Whether this person was asked by mail before, and has not been taken off since."""
    last = find_last_sent(tx, to_person(refs["person"]), mailed(refs["meeting"], refs["person"]))
    return last is not None and last["method"] == Method.REQUEST.value


def _as_taken_off(invitation: Invitation, refs: Refs) -> Invitation:
    """Who was taken off hears nothing of what came later."""
    if invitation.meeting.cancelled_at is not None:
        return invitation
    stamp = datetime.fromisoformat(refs["stamp"])
    meeting = replace(invitation.meeting, sequence=refs["sequence"], revised_at=stamp)
    return replace(invitation, meeting=meeting)
