"""Every kind of notice about meetings: where its facts come from, and how it is worded."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from handlers.message import Message
from handlers.notices.meeting_asked import meeting_asked, meeting_changed, meeting_file, meeting_stands
from handlers.notices.meeting_cancelled import meeting_cancelled
from handlers.notices.meeting_mail import meeting_not_taken, meeting_proposed
from handlers.notices.meeting_reminder import meeting_reminder
from handlers.notices.meeting_tally import meeting_attendance, meeting_short, meeting_tally
from scheduling.meetings.notices.slack import (
    load_meeting_asked,
    load_meeting_attendance,
    load_meeting_cancelled,
    load_meeting_changed,
    load_meeting_file,
    load_meeting_mail,
    load_meeting_reminder,
    load_meeting_short,
    load_meeting_stands,
    load_meeting_tally,
)
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction

Load = Callable[[Transaction, Mapping[str, Any]], Any]
Word = Callable[[Any, Person | None], Message]

MEETING_KINDS: Final[Mapping[str, tuple[Load, Word]]] = {
    "meeting_asked": (load_meeting_asked, meeting_asked),
    "meeting_attendance": (load_meeting_attendance, meeting_attendance),
    "meeting_cancelled": (load_meeting_cancelled, meeting_cancelled),
    "meeting_changed": (load_meeting_changed, meeting_changed),
    "meeting_file": (load_meeting_file, meeting_file),
    "meeting_not_taken": (load_meeting_mail, meeting_not_taken),
    "meeting_proposed": (load_meeting_mail, meeting_proposed),
    "meeting_reminder": (load_meeting_reminder, meeting_reminder),
    "meeting_short": (load_meeting_short, meeting_short),
    "meeting_stands": (load_meeting_stands, meeting_stands),
    "meeting_tally": (load_meeting_tally, meeting_tally),
}
"""All but `meeting_invitation`, which is a mail for calendars."""
