"""Answers by mail: which of them count, and what becomes of the others.

Every mail is written down once, by its digest, with what became of it; never its text. Few servers vouch for
an answer, so one that nothing speaks against is taken, as calendar programs do; one whose sender is somebody
else is not.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from hashlib import sha256
from typing import Final

from scheduling.ical.authenticity import Authenticity
from scheduling.ical.parties import PartStat
from scheduling.ical.replies import Reply, ReplyMethod, Unreadable
from scheduling.meetings.answers import find_attendee, keep_answer
from scheduling.meetings.facts import Answer, Attendee, Invitation, Said, Via
from scheduling.meetings.letters import mail_again
from scheduling.meetings.queries import find_meeting_by_uid
from scheduling.meetings.tables import meeting_replies, meetings
from scheduling.meetings.times import by_rule, find_occurrence
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person_by_email
from scheduling.roster.rules import refusal_of_presence
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction
from scheduling.zones import zone


class ReplyOutcome(StrEnum):
    """What became of a mail; the values are stored."""

    APPLIED = "applied"
    STALE = "stale"
    """Of a revision, or of an instant, before what is known already; or the meeting is over, or its
    sender has left.
    """
    SPOOFED = "spoofed"
    """The sender is not the attendee for whom it answers, or a mail server says that it is forged."""
    FOREIGN = "foreign"
    """Of a meeting, an occurrence or an attendee that is not ours."""
    MALFORMED = "malformed"
    COUNTER = "counter"
    """Another time is proposed: the organiser and the sender are told."""
    DELEGATED = "delegated"
    """Somebody else is sent: the organiser and the sender are told, and nobody is added."""


_ANSWERS: Final = {
    PartStat.ACCEPTED: Answer.YES,
    PartStat.DECLINED: Answer.NO,
    PartStat.TENTATIVE: Answer.MAYBE,
    PartStat.NEEDS_ACTION: Answer.NONE,
}


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that was looked at.

    Attributes:
        number: of its row.
        again: it had come before; nothing was done now.
    """

    number: int
    outcome: ReplyOutcome
    why: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Judged:
    outcome: ReplyOutcome
    why: str = ""
    invitation: Invitation | None = None
    person: Person | None = None
    occurrence: datetime | None = None


def receive_reply(tx: Transaction, mail: bytes, reply: Reply | Unreadable) -> Received:
    """Do what an answer says, if it counts, and write down what became of it.

    Args:
        tx: a write transaction.
        mail: the bytes, by which a second delivery is known.
        reply: what `ical.replies.read_reply` made of them.
    """
    digest = sha256(mail).hexdigest()
    if (known := _find(tx, digest)) is not None:
        return known
    judged = _judge(tx, reply)
    number = _write(tx, digest, reply, judged)
    if number is None:  # delivered twice at the same time
        return _find(tx, digest) or Received(0, judged.outcome, judged.why, again=True)
    if judged.outcome is ReplyOutcome.APPLIED and isinstance(reply, Reply):
        _apply(tx, number, reply, judged)
    _tell(tx, number, judged)
    return Received(number, judged.outcome, judged.why)


def _judge(tx: Transaction, reply: Reply | Unreadable) -> _Judged:
    if isinstance(reply, Unreadable):
        return _Judged(ReplyOutcome.MALFORMED, reply.why)
    invitation = _held(tx, reply.uid)
    if invitation is None:
        return _Judged(ReplyOutcome.FOREIGN, "No meeting of ours has that name.")
    if reply.attendee != reply.sender:
        return _Judged(ReplyOutcome.SPOOFED, "The sender is not the attendee.", invitation)
    if reply.authenticity is Authenticity.FAILED:
        return _Judged(ReplyOutcome.SPOOFED, "The mail server says that it is forged.", invitation)
    person = find_person_by_email(tx, reply.attendee)
    attendee = find_attendee(tx, invitation.meeting.id, person.id) if person is not None else None
    if person is None or attendee is None:
        return _Judged(ReplyOutcome.FOREIGN, "The sender was not asked.", invitation, person)
    return _judge_asked(tx, reply, invitation, person, attendee)


def _judge_asked(
    tx: Transaction, reply: Reply, invitation: Invitation, person: Person, attendee: Attendee
) -> _Judged:
    """Of somebody who is asked."""
    found, occurrence = _occurrence(reply, invitation)
    if not found:
        return _Judged(ReplyOutcome.FOREIGN, "It does not take place then.", invitation, person)
    said = partial(_Judged, invitation=invitation, person=person, occurrence=occurrence)
    left = "The sender has left." if refusal_of_presence(person) is not None else None
    if (stale := left or _why_stale(reply, invitation, attendee, occurrence, tx.now)) is not None:
        return said(ReplyOutcome.STALE, stale)
    if reply.method is ReplyMethod.COUNTER:
        return said(ReplyOutcome.COUNTER, "Another time is proposed.")
    if reply.part_stat is PartStat.DELEGATED:
        return said(ReplyOutcome.DELEGATED, "Somebody else is sent.")
    if reply.part_stat is None and reply.method is ReplyMethod.REPLY:
        return said(ReplyOutcome.MALFORMED, "It says neither yes nor no nor maybe.")
    return said(ReplyOutcome.APPLIED, "")


