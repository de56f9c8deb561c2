"""The notices that a mail brings about: the organiser hears of what a person has to settle, the sender that
it was not done.

- `meeting_proposed` {reply, sequence, original_at?, proposed?}: to the organiser; of a COUNTER, a delegation,
  or somebody who was not asked.
- `meeting_not_taken`, with the same: to the sender of the first two, by mail, as they wrote.
- `meeting_invitation`: once more, for a calendar that asked for it.

A mail must never bring about more mails than people read, or two programs would answer each other for ever:
what a machine wrote is not answered by mail, and nobody is answered without end.
"""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final

from scheduling.ical.replies import Reply
from scheduling.meetings.facts import Invitation
from scheduling.meetings.letters.telling import mail_again
from scheduling.meetings.mail.facts import Judged, ReplyOutcome
from scheduling.meetings.mail.rows import count_in_a_day
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import Route
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction
from scheduling.zones import zone

MOST_ANSWERS: Final = 5
"""So many mails of one sender are answered in a day, and so many strangers of one meeting told of."""

_ANSWERED: Final = (ReplyOutcome.COUNTER, ReplyOutcome.DELEGATED, ReplyOutcome.REFRESHED)


def tell_of_mail(tx: Transaction, number: int, reply: Reply, judged: Judged) -> None:
    """Put in what mail `number`, which has just been written down, brings about."""
    invitation, person = judged.invitation, judged.person
    if invitation is None or _is_too_much(tx, judged):
        return
    if judged.outcome is ReplyOutcome.FOREIGN:
        enqueue(tx, [_to_organiser(number, reply, judged, invitation)])
    elif judged.outcome is ReplyOutcome.REFRESHED and person is not None:
        enqueue(tx, [] if reply.automatic else [mail_again(invitation.meeting, person.id, number)])
    elif judged.outcome in _ANSWERED and person is not None:
        told = [_to_organiser(number, reply, judged, invitation)]
        if not reply.automatic or person.slack_id is not None:
            told.append(_to_sender(number, reply, judged, person))
        enqueue(tx, told)


def _is_too_much(tx: Transaction, judged: Judged) -> bool:
    if judged.outcome is ReplyOutcome.FOREIGN and judged.invitation is not None:
        number = judged.invitation.meeting.id
        return count_in_a_day(tx, ReplyOutcome.FOREIGN, meeting_id=number) > MOST_ANSWERS
    if judged.outcome in _ANSWERED and judged.person is not None:
        return count_in_a_day(tx, *_ANSWERED, person_id=judged.person.id) > MOST_ANSWERS
    return False


def _to_organiser(number: int, reply: Reply, judged: Judged, invitation: Invitation) -> Notice:
    return Notice(
        kind="meeting_proposed",
        addressee=to_person(invitation.meeting.organiser_id),
        dedupe_key=f"meeting_proposed:{_mark(reply)}",
        refs=_refs(number, reply, judged),
    )


def _to_sender(number: int, reply: Reply, judged: Judged, person: Person) -> Notice:
    """Back by the way on which it came, unless a machine wrote it."""
    return Notice(
        kind="meeting_not_taken",
        addressee=to_person(person.id),
        dedupe_key=f"meeting_not_taken:{_mark(reply)}",
        refs=_refs(number, reply, judged),
        route=Route.SLACK if reply.automatic else Route.EMAIL,
    )


def _refs(number: int, reply: Reply, judged: Judged) -> dict[str, Any]:
    refs: dict[str, Any] = {"reply": number, "sequence": reply.sequence}
    if judged.occurrence is not None:
        refs["original_at"] = judged.occurrence.isoformat()
    proposed = _instant(reply.proposed, judged)
    return refs if proposed is None else {**refs, "proposed": proposed.isoformat()}


def _instant(proposed: datetime | date | None, judged: Judged) -> datetime | None:
    """When it should start; None where only a day was said."""
    if not isinstance(proposed, datetime) or judged.invitation is None:
        return None
    if proposed.tzinfo is not None:
        return proposed
    try:
        return proposed.replace(tzinfo=zone(judged.invitation.meeting.plan.zone)).astimezone(UTC)
    except OverflowError:
        return None


def _mark(reply: Reply) -> str:
    """The same for what was said once and came by two ways, each of which adds headers of its own."""
    of = (reply.sender, reply.method, reply.uid, reply.occurrence)
    said = (*of, reply.sequence, reply.stamp, reply.proposed)
    return sha256(repr(said).encode()).hexdigest()[:24]
