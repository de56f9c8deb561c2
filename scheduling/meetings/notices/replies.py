"""The facts of `meeting_not_taken` by mail, at the moment of sending."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduling.ical.entries import Override, Series
from scheduling.ical.invitation import Method
from scheduling.meetings.entries import override_of
from scheduling.meetings.mail.facts import NotTaken, ReplyOutcome
from scheduling.meetings.notice_facts import MeetingLetter
from scheduling.meetings.notices.mail import load_meeting_invitation, original_of, proposed_of, school_of
from scheduling.meetings.rules.times import find_occurrence
from scheduling.meetings.tables import meeting_replies
from scheduling.outbox.facts import Obsolete
from scheduling.store.transaction import Transaction

Refs = Mapping[str, Any]


def load_meeting_not_taken(tx: Transaction, refs: Refs) -> NotTaken | Obsolete:
    """{reply, sequence, original_at?, proposed?}: obsolete where the sender need not come any more, and is
    told so, and where the mail is forgotten. A proposal is declined to their calendar; one that holds
    somebody else in their place is sent the invitation once more.
    """
    row = tx.execute(select(meeting_replies).where(meeting_replies.c.id == refs["reply"])).first()
    if row is None:
        return Obsolete("the mail that it answers is forgotten")
    asked = {"meeting": row.meeting_id, "person": row.person_id, "method": Method.REQUEST.value}
    letter = load_meeting_invitation(tx, asked)
    if isinstance(letter, Obsolete):
        return letter
    outcome = ReplyOutcome(row.outcome)
    if outcome is ReplyOutcome.COUNTER:
        occurrence = _occurrence(tx, letter, original_of(refs))
        letter = replace(letter, method=Method.DECLINECOUNTER, occurrence=occurrence)
    return NotTaken(outcome, letter, proposed_of(refs))


def _occurrence(tx: Transaction, letter: MeetingLetter, original_at: datetime | None) -> Override | None:
    """The one that they wanted moved, as it stands; None for all, or where it stands no longer."""
    if original_at is None or not isinstance(letter.invited, Series):
        return None
    differs = override_of(letter.invitation, original_at, at=school_of(tx, letter.invitation))
    stands = find_occurrence(letter.invitation, original_at)
    if differs is not None or stands is None:
        return differs
    return Override(original_at, replace(letter.invited.first, starts=stands.starts_at, ends=stands.ends_at))
