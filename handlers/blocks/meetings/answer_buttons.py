"""What who is asked presses under a meeting: the three answers, and the calendar file; and afterwards *Who
came?*.
"""

from datetime import datetime

from handlers.blocks.elements import button
from handlers.ids import meetings as ids
from handlers.message import Block
from scheduling.meetings.facts import Answer, Meeting, Occurrence


def answer_buttons(of: Occurrence, says: Answer, *, one: bool, due: str = "") -> list[Block]:
    """*Yes*, *No*, *Maybe*: of one occurrence, or of all of a meeting.

    Args:
        of: the occurrence that the reader is shown.
        says: what they say of it now.
        one: whether only that one is answered; a meeting that takes place once is always answered whole.
        due: what else the message tells; see `MeetingRef`.
    """
    one = one and of.meeting.plan.repeat is not None
    at = of.original_at.isoformat() if one else ""
    about = ids.MeetingRef(of.meeting.id, at, seen_of(of, one=one), due)
    primary = "primary" if says is Answer.NONE else ""
    title = of.meeting.plan.title
    return [
        button("Yes", ids.MEETING_YES, about, style=primary, label=f"Yes: {title}"),
        button("No", ids.MEETING_NO, about, label=f"No: {title}"),
        button("Maybe", ids.MEETING_MAYBE, about, label=f"Maybe: {title}"),
    ]


def seen_of(of: Occurrence, *, one: bool) -> str:
    """Which time a reader was shown: of all of a meeting its last change of times, of one occurrence when it
    begins and ends.
    """
    if one:
        return f"{of.starts_at:%Y%m%dT%H%M}-{of.ends_at:%Y%m%dT%H%M}"
    return str(of.meeting.retimed_sequence)


def file_button(meeting: Meeting) -> Block:
    """*Calendar file*: comes as a message of its own."""
    about = ids.MeetingRef(meeting.id)
    return button("Calendar file", ids.MEETING_FILE, about, label=f"Calendar file: {meeting.plan.title}")


def attendance_button(
    meeting: Meeting, original_at: datetime, text: str = "Who came?", *, style: str = "primary"
) -> Block:
    """*Who came?*: opens the form."""
    about = ids.MeetingRef(meeting.id, original_at.isoformat())
    return button(text, ids.ATTENDANCE_FORM, about, style=style, label=f"{text} {meeting.plan.title}")
