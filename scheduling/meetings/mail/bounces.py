"""Invitations that did not arrive: whose it was, and who hears of it.

A report is not believed as it stands: it has to name a mail that Muster sent, and a person to whom that mail
went.
"""

from hashlib import sha256

from scheduling.ical.bounces import Bounce
from scheduling.meetings.mail.facts import Judged, ReplyOutcome
from scheduling.meetings.queries import find_meeting
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.queries import find_mailed
from scheduling.roster.queries import find_person_by_email
from scheduling.store.transaction import Transaction

_INVITATION = "meeting_invitation"


def judge_bounce(tx: Transaction, bounce: Bounce) -> Judged:
    """Which meeting's invitation it was, and to whom; foreign where it is no mail of ours."""
    key = bounce.message_id.partition("@")[0]
    for address in bounce.recipients:
        person = find_person_by_email(tx, address)
        refs = None if person is None else find_mailed(tx, _INVITATION, to_person(person.id), key)
        if refs is not None:
            invitation = find_meeting(tx, refs["meeting"])
            return Judged(ReplyOutcome.BOUNCED, "Their address takes no mail.", invitation, person)
    return Judged(ReplyOutcome.FOREIGN, "It reports a mail that is no invitation of ours.")


def tell_of_bounce(tx: Transaction, number: int, judged: Judged) -> None:
    """Tell the organiser, once a meeting and address, that somebody does not get what is mailed to them."""
    invitation, person = judged.invitation, judged.person
    if judged.outcome is not ReplyOutcome.BOUNCED or invitation is None or person is None:
        return
    meeting, address = invitation.meeting, sha256(person.email.encode()).hexdigest()[:16]
    told = Notice(
        kind="meeting_proposed",
        addressee=to_person(meeting.organiser_id),
        dedupe_key=f"meeting_bounced:{meeting.id}:{person.id}:{address}",
        refs={"reply": number, "sequence": meeting.sequence},
    )
    enqueue(tx, [told])
