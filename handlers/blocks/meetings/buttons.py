"""The buttons under a meeting."""

from typing import Final

from handlers.blocks.elements import button
from handlers.grammar.meetings import MEETINGS, Coming, list_words
from handlers.ids import meetings as ids
from handlers.ids.shifts import SAY, Say
from handlers.message import Block
from scheduling.meetings.facts import Meeting

EVERYTHING: Final = Coming()
"""The first page of the list."""


def open_button(meeting: Meeting, text: str = "Open") -> Block:
    """*Open*: all of one meeting."""
    return button(text, ids.MEETING_OPEN, ids.MeetingRef(meeting.id), label=f"Open {meeting.plan.title}")


def list_button(text: str = "Meetings", asked: Coming = EVERYTHING) -> Block:
    """*Meetings*: the list, or a page of it."""
    return button(text, SAY, Say(list_words(asked)))


def plan_button() -> Block:
    """*Plan a meeting*."""
    return button("Plan a meeting", SAY, Say(f"{MEETINGS} new"))


def edit_button(meeting: Meeting) -> Block:
    """*Edit*: opens the form; of a series after the choice how much of it."""
    about = ids.ChangeRef(meeting.id, "")
    return button("Edit", ids.EDIT_MEETING_FORM, about, label=f"Edit {meeting.plan.title}")


def cancel_button(meeting: Meeting) -> Block:
    """*Cancel …*: asks for the reason first."""
    about = ids.ChangeRef(meeting.id, "")
    return button(
        "Cancel …", ids.CANCEL_MEETING_FORM, about, style="danger", label=f"Cancel {meeting.plan.title}"
    )
