"""The facts of notices about meetings in Slack, at the moment of sending.

What each kind refers to is said where it is put in: `letters/telling.py`, `mail/letters.py` and `sweep.py`.
Every loader raises LookupError where there is no such meeting or person.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduling.ical.calendar import write_file
from scheduling.meetings.answers.answering import find_attendee
from scheduling.meetings.entries import entry_of
from scheduling.meetings.facts import Answer, Invitation, Occurrence
from scheduling.meetings.letters.telling import asked_post
from scheduling.meetings.notice_facts import (
    MeetingAsked,
    MeetingCancelled,
    MeetingClosed,
    MeetingFile,
    MeetingMail,
    MeetingTally,
)
from scheduling.meetings.notices.mail import meeting_of, original_of, proposed_of, school_of
from scheduling.meetings.queries import find_meeting
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.rules.differs import Changed, Changes
from scheduling.meetings.rules.tally import tally_of
from scheduling.meetings.rules.times import coming, find_occurrence, occurrences_of
from scheduling.meetings.shortfalls import original_of_part
from scheduling.meetings.tables import meeting_replies
from scheduling.outbox.facts import Obsolete
from scheduling.outbox.queries import find_post
from scheduling.roster.queries import find_person, list_people, person_of
from scheduling.store.transaction import Transaction

Refs = Mapping[str, Any]

_OFF = Obsolete("the meeting is cancelled; everybody is told")
_NOT_ASKED = Obsolete("this person is not asked any more, and is told so")
_OVER = Obsolete("nothing of it is to come")
_MOVED_ON = Obsolete("the series has changed since")
_ENOUGH = Obsolete("enough will come by now")
_NOT_POSTED = Obsolete("no invitation of theirs stands in Slack: one that waits will say what is so")
_ASKED_AGAIN = Obsolete("this person is asked again")


def load_meeting_asked(tx: Transaction, refs: Refs) -> MeetingAsked | Obsolete:
    """{meeting, person}: obsolete where they need not answer any more."""
    return _asked(tx, refs, meeting_of(tx, refs))


def load_meeting_stands(tx: Transaction, refs: Refs) -> MeetingAsked | MeetingClosed | Obsolete:
    """{meeting, person}: what the invitation in Slack is to say by now; obsolete where none stands there."""
    if find_post(tx, asked_post(refs["meeting"], refs["person"])) is None:
        return _NOT_POSTED
    invitation = meeting_of(tx, refs)
    asked = _asked(tx, refs, invitation)
    if isinstance(asked, MeetingAsked):
        return asked
    every = occurrences_of(invitation)
    next_or_last = next((each for each in every if each.starts_at > tx.now), every[-1])
    return MeetingClosed(invitation, next_or_last, off=asked is _NOT_ASKED)


def load_meeting_changed(tx: Transaction, refs: Refs) -> MeetingAsked | Obsolete:
    """{meeting, person, original_at?, changes, was?}: obsolete where they need not come any more."""
    asked = _asked(tx, refs, meeting_of(tx, refs))
    return asked if isinstance(asked, Obsolete) else replace(asked, changes=_changes_in(refs))


def load_meeting_file(tx: Transaction, refs: Refs) -> MeetingFile | Obsolete:
    """{meeting, person}: as it stands when it is sent; obsolete where they need not come any more."""
    asked = _asked(tx, refs, meeting_of(tx, refs))
    if isinstance(asked, Obsolete):
        return asked
    return MeetingFile(asked, write_file(entry_of(asked.invitation, at=asked.school)))


def load_meeting_cancelled(tx: Transaction, refs: Refs) -> MeetingCancelled | Obsolete:
    """{meeting, person, original_at?, off, rest, reason}: obsolete where somebody is asked again."""
    invitation, original_at = meeting_of(tx, refs), original_of(refs)
    if refs["off"] and not refs["rest"] and refs["person"] in invitation.people:
        return _ASKED_AGAIN
    return MeetingCancelled(
        invitation=invitation,
        organiser=person_of(tx, invitation.meeting.organiser_id),
        person=person_of(tx, refs["person"]),
        occurrence=None if original_at is None else _called_off(invitation, original_at),
        off=refs["off"],
        rest=refs["rest"],
        reason=refs["reason"],
    )


def load_meeting_tally(tx: Transaction, refs: Refs) -> MeetingTally | Obsolete:
    """{meeting}: how the next occurrence stands, or the last one where all that was to come is cancelled;
    obsolete where that has been.
    """
    invitation = meeting_of(tx, refs)
    last = occurrences_of(invitation)[-1]
    of = next(iter(coming(invitation, tx.now)), last if last.cancelled else None)
    return _OVER if of is None else _tally(tx, invitation, of)


def load_meeting_reminder(tx: Transaction, refs: Refs) -> tuple[MeetingAsked, ...] | Obsolete:
    """{person, due}: what they may still come to, soonest first; obsolete where nothing is left of it."""
    found = (
        _asked(tx, of, meeting_of(tx, of))
        for number, at in refs["due"]
        for of in [{"meeting": number, "person": refs["person"], "original_at": at}]
    )
    left = tuple(each for each in found if not isinstance(each, Obsolete) and _may_come(each))
    return left or _OVER


def load_meeting_short(tx: Transaction, refs: Refs) -> MeetingTally | Obsolete:
    """{meeting, original_at}: obsolete where enough will come by now, or it is not to come."""
    invitation, original_at = meeting_of(tx, refs), original_of(refs)
    of = next((each for each in coming(invitation, tx.now) if each.original_at == original_at), None)
    if of is None:
        return _OVER
    facts = _tally(tx, invitation, of)
    return _ENOUGH if facts.tally.is_enough else facts


def read_tally_of_part(tx: Transaction, meeting_id: int, part: str) -> MeetingTally | Obsolete:
    """How the occurrence stands that an escalation is about, also once it is over; obsolete where the meeting
    has no such occurrence any more.
    """
    invitation = find_meeting(tx, meeting_id)
    of = find_occurrence(invitation, original_of_part(part)) if invitation is not None else None
    return _MOVED_ON if invitation is None or of is None else _tally(tx, invitation, of)


def load_meeting_attendance(tx: Transaction, refs: Refs) -> MeetingTally | Obsolete:
    """{meeting, original_at}: who said that they would come to what has taken place."""
    invitation, original_at = meeting_of(tx, refs), original_of(refs)
    of = None if original_at is None else find_occurrence(invitation, original_at)
    return _MOVED_ON if of is None or of.cancelled else _tally(tx, invitation, of)


def load_meeting_mail(tx: Transaction, refs: Refs) -> MeetingMail | Obsolete:
    """{reply, sequence, original_at?, proposed?}, of `meeting_proposed` and `meeting_not_taken`: obsolete
    only once the mail is forgotten, for somebody waits.
    """
    row = tx.execute(select(meeting_replies).where(meeting_replies.c.id == refs["reply"])).first()
    if row is None:
        return Obsolete("the mail that it tells of is forgotten")
    invitation, original_at = meeting_of(tx, {"meeting": row.meeting_id}), original_of(refs)
    return MeetingMail(
        invitation=invitation,
        organiser=person_of(tx, invitation.meeting.organiser_id),
        person=None if row.person_id is None else find_person(tx, row.person_id),
        outcome=row.outcome,
        why=row.why,
        received_at=row.received_at,
        asked=_asked_still(tx, row.person_id, invitation),
        occurrence=None if original_at is None else find_occurrence(invitation, original_at),
        proposed=proposed_of(refs),
    )


def _asked_still(tx: Transaction, person_id: int | None, invitation: Invitation) -> MeetingAsked | None:
    asked = _NOT_ASKED if person_id is None else _asked(tx, {"person": person_id}, invitation)
    return None if isinstance(asked, Obsolete) else asked


def _changes_in(refs: Refs) -> Changes:
    was = [datetime.fromisoformat(at) for at in refs.get("was", ())]
    what = tuple(Changed(one) for one in refs.get("changes", ()))
    return Changes(what, (was[0], was[1]) if was else None)


def _called_off(invitation: Invitation, original_at: datetime) -> Occurrence:
    """One that is cancelled; or the first that is none of the series any more, as it would have been."""
    meeting, plan = invitation.meeting, invitation.meeting.plan
    gone = Occurrence(
        meeting, original_at, original_at, original_at + plan.length, plan.place, plan.agenda, cancelled=True
    )
    return find_occurrence(invitation, original_at) or gone


def _may_come(asked: MeetingAsked) -> bool:
    return asked.attendee.says(asked.next.original_at) is not Answer.NO


def _asked(tx: Transaction, refs: Refs, invitation: Invitation) -> MeetingAsked | Obsolete:
    attendee = find_attendee(tx, invitation.meeting.id, refs["person"])
    if invitation.meeting.cancelled_at is not None:
        return _OFF
    if attendee is None:
        return _NOT_ASKED
    original_at, ahead = original_of(refs), coming(invitation, tx.now)
    about = next((each for each in ahead if original_at in {None, each.original_at}), None)
    if about is None:
        return _OVER if original_at is None else _MOVED_ON
    return MeetingAsked(
        invitation=invitation,
        organiser=person_of(tx, invitation.meeting.organiser_id),
        person=person_of(tx, refs["person"]),
        attendee=attendee,
        next=about,
        one=original_at is not None,
        school=school_of(tx, invitation),
    )


def _tally(tx: Transaction, invitation: Invitation, occurrence: Occurrence) -> MeetingTally:
    meeting = invitation.meeting
    asked = read_attendees(tx, meeting.id)
    return MeetingTally(
        invitation=invitation,
        organiser=person_of(tx, meeting.organiser_id),
        occurrence=occurrence,
        tally=tally_of(meeting.plan, asked, occurrence.original_at),
        people={each.id: each for each in list_people(tx, ids=[one.person_id for one in asked])},
    )
