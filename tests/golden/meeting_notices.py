"""Every notice of meetings, as it stands for a portrait."""

from dataclasses import replace
from datetime import timedelta

from handlers.message import Message
from handlers.notices.meeting_asked import meeting_asked, meeting_changed, meeting_file, meeting_stands
from handlers.notices.meeting_cancelled import meeting_cancelled
from handlers.notices.meeting_mail import meeting_not_taken, meeting_proposed
from handlers.notices.meeting_reminder import meeting_reminder
from handlers.notices.meeting_tally import meeting_attendance, meeting_short, meeting_tally
from scheduling.ical.calendar import write_file
from scheduling.meetings.entries import entry_of
from scheduling.meetings.facts import (
    Answer,
    Attendee,
    Invitation,
    RequiredRole,
    Said,
    Tally,
)
from scheduling.meetings.mail.facts import ReplyOutcome
from scheduling.meetings.notice_facts import (
    MeetingAsked,
    MeetingCancelled,
    MeetingClosed,
    MeetingFile,
    MeetingMail,
    MeetingTally,
)
from scheduling.meetings.rules.differs import Changed, Changes
from scheduling.meetings.rules.times import occurrences_of
from tests.golden.meeting_sitters import AT, DRILL, MEETING, PLAN, SECOND, SERIES
from tests.golden.sitters import ADA, BEN, CLEO, CORA, SOL

_SILENT, _YES, _MAYBE = Said(), Said(Answer.YES), Said(Answer.MAYBE)


def _asked(of: Invitation, said: Said) -> MeetingAsked:
    school = "Quartz Elementary" if of.meeting.plan.school_id else ""
    attendee = Attendee(of.meeting.id, ADA.id, said=said)
    return MeetingAsked(of, SOL, ADA, attendee, occurrences_of(of)[0], school=school)


_ASKED, _ASKED_SERIES = _asked(DRILL, _SILENT), _asked(SERIES, _SILENT)
_MOVED = Changes((Changed.TIME, Changed.PLACE), (AT + timedelta(days=5), AT + timedelta(days=5, hours=1)))
_TALLY = MeetingTally(
    replace(
        DRILL,
        meeting=replace(
            MEETING, plan=replace(PLAN, quorum=3, required_roles=(RequiredRole("principal", (CLEO.id,)),))
        ),
    ),
    SOL,
    occurrences_of(DRILL)[0],
    Tally(yes=(ADA.id,), no=(BEN.id,), silent=(CLEO.id,), missing_roles=("principal",), quorum=3, short_by=2),
    {ADA.id: ADA, BEN.id: BEN, CLEO.id: CLEO},
)
_ENOUGH = replace(_TALLY, tally=Tally(yes=(ADA.id, BEN.id, CLEO.id), quorum=3))
_TRAINING = replace(
    _TALLY,
    invitation=replace(DRILL, meeting=replace(MEETING, plan=replace(PLAN, requirement="sso_course"))),
)
_OFF = MeetingCancelled(DRILL, SOL, ADA, None, off=True, rest=False, reason="")
_MAIL = MeetingMail(DRILL, SOL, ADA, ReplyOutcome.COUNTER, "Another time is proposed.", AT, _ASKED)
_PROPOSED = replace(_MAIL, proposed=AT + timedelta(days=1, hours=4))

MEETING_MESSAGES: dict[str, Message] = {
    "meeting_asked": meeting_asked(_ASKED, ADA),
    "meeting_asked.elsewhere": meeting_asked(replace(_ASKED, person=CLEO), CLEO),
    "meeting_asked.series": meeting_asked(_asked(SERIES, _YES), ADA),
    "meeting_stands": meeting_stands(_asked(DRILL, _YES), ADA),
    "meeting_stands.cancelled": meeting_stands(
        MeetingClosed(DRILL, replace(_ASKED.next, cancelled=True, reason="Snow <day>"), off=False), ADA
    ),
    "meeting_stands.off": meeting_stands(MeetingClosed(DRILL, _ASKED.next, off=True), ADA),
    "meeting_stands.over": meeting_stands(MeetingClosed(DRILL, _ASKED.next, off=False), ADA),
    "meeting_changed": meeting_changed(replace(_ASKED, changes=_MOVED), ADA),
    "meeting_changed.one": meeting_changed(
        replace(_asked(SERIES, _YES), next=SECOND, one=True, changes=Changes((Changed.AGENDA,))), ADA
    ),
    "meeting_cancelled": meeting_cancelled(replace(_OFF, off=False, reason="Snow <day>"), ADA),
    "meeting_cancelled.off": meeting_cancelled(replace(_OFF, person=replace(ADA, email="")), ADA),
    "meeting_cancelled.one": meeting_cancelled(
        replace(_OFF, invitation=SERIES, off=False, occurrence=SECOND, reason="Holiday"), ADA
    ),
    "meeting_cancelled.rest": meeting_cancelled(
        replace(_OFF, invitation=SERIES, off=False, rest=True, occurrence=SECOND, reason="Team split"), ADA
    ),
    "meeting_file": meeting_file(
        MeetingFile(_ASKED, write_file(entry_of(DRILL, at="Quartz Elementary"))), ADA
    ),
    "meeting_tally": meeting_tally(_TALLY, SOL),
    "meeting_tally.enough": meeting_tally(_ENOUGH, SOL),
    "meeting_tally.cancelled": meeting_tally(
        replace(_ENOUGH, occurrence=replace(_ENOUGH.occurrence, cancelled=True)), SOL
    ),
    "meeting_short": meeting_short(_TALLY, SOL),
    "meeting_attendance": meeting_attendance(_ENOUGH, SOL),
    "meeting_attendance.training": meeting_attendance(_TRAINING, SOL),
    "meeting_reminder": meeting_reminder((_ASKED,), ADA),
    "meeting_reminder.said": meeting_reminder((_asked(DRILL, _MAYBE),), ADA),
    "meeting_reminder.several": meeting_reminder(
        (_ASKED, *[replace(_ASKED_SERIES, next=each, one=True) for each in occurrences_of(SERIES)] * 2), ADA
    ),
    "meeting_proposed": meeting_proposed(_PROPOSED, SOL),
    "meeting_proposed.lost": meeting_proposed(replace(_MAIL, outcome=ReplyOutcome.FOREIGN), SOL),
    "meeting_proposed.delegated": meeting_proposed(replace(_MAIL, outcome=ReplyOutcome.DELEGATED), SOL),
    "meeting_proposed.bounced": meeting_proposed(replace(_MAIL, outcome=ReplyOutcome.BOUNCED), SOL),
    "meeting_proposed.foreign": meeting_proposed(
        replace(_MAIL, outcome=ReplyOutcome.FOREIGN, person=None, asked=None), SOL
    ),
    "meeting_not_taken": meeting_not_taken(_MAIL, ADA),
    "meeting_not_taken.over": meeting_not_taken(
        replace(_MAIL, outcome=ReplyOutcome.DELEGATED, asked=None), CORA
    ),
}
