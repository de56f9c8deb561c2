"""Answers by mail: which of them count, and what becomes of the others.

Every mail is written down once, by its digest, with what became of it; never its text. Few servers vouch for
an answer, so one that nothing speaks against is taken, as calendar programs do; one whose sender is somebody
else is not.
"""

from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Final

from scheduling.ical.authenticity import Authenticity
from scheduling.ical.bounces import Bounce
from scheduling.ical.parties import PartStat, base_address
from scheduling.ical.replies import Reply, ReplyMethod, Unreadable
from scheduling.meetings.answers.answering import find_attendee, keep_answer
from scheduling.meetings.facts import Answer, Attendee, Invitation, Meeting, Said, Via
from scheduling.meetings.mail.bounces import judge_bounce, tell_of_bounce
from scheduling.meetings.mail.facts import Judged, Received, ReplyOutcome
from scheduling.meetings.mail.letters import tell_of_mail
from scheduling.meetings.mail.rows import find_received, write_received
from scheduling.meetings.queries import find_meeting_by_uid
from scheduling.meetings.rules.times import by_rule, find_occurrence
from scheduling.meetings.tables import meetings
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person_by_email, list_people
from scheduling.roster.rules import refusal_of_presence
from scheduling.store.transaction import Transaction
from scheduling.zones import zone

_ANSWERS: Final = {
    PartStat.ACCEPTED: Answer.YES,
    PartStat.DECLINED: Answer.NO,
    PartStat.TENTATIVE: Answer.MAYBE,
    PartStat.NEEDS_ACTION: Answer.NONE,
}

_CLOCKS_DIFFER: Final = timedelta(days=1)
"""An answer from further ahead would count as the latest for ever."""


def receive_reply(tx: Transaction, mail: bytes, reply: Reply | Bounce | Unreadable) -> Received:
    """Do what an answer says, if it counts, and write down what became of it.

    Args:
        tx: a write transaction.
        mail: the bytes, by which a second delivery is known.
        reply: what `ical.replies.read_reply` made of them, or `ical.bounces.read_bounce`.
    """
    digest = sha256(mail).hexdigest()
    if (known := find_received(tx, digest)) is not None:
        return known
    judged = _judge(tx, reply)
    number = write_received(tx, digest, reply, judged)
    if number is None:  # delivered twice at the same time
        return find_received(tx, digest) or Received(0, judged.outcome, judged.why, again=True)
    if isinstance(reply, Reply):
        _apply(tx, reply, judged)
        tell_of_mail(tx, number, reply, judged)
    elif isinstance(reply, Bounce):
        tell_of_bounce(tx, number, judged)
    return Received(number, judged.outcome, judged.why)


def _judge(tx: Transaction, reply: Reply | Bounce | Unreadable) -> Judged:
    if isinstance(reply, Bounce):
        return judge_bounce(tx, reply)
    if isinstance(reply, Unreadable):
        return Judged(ReplyOutcome.MALFORMED, reply.why)
    invitation = _held(tx, reply.uid)
    if invitation is None:
        return Judged(ReplyOutcome.FOREIGN, "No meeting of ours has that name.")
    if base_address(reply.attendee) != base_address(reply.sender):
        return Judged(ReplyOutcome.SPOOFED, "The sender is not the attendee.", invitation)
    if reply.authenticity is Authenticity.FAILED:
        return Judged(ReplyOutcome.SPOOFED, "The mail server says that it is forged.", invitation)
    if reply.stamp > tx.now + _CLOCKS_DIFFER:
        return Judged(
            ReplyOutcome.MALFORMED, "The clock of the sender's computer is more than a day ahead.", invitation
        )
    person = _sender(tx, reply, invitation)
    attendee = find_attendee(tx, invitation.meeting.id, person.id) if person is not None else None
    if person is None or attendee is None:
        return Judged(ReplyOutcome.FOREIGN, "The sender was not asked.", invitation, person)
    return _judge_asked(tx, reply, invitation, person, attendee)


def _judge_asked(
    tx: Transaction, reply: Reply, invitation: Invitation, person: Person, attendee: Attendee
) -> Judged:
    """Of somebody who is asked."""
    found, occurrence = _occurrence(reply, invitation)
    if not found:
        return Judged(ReplyOutcome.FOREIGN, "It does not take place then.", invitation, person)
    said = partial(Judged, invitation=invitation, person=person, occurrence=occurrence)
    left = "The sender has left." if refusal_of_presence(person) is not None else None
    if (stale := left or _why_stale(reply, invitation, attendee, occurrence, tx.now)) is not None:
        return said(ReplyOutcome.STALE, stale)
    match reply.method, reply.part_stat:
        case ReplyMethod.COUNTER, _:
            return said(ReplyOutcome.COUNTER, "Another time is proposed.")
        case ReplyMethod.REFRESH, _:
            return said(ReplyOutcome.REFRESHED, "The invitation is asked for once more.")
        case _, PartStat.DELEGATED:
            return said(ReplyOutcome.DELEGATED, "Somebody else is sent.")
        case _, None:
            return said(ReplyOutcome.MALFORMED, "It says neither yes nor no nor maybe.")
        case _:
            return said(ReplyOutcome.APPLIED, "")


def _sender(tx: Transaction, reply: Reply, invitation: Invitation) -> Person | None:
    """Who it is: of those who are asked the only one who has this address, whatever the tag; of several who
    share it but for the tag, or of anybody else on the roster, who is named exactly.
    """
    base = base_address(reply.attendee)
    asked = [each for each in list_people(tx, ids=invitation.people) if base_address(each.email) == base]
    return asked[0] if len(asked) == 1 else find_person_by_email(tx, reply.attendee)


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
    if reply.sequence < invitation.retimed_sequence(occurrence):
        return "It answers for a time that has changed since."
    last = attendee.said if occurrence is None else attendee.of_one.get(occurrence, Said())
    return "A later answer is known." if _is_older(_answered(reply, meeting), reply.stamp, last) else None


def _answered(reply: Reply, meeting: Meeting) -> int:
    """Which revision is answered: none that was never made, or no other answer could be later than this."""
    return min(reply.sequence, meeting.sequence)


def _is_older(sequence: int, stamp: datetime, last: Said) -> bool:
    """Than the last one by mail; or than what was pressed in Slack while the mail was on its way."""
    if last.stamp is not None and (sequence, stamp) <= (last.sequence or 0, last.stamp):
        return True
    pressed = last.at if last.via is Via.SLACK else None
    return pressed is not None and stamp < pressed.replace(microsecond=0)  # mails count whole seconds


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


def _apply(tx: Transaction, reply: Reply, judged: Judged) -> None:
    if judged.outcome is not ReplyOutcome.APPLIED or judged.invitation is None or judged.person is None:
        return
    if reply.part_stat is None:
        return
    answered = _answered(reply, judged.invitation.meeting)
    said = Said(_ANSWERS[reply.part_stat], reply.comment, tx.now, Via.MAIL, answered, reply.stamp)
    keep_answer(tx, judged.invitation, judged.person, judged.occurrence, said)