def _why_stale(
    reply: Reply, invitation: Invitation, attendee: Attendee, occurrence: datetime | None, now: datetime
) -> str | None:
    """A later answer to an earlier revision is stale as well: only the sequence tells which time they saw."""
    meeting = invitation.meeting
    if meeting.cancelled_at is not None:
        return "The meeting is cancelled."
    stands = None if occurrence is None else find_occurrence(invitation, occurrence)
    if stands is not None and stands.cancelled:
        return "The occurrence is cancelled."
    ends_at = meeting.last_ends_at if stands is None else stands.ends_at
    if ends_at is not None and ends_at <= now:
        return "It is over."
    if reply.method is ReplyMethod.REFRESH:
        return None
    if reply.sequence < meeting.retimed_sequence:
        return "It answers for a time that has changed since."
    last = attendee.said if occurrence is None else attendee.of_one.get(occurrence, Said())
    if last.stamp is not None and (reply.sequence, reply.stamp) <= (last.sequence or 0, last.stamp):
        return "A later answer is known."
    return None


def _held(tx: Transaction, uid: str) -> Invitation | None:
    found = find_meeting_by_uid(tx, uid)
    if found is None:
        return None
    tx.lock(meetings, [found.meeting.id])
    return find_meeting_by_uid(tx, uid)


def _occurrence(reply: Reply, invitation: Invitation) -> tuple[bool, datetime | None]:
    """Whether there is what it answers for; and the original start, None for all of it."""
    plan = invitation.meeting.plan
    if reply.occurrence is None:
        return True, None
    at = zone(plan.zone)
    named = [each.original_at for each in by_rule(plan) if reply.concerns(each.original_at, at)]
    if plan.repeat is None:
        return bool(named), None
    return bool(named), named[0] if named else None


def _apply(tx: Transaction, number: int, reply: Reply, judged: _Judged) -> None:
    if judged.invitation is None or judged.person is None:
        return
    if reply.method is ReplyMethod.REFRESH or reply.part_stat is None:
        enqueue(tx, [mail_again(judged.invitation.meeting, judged.person.id, number)])
        return
    answer = _ANSWERS[reply.part_stat]
    said = Said(answer, reply.comment, tx.now, Via.MAIL, reply.sequence, reply.stamp)
    keep_answer(tx, judged.invitation, judged.person, judged.occurrence, said)


def _tell(tx: Transaction, number: int, judged: _Judged) -> None:
    """The organiser hears of what a person has to settle; the sender that it was not done.

    - `meeting_proposed` {reply}: to the organiser; of a COUNTER, a delegation, or somebody who was not asked.
    - `meeting_not_taken` {reply}: to the attendee; of the first two.
    """
    if judged.invitation is None:
        return
    settle = judged.outcome in {ReplyOutcome.COUNTER, ReplyOutcome.DELEGATED}
    organiser = to_person(judged.invitation.meeting.organiser_id)
    batch = []
    if settle or judged.outcome is ReplyOutcome.FOREIGN:
        batch.append(_notice("meeting_proposed", organiser, number))
    if settle and judged.person is not None:
        batch.append(_notice("meeting_not_taken", to_person(judged.person.id), number))
    enqueue(tx, batch)


def _notice(kind: str, addressee: str, number: int) -> Notice:
    return Notice(kind, addressee, dedupe_key=f"{kind}:{number}", refs={"reply": number})


def _find(tx: Transaction, digest: str) -> Received | None:
    row = tx.execute(meeting_replies.select().where(meeting_replies.c.digest == digest)).first()
    return None if row is None else Received(row.id, ReplyOutcome(row.outcome), row.why, again=True)


def _write(tx: Transaction, digest: str, reply: Reply | Unreadable, judged: _Judged) -> int | None:
    values = {
        "digest": digest,
        "received_at": tx.now,
        "uid": reply.uid if isinstance(reply, Reply) else "",
        "meeting_id": judged.invitation.meeting.id if judged.invitation is not None else None,
        "person_id": judged.person.id if judged.person is not None else None,
        "outcome": judged.outcome.value,
        "why": judged.why[:300],
    }
    added = returning_unless_there(tx, meeting_replies.c.id, unique=["digest"])
    number: int | None = tx.execute(added, values).scalar()
    return number
