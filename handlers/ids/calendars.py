"""Every string of calendar links that goes to Slack and comes back: never a token."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.ids.packing import Value

# buttons
NEW_CALENDAR_FORM = "calendar_new_form"  # CalendarRef
CHANGE_CALENDAR_FORM = "calendar_change_form"  # LinkRef
ROTATE_CALENDAR = "calendar_rotate"  # LinkRef
REVOKE_CALENDAR = "calendar_revoke"  # LinkRef

# forms; each carries a CalendarForm
OPEN_CALENDAR = "calendar_open"  # about a calendar
CHANGE_CALENDAR = "calendar_change"  # about a link

# inputs: a block has one element, so one name does for both
PRIVACY = "calendar_privacy"
SHOWS = "calendar_shows"
BUSY = "calendar_busy"

# values of BUSY
AS_BUSY = "busy"
AS_FREE = "free"


@dataclass(frozen=True, slots=True)
class CalendarRef(Value):
    """One calendar: `mine`, `team`, or `school` with its number."""

    tag: ClassVar[str] = "calendar.1"
    scope: str
    about: int


@dataclass(frozen=True, slots=True)
class LinkRef(Value):
    """One private link."""

    tag: ClassVar[str] = "calendar_link.1"
    link: int


@dataclass(frozen=True, slots=True)
class CalendarForm(Value):
    """What a form is about: a calendar, as `CalendarRef` has it, or with an empty scope a link; and where it
    was opened: the response_url of a message (empty: App Home), and whether the outcome takes its place.
    """

    tag: ClassVar[str] = "calendar_form.1"
    scope: str
    about: int
    origin: str
    replaces: bool
