"""Escalations about meetings to which too few come: `meeting:ID`, with the original start of an occurrence as
the part. Opened when it is looked whether enough will come; over as soon as the answers suffice, or it is
cancelled or moved, and by itself once it begins.
"""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import select

from scheduling.escalations.facts import Concern, Ending, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.settled import settled_levels
from scheduling.escalations.settling import resolve_subject
from scheduling.meetings.facts import Invitation, Occurrence
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.rules.steps import StepKind
from scheduling.meetings.rules.tally import tally_of
from scheduling.meetings.rules.times import coming, find_occurrence
from scheduling.meetings.tables import meeting_steps, meetings
from scheduling.policy.schema import Policy
from scheduling.roster.queries import person_of
from scheduling.store.transaction import Transaction

_KIND: Final = EscalationKind.MEETING_SHORT
_PART: Final = "%Y%m%dT%H%M"


def original_of_part(part: str) -> datetime:
    """The original start of an occurrence, as the part of an escalation names it."""
    return datetime.strptime(part, _PART).replace(tzinfo=UTC)


def escalate_short(tx: Transaction, of: Occurrence, policy: Policy) -> None:
    """Too few will come to an occurrence: those who answer for its organiser are to know."""
    subject, part = _subject(of.meeting.id), f"{of.original_at:{_PART}}"
    if (subject, part) in settled_levels(tx, _KIND, [subject]):
        return
    organiser = person_of(tx, of.meeting.organiser_id)
    concern = Concern(
        _KIND,
        subject,
        zone=of.meeting.plan.zone,
        part=part,
        officer_id=organiser.id,
        school_id=of.meeting.plan.school_id,
        agency=organiser.agency,
        ends_at=of.starts_at,
    )
    open_escalation(tx, policy, concern)


def look_again(tx: Transaction, invitation: Invitation) -> None:
    """Answers, or who is asked, have changed: what is enough now is over, and what was enough when it was
    looked at and is no more is looked at again.
    """
    looked_at = _looked_at(tx, invitation.meeting.id)
    ahead = [each for each in coming(invitation, tx.now) if each.original_at in looked_at]
    asked = read_attendees(tx, invitation.meeting.id) if ahead else []
    for of in ahead:
        if tally_of(invitation.meeting.plan, asked, of.original_at).is_enough:
            _resolve(tx, of.meeting.id, of.original_at, Ending.ENOUGH)
        else:
            _have_looked_at_anew(tx, invitation.meeting.id, of.original_at)


def resolve_changed(
    tx: Transaction, before: Invitation, after: Invitation, *, vanished: Ending = Ending.MOVED
) -> None:
    """The meeting was changed: what is cancelled, or stands at another time, is over.

    Args:
        tx: a write transaction that holds the meeting, in which what was done about it still stands.
        before, after: as it stood, and as it stands.
        vanished: what became of occurrences that are no longer among its own.
    """
    for original_at in sorted(_looked_at(tx, before.meeting.id)):
        was, stands = find_occurrence(before, original_at), find_occurrence(after, original_at)
        if was is None or was.starts_at <= tx.now:
            continue
        if stands is None:
            _resolve(tx, before.meeting.id, original_at, vanished)
        elif stands.cancelled:
            _resolve(tx, before.meeting.id, original_at, Ending.CANCELLED)
        elif stands.starts_at != was.starts_at:
            _resolve(tx, before.meeting.id, original_at, Ending.MOVED)


def _resolve(tx: Transaction, meeting_id: int, original_at: datetime, ending: Ending) -> None:
    resolve_subject(tx, _KIND, _subject(meeting_id), ending, part=f"{original_at:{_PART}}")


def _looked_at(tx: Transaction, meeting_id: int) -> set[datetime]:
    """The original starts of which it was looked whether enough will come."""
    rows = select(meeting_steps.c.original_at).where(
        meeting_steps.c.meeting_id == meeting_id, meeting_steps.c.step == StepKind.QUORUM.value
    )
    return set(tx.execute(rows).scalars())


def _have_looked_at_anew(tx: Transaction, meeting_id: int, original_at: datetime) -> None:
    done = (
        meeting_steps.c.meeting_id == meeting_id,
        meeting_steps.c.original_at == original_at,
        meeting_steps.c.step == StepKind.QUORUM.value,
    )
    tx.execute(meeting_steps.delete().where(*done))
    tx.execute(meetings.update().where(meetings.c.id == meeting_id).values(next_at=tx.now))


def _subject(meeting_id: int) -> str:
    return f"meeting:{meeting_id}"
