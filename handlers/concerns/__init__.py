"""What escalations are about, in words: a file for each kind, read anew whenever it is shown."""

from collections.abc import Mapping

from handlers.concerns import feed, notices, report, shift_no_show, shift_unfilled
from handlers.concerns.plain import plain_words
from handlers.concerns.words import ConcernWords
from scheduling.escalations.facts import EscalationKind

CONCERNS: Mapping[EscalationKind, ConcernWords] = {
    EscalationKind.SHIFT_UNFILLED: shift_unfilled.WORDS,
    EscalationKind.SHIFT_NO_SHOW: shift_no_show.WORDS,
    EscalationKind.TRAINING: plain_words("Training runs out"),
    EscalationKind.QUALIFICATION: plain_words("Qualification lapses before a shift"),
    EscalationKind.MEETING_SHORT: plain_words("Too few for meeting {number}"),
    EscalationKind.FEED: feed.WORDS,
    EscalationKind.NOTICES: notices.WORDS,
    EscalationKind.OFFICER_GONE: plain_words("Gone with shifts in hand"),
    EscalationKind.REPORT: report.WORDS,
}
"""By kind; every kind has its words."""
