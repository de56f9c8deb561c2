"""Somebody who is asked wants the meeting as a calendar file."""

from scheduling.meetings.access import access_meeting, require_asked, require_running
from scheduling.meetings.letters.telling import file_for
from scheduling.outbox.actions import enqueue
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction


def ask_for_file(tx: Transaction, *, person: Person, meeting_id: int, key: str) -> None:
    """Enqueue the file for the one who asks, once for a request with this key. Nothing is changed by it.

    Raises:
        Refused: MEETING_GONE; MEETING_CANCELLED; MEETING_OVER; MEETING_NOT_ASKED {number}.
    """
    invitation = access_meeting(tx, meeting_id)
    require_asked(tx, invitation, person)
    require_running(invitation, tx.now)
    enqueue(tx, [file_for(meeting_id, person.id, key)])
