"""Asking those once more who have not said whether they come to a meeting that has too few."""

from dataclasses import dataclass

from scheduling.escalations.access import access_about
from scheduling.escalations.actions import note_act
from scheduling.escalations.facts import Act, EscalationKind
from scheduling.meetings.access import access_occurrence, hold_meeting, require_running
from scheduling.meetings.facts import Answer, Occurrence
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.shortfalls import original_of_part
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction

_ASKED = (Answer.NONE, Answer.MAYBE)


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """Whom somebody had asked once more, by name, and of which occurrence."""

    occurrence: Occurrence
    people: tuple[Person, ...]


def ask_again(tx: Transaction, *, actor: Person, escalation_id: int) -> AskedAgain:
    """Remind everybody who has not answered, or said maybe; each at most once an hour.

    Args:
        tx: a write transaction.
        actor: who may act on the escalation.
        escalation_id: the escalation about the meeting, which keeps who did it.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; ESCALATION_GONE; ESCALATION_RESOLVED; MEETING_GONE;
            MEETING_CANCELLED; MEETING_OVER.
    """
    concern = access_about(tx, actor, escalation_id, EscalationKind.MEETING_SHORT).concern
    invitation = hold_meeting(tx, concern.subject_id)
    require_running(invitation, tx.now)
    original_at = original_of_part(concern.part)
    of = access_occurrence(invitation, original_at, tx.now)
    note_act(tx, actor=actor, escalation_id=escalation_id, act=Act.ASKED_AGAIN)
    asked = [each for each in read_attendees(tx, of.meeting.id) if not each.left]
    missing = [each.person_id for each in asked if each.says(original_at) in _ASKED]
    enqueue(tx, [_reminder(tx, of, person) for person in missing])
    return AskedAgain(of, tuple(list_people(tx, ids=missing)))


def _reminder(tx: Transaction, of: Occurrence, person: int) -> Notice:
    number, original_at = of.meeting.id, of.original_at
    return Notice(
        kind="meeting_reminder",
        addressee=to_person(person),
        dedupe_key=f"meeting_asked_again:{number}:{original_at:%Y%m%dT%H%M}:{person}:{tx.now:%Y%m%dT%H}",
        refs={"person": person, "due": [[number, original_at.isoformat()]]},
        expires_at=of.starts_at,
    )
