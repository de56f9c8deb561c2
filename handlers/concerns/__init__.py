"""What escalations are about, in words: a file for each kind, read anew whenever it is shown."""

from collections.abc import Mapping

from handlers.concerns import (
    calendars,
    feed,
    meeting_short,
    notices,
    officer_gone,
    qualification,
    report,
    shift_no_show,
    shift_unfilled,
    training,
)
from handlers.concerns.words import ConcernWords
from scheduling.escalations.facts import Concern, EscalationKind

CONCERNS: Mapping[EscalationKind, ConcernWords] = {
    EscalationKind.SHIFT_UNFILLED: shift_unfilled.WORDS,
    EscalationKind.SHIFT_NO_SHOW: shift_no_show.WORDS,
    EscalationKind.TRAINING: training.WORDS,
    EscalationKind.QUALIFICATION: qualification.WORDS,
    EscalationKind.MEETING_SHORT: meeting_short.WORDS,
    EscalationKind.FEED: feed.WORDS,
    EscalationKind.NOTICES: notices.WORDS,
    EscalationKind.OFFICER_GONE: officer_gone.WORDS,
    EscalationKind.REPORT: report.WORDS,
}
"""By kind; every kind has its words."""


def words_of(concern: Concern) -> ConcernWords:
    """The words for one escalation: those of its kind, but for calendars, which are told as the feed is."""
    return calendars.WORDS if calendars.is_about_calendar(concern) else CONCERNS[concern.kind]
