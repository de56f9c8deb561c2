"""Every string of meetings that goes to Slack and comes back."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.ids.packing import Value

# buttons
MEETING_YES = "meeting_yes"  # MeetingRef
MEETING_NO = "meeting_no"  # MeetingRef
MEETING_MAYBE = "meeting_maybe"  # MeetingRef
MEETING_OPEN = "meeting_open"  # MeetingRef
MEETING_FILE = "meeting_file"  # MeetingRef: the calendar file, once more
NEW_MEETING_FORM = "meeting_new_form"  # no value
EDIT_MEETING_FORM = "meeting_edit_form"  # ChangeRef
CANCEL_MEETING_FORM = "meeting_cancel_form"  # ChangeRef
ATTENDANCE_FORM = "meeting_attendance_form"  # MeetingRef

# forms; each carries a MeetingForm
PLAN_MEETING = "meeting_plan"
EDIT_MEETING = "meeting_edit"
EDIT_OCCURRENCE = "meeting_edit_one"
CANCEL_MEETING = "meeting_cancel"
ATTENDANCE = "meeting_attendance"

# fields
KIND = "meeting_kind"
TITLE = "meeting_title"
AGENDA = "meeting_agenda"
PLACE = "meeting_place"
SCHOOL = "meeting_school"
SCHOOL_TYPED = "meeting_school_typed"  # where there are too many for a menu
DAY = "meeting_day"
STARTS = "meeting_starts"
LENGTH = "meeting_length"
REPEATS = "meeting_repeats"
UNTIL = "meeting_until"
TIMES = "meeting_times"
PEOPLE = "meeting_people"
BY_MAIL = "meeting_by_mail"
GROUPS = "meeting_groups"
ROLES = ("meeting_role_1", "meeting_role_2")
ROLE_PEOPLE = ("meeting_role_people_1", "meeting_role_people_2")
QUORUM = "meeting_quorum"
SERVES = "meeting_serves"

# fields of who came
CAME = "meeting_came"
MINUTES = "meeting_minutes"
COVERED_SESSIONS = "meeting_sessions"
COVERED_TOPICS = "meeting_topics"

# values of `which`
ALL = "all"
ONE = "one"
FOLLOWING = "following"


@dataclass(frozen=True, slots=True)
class MeetingRef(Value):
    """A meeting, or with an original start (ISO, UTC) one of its occurrences; empty: all of it.

    Attributes:
        seen: which time the reader was shown, so that nobody says yes to another one; empty: it does not
            matter.
        due: what else the pressed reminder tells, so that it can be told again: numbers and original starts.
    """

    tag: ClassVar[str] = "meeting.1"
    meeting: int
    original_at: str = ""
    seen: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRef(Value):
    """How much of a meeting is to be changed: all, one occurrence, or one and those after it; empty: that is
    asked first, where it takes place more than once.

    Attributes:
        reason: why it is cancelled, where that was typed already.
    """

    tag: ClassVar[str] = "meeting_change.1"
    meeting: int
    which: str
    original_at: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MeetingForm(Value):
    """What a form is about (0: a new meeting), how much of it, and what its sender has been shown; and where
    it was opened: the response_url of a message (empty: App Home), and whether the outcome takes its place.

    Attributes:
        seen: the digest of the preview that was shown; empty: none yet.
    """

    tag: ClassVar[str] = "meeting_form.1"
    meeting: int
    which: str
    original_at: str
    seen: str
    origin: str
    replaces: bool
