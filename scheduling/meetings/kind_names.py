"""What people call each kind of meeting: the same in messages and mails as in calendars."""

from collections.abc import Mapping
from typing import Final

from scheduling.meetings.facts import MeetingKind

KIND_NAMES: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.SAFETY: "Safety meeting",
    MeetingKind.DRILL: "Drill",
    MeetingKind.TABLETOP: "Tabletop exercise",
    MeetingKind.TRAINING: "Training session",
    MeetingKind.TEAM: "Team meeting",
}
