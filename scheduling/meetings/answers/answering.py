"""What somebody says to an invitation: pressed in Slack, or sent by a calendar program."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_

from scheduling.audit.actions import Change, actor_of, record
from scheduling.calendars.touch import touch_calendars
from scheduling.meetings.access import access_occurrence, hold_asked, require_running
from scheduling.meetings.facts import Answer, Attendee, Invitation, Said, Tally, Via
from scheduling.meetings.letters.telling import tell_answer
from scheduling.meetings.rows import read_attendees, read_own, said_values
from scheduling.meetings.rules.tally import tally_of
from scheduling.meetings.rules.times import coming
from scheduling.meetings.shortfalls import look_again
from scheduling.meetings.tables import attendees, occurrence_answers
from scheduling.reasons import kept
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.rules import refusal_of_presence
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody has said, and how the occurrence stands with it (of all: the next one to come).

    Attributes:
        before: what they had said of it.
        tally: None where nothing is to come.
    """

    invitation: Invitation
    before: Answer
    said: Said
    tally: Tally | None


def answer(
    tx: Transaction,
    *,
    person: Person,
    meeting_id: int,
    said: Answer,
    occurrence: datetime | None = None,
    comment: str = "",
) -> Answered:
    """Say yes, no or maybe in Slack: to all of a meeting, or to one occurrence by its original start. What
    was said of single occurrences stands when all is answered; those that were moved since are answered too.

    Raises:
        Refused: DEACTIVATED, INACTIVE; MEETING_GONE; MEETING_CANCELLED; MEETING_OVER; MEETING_NOT_ASKED.
    """
    if (absent := refusal_of_presence(person)) is not None:
        raise Refused(absent)
    invitation = hold_asked(tx, meeting_id, person)
    require_running(invitation, tx.now)
    if occurrence is not None:
        access_occurrence(invitation, occurrence, tx.now)
    return keep_answer(tx, invitation, person, occurrence, Said(said, kept(comment), tx.now, Via.SLACK))


def keep_answer(
    tx: Transaction, invitation: Invitation, person: Person, occurrence: datetime | None, said: Said
) -> Answered:
    """Store what somebody says; the caller holds the meeting. What they said by mail before stays noted, so
    that an older mail does not undo this.

    Raises:
        Refused: MEETING_NOT_ASKED {number}.
    """
    meeting = invitation.meeting
    attendee = find_attendee(tx, meeting.id, person.id)
    if attendee is None:
        raise Refused(Refusal(Rule.MEETING_NOT_ASKED, {"number": meeting.id}))
    before = attendee.said if occurrence is None else attendee.of_one.get(occurrence, attendee.said)
    said = _with_mail(said, before)
    if occurrence is None:
        _say_of_all(tx, invitation, attendee, said)
    else:
        _say_of_one(tx, attendee, occurrence, said)
    _follow_up(tx, invitation, person, occurrence, said)
    look_again(tx, invitation)
    return Answered(invitation, before.answer, said, _stands(tx, invitation, occurrence))


def find_attendee(tx: Transaction, meeting_id: int, person_id: int) -> Attendee | None:
    """What somebody says who is asked; None where they are not."""
    return read_own(tx, person_id, [meeting_id]).get(meeting_id)


def _with_mail(said: Said, before: Said) -> Said:
    if said.via is Via.MAIL:
        return said
    return Said(said.answer, said.comment, said.at, said.via, before.sequence, before.stamp)


def _say_of_all(tx: Transaction, invitation: Invitation, attendee: Attendee, said: Said) -> None:
    """What was moved since the answer was sent is not answered by it."""
    mine = and_(attendees.c.meeting_id == attendee.meeting_id, attendees.c.person_id == attendee.person_id)
    tx.execute(attendees.update().where(mine).values(**said_values(said)))
    unsaid = and_(
        occurrence_answers.c.meeting_id == attendee.meeting_id,
        occurrence_answers.c.person_id == attendee.person_id,
        occurrence_answers.c.answer == Answer.NONE.value,
        occurrence_answers.c.original_at.not_in(_moved_since(invitation, said)),
    )
    tx.execute(occurrence_answers.delete().where(unsaid))


def _moved_since(invitation: Invitation, said: Said) -> list[datetime]:
    if said.via is not Via.MAIL or said.sequence is None:
        return []
    return [each.original_at for each in invitation.differences if each.retimed_sequence > said.sequence]


def _say_of_one(tx: Transaction, attendee: Attendee, occurrence: datetime, said: Said) -> None:
    key = {
        "meeting_id": attendee.meeting_id,
        "original_at": occurrence,
        "person_id": attendee.person_id,
    }
    values = said_values(said)
    tx.execute(insert_unless_there(tx, occurrence_answers, unique=list(key)), {**key, **values})
    mine = and_(*(occurrence_answers.c[name] == value for name, value in key.items()))
    tx.execute(occurrence_answers.update().where(mine).values(**values))


def _follow_up(
    tx: Transaction, invitation: Invitation, person: Person, occurrence: datetime | None, said: Said
) -> None:
    meeting = invitation.meeting
    after = {"answer": said.answer.value, "of": occurrence, "via": said.via.value if said.via else ""}
    record(tx, Change(actor_of(person.id), "meeting_answered", "meeting", meeting.id, after=after))
    touch_calendars(tx, people=[person.id])
    of = f":{occurrence:%Y%m%dT%H%M}" if occurrence is not None else ""
    tell_answer(tx, meeting, person, f"{person.id}{of}:{said.answer}:{tx.now.isoformat()}")


def _stands(tx: Transaction, invitation: Invitation, occurrence: datetime | None) -> Tally | None:
    ahead = coming(invitation, tx.now)
    original_at = occurrence or (ahead[0].original_at if ahead else None)
    if original_at is None:
        return None
    return tally_of(invitation.meeting.plan, read_attendees(tx, invitation.meeting.id), original_at)
