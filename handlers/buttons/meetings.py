"""The buttons that open a meeting, and the forms in which it is planned, changed and cancelled."""

from handlers.commands import meeting_forms
from handlers.commands.meetings import one
from handlers.ids.meetings import ChangeRef, MeetingRef
from handlers.message import Outcome
from handlers.visit import Visit


def press_open(visit: Visit) -> Outcome:
    """*Open*: all of it."""
    return one(visit, visit.value(MeetingRef).meeting)


def press_new(visit: Visit) -> Outcome:
    """*Plan a meeting*: the form."""
    return meeting_forms.new_form(visit)


def press_edit(visit: Visit) -> Outcome:
    """*Edit*: the form, or of a series the choice how much of it."""
    about = visit.value(ChangeRef)
    return meeting_forms.edit_form(visit, about.meeting, which=about.which, original_at=about.original_at)


def press_cancel(visit: Visit) -> Outcome:
    """*Cancel …*: likewise."""
    about = visit.value(ChangeRef)
    return meeting_forms.cancellation_form(
        visit, about.meeting, which=about.which, original_at=about.original_at, reason=about.reason
    )
