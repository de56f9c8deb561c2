"""*Yes*, *No*, *Maybe* under a meeting, *Calendar file*, and afterwards *Who came?*."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handlers.blocks.elements import section
from handlers.blocks.meetings.answer_buttons import seen_of
from handlers.blocks.meetings.attendance_form import attendance_form
from handlers.blocks.meetings.invitation import invitation
from handlers.ids.instants import read_instant
from handlers.ids.meetings import MeetingRef
from handlers.message import Message, Outcome, message
from handlers.notices.meeting_reminder import meeting_reminder, read_due
from handlers.visit import Visit
from handlers.words.meetings import SAID, title_of
from scheduling.meetings.access import hold_asked
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.answers.who_came import read_who_came
from scheduling.meetings.facts import Answer, Invitation
from scheduling.meetings.letters.calendar_file import ask_for_file
from scheduling.meetings.notice_facts import MeetingAsked
from scheduling.meetings.notices.slack import load_meeting_asked
from scheduling.meetings.queries import find_meeting
from scheduling.meetings.rules.times import coming, find_occurrence
from scheduling.outbox.facts import Obsolete
from scheduling.store.transaction import Transaction

MOVED = "It was moved since that message, so nothing was noted. Can you come now?"
ON_ITS_WAY = "The calendar file comes as a message of its own."


def press_yes(visit: Visit) -> Outcome:
    """*Yes*."""
    return _answer(visit, Answer.YES)


def press_no(visit: Visit) -> Outcome:
    """*No*."""
    return _answer(visit, Answer.NO)


def press_maybe(visit: Visit) -> Outcome:
    """*Maybe*."""
    return _answer(visit, Answer.MAYBE)


def press_file(visit: Visit) -> Outcome:
    """*Calendar file*: the message that was pressed stays as it is, with what it says by now."""
    about = visit.value(MeetingRef)
    with visit.begin() as tx:
        ask_for_file(tx, person=visit.person, meeting_id=about.meeting, key=visit.once)
        asked = _asked(tx, visit, about.meeting, None)
    if asked is None:
        return message(ON_ITS_WAY, [section(ON_ITS_WAY)])
    return invitation(asked, visit.zone, note=ON_ITS_WAY)


def press_attendance(visit: Visit) -> Outcome:
    """*Who came?*: opens the form, with those ticked who were noted, or else who said yes."""
    about = visit.value(MeetingRef)
    at = read_instant(about.original_at)
    with visit.read() as tx:
        facts = read_who_came(tx, actor=visit.person, meeting_id=about.meeting, original_at=at)
    return attendance_form(facts, visit.policy, visit.origin)


def _answer(visit: Visit, said: Answer) -> Message:
    about = visit.value(MeetingRef)
    of = read_instant(about.original_at) if about.original_at else None
    due = read_due(about.due)
    with visit.begin() as tx:
        held = hold_asked(tx, about.meeting, visit.person)
        moved = bool(coming(held, tx.now)) and _is_moved(held, of, about.seen)
        if not moved:
            answer(tx, person=visit.person, meeting_id=about.meeting, said=said, occurrence=of)
        if due and not moved:
            return _reminder(tx, visit, due)
        asked = _asked(tx, visit, about.meeting, of)
    if asked is None:
        noted = f"You said {SAID[said].lower()}: {title_of(held.meeting.plan)}"
        return message(noted, [section(noted)])
    return invitation(asked, visit.zone, note=MOVED if moved else "")


def _is_moved(held: Invitation, of: datetime | None, seen: str) -> bool:
    """Whether the reader was shown another time than stands now."""
    if not seen or held.meeting.cancelled_at is not None:
        return False
    if of is None:
        return seen != str(held.meeting.retimed_sequence)
    stands = find_occurrence(held, of)
    return stands is not None and not stands.cancelled and seen != seen_of(stands, one=True)


def _reminder(tx: Transaction, visit: Visit, due: Sequence[tuple[int, datetime]]) -> Message:
    """The whole reminder anew; what is no longer to come is left out of it."""
    found = (_asked(tx, visit, number, at) for number, at in due)
    return meeting_reminder([each for each in found if each is not None], visit.person)


def _asked(tx: Transaction, visit: Visit, meeting_id: int, of: datetime | None) -> MeetingAsked | None:
    """What this person is asked as it stands; None where nothing of it is to come for them."""
    if find_meeting(tx, meeting_id) is None:
        return None
    refs: dict[str, Any] = {"meeting": meeting_id, "person": visit.person.id}
    if of is not None:
        refs["original_at"] = of.isoformat()
    found = load_meeting_asked(tx, refs)
    return None if isinstance(found, Obsolete) else found
