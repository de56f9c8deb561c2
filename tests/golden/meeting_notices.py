"""Every notice of meetings, as it stands for a portrait."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from handlers.message import Message
from handlers.notices.meeting_asked import meeting_asked, meeting_changed, meeting_file, meeting_stands
from handlers.notices.meeting_cancelled import meeting_cancelled
from handlers.notices.meeting_mail import meeting_not_taken, meeting_proposed
from handlers.notices.meeting_reminder import meeting_reminder
from handlers.notices.meeting_tally import meeting_attendance, meeting_short, meeting_tally
from scheduling.ical.calendar import write_file
from scheduling.ical.repeat import Every
from scheduling.meetings.differs import Changed, Changes
from scheduling.meetings.entries import entry_of
from scheduling.meetings.facts import (
    Answer,
    Attendee,
    Invitation,
    Meeting,
    MeetingKind,
    Plan,
    RequiredRole,
    Said,
    Tally,
)
from scheduling.meetings.notice_facts import (
    MeetingAsked,
    MeetingCancelled,
    MeetingClosed,
    MeetingFile,
    MeetingMail,
    MeetingTally,
)
from scheduling.meetings.reply_facts import ReplyOutcome
from scheduling.meetings.times import occurrences_of
from tests.golden.sitters import ADA, BEN, CLEO, CORA, SOL

_PLAN = Plan(
    kind=MeetingKind.DRILL,
    title="Lockdown drill",
    day=date(2026, 8, 18),
    starts=time(9),
    length=timedelta(hours=1),
    zone="America/Phoenix",
    agenda="1. Radio check\n2. Doors & gates <all>",
    place="Gym",
    school_id=1,
)
_AT = datetime(2026, 8, 12, 19, 0, tzinfo=UTC)
_MEETING = Meeting(7, "meeting-7@example.org", _PLAN, SOL.id, 0, _AT)
_ONCE = Invitation(_MEETING, people=frozenset({ADA.id, BEN.id, CLEO.id}))
_WEEKLY = replace(
    _ONCE,
    meeting=replace(
        _MEETING,
        id=8,
        plan=replace(
            _PLAN, kind=MeetingKind.TEAM, title="Heron & team", every=Every.WEEK, count=4,
            place="https://meet.example.org/heron?room=4", agenda="", school_id=None,
        ),
    ),
)  # fmt: skip
_NEXT = occurrences_of(_WEEKLY)[1]
_SILENT, _YES, _MAYBE = Said(), Said(Answer.YES), Said(Answer.MAYBE)


def _asked(of: Invitation, said: Said) -> MeetingAsked:
    school = "Quartz Elementary" if of.meeting.plan.school_id else ""
    attendee = Attendee(of.meeting.id, ADA.id, said=said)
    return MeetingAsked(of, SOL, ADA, attendee, occurrences_of(of)[0], school=school)


_ASKED, _SERIES = _asked(_ONCE, _SILENT), _asked(_WEEKLY, _SILENT)
_MOVED = Changes((Changed.TIME, Changed.PLACE), (_AT + timedelta(days=5), _AT + timedelta(days=5, hours=1)))
_TALLY = MeetingTally(
    replace(
        _ONCE,
        meeting=replace(
            _MEETING, plan=replace(_PLAN, quorum=3, required_roles=(RequiredRole("principal", (CLEO.id,)),))
        ),
    ),
    SOL,
    occurrences_of(_ONCE)[0],
    Tally(yes=(ADA.id,), no=(BEN.id,), silent=(CLEO.id,), missing_roles=("principal",), quorum=3, short_by=2),
    {ADA.id: ADA, BEN.id: BEN, CLEO.id: CLEO},
)
_ENOUGH = replace(_TALLY, tally=Tally(yes=(ADA.id, BEN.id, CLEO.id), quorum=3))
_TRAINING = replace(
    _TALLY,
    invitation=replace(_ONCE, meeting=replace(_MEETING, plan=replace(_PLAN, requirement="sso_course"))),
)
_OFF = MeetingCancelled(_ONCE, SOL, ADA, None, off=True, rest=False, reason="")
_MAIL = MeetingMail(_ONCE, SOL, ADA, ReplyOutcome.COUNTER, "Another time is proposed.", _AT, _ASKED)
_PROPOSED = replace(_MAIL, proposed=_AT + timedelta(days=1, hours=4))

MEETING_MESSAGES: dict[str, Message] = {
    "meeting_asked": meeting_asked(_ASKED, ADA),
    "meeting_asked.elsewhere": meeting_asked(replace(_ASKED, person=CLEO), CLEO),
    "meeting_asked.series": meeting_asked(_asked(_WEEKLY, _YES), ADA),
    "meeting_stands": meeting_stands(_asked(_ONCE, _YES), ADA),
    "meeting_stands.cancelled": meeting_stands(
        MeetingClosed(_ONCE, replace(_ASKED.next, cancelled=True, reason="Snow <day>"), off=False), ADA
    ),
    "meeting_stands.off": meeting_stands(MeetingClosed(_ONCE, _ASKED.next, off=True), ADA),
    "meeting_stands.over": meeting_stands(MeetingClosed(_ONCE, _ASKED.next, off=False), ADA),
    "meeting_changed": meeting_changed(replace(_ASKED, changes=_MOVED), ADA),
    "meeting_changed.one": meeting_changed(
        replace(_asked(_WEEKLY, _YES), next=_NEXT, one=True, changes=Changes((Changed.AGENDA,))), ADA
    ),
    "meeting_cancelled": meeting_cancelled(replace(_OFF, off=False, reason="Snow <day>"), ADA),
    "meeting_cancelled.off": meeting_cancelled(replace(_OFF, person=replace(ADA, email="")), ADA),
    "meeting_cancelled.one": meeting_cancelled(
        replace(_OFF, invitation=_WEEKLY, off=False, occurrence=_NEXT, reason="Holiday"), ADA
    ),
    "meeting_cancelled.rest": meeting_cancelled(
        replace(_OFF, invitation=_WEEKLY, off=False, rest=True, occurrence=_NEXT, reason="Team split"), ADA
    ),
    "meeting_file": meeting_file(
        MeetingFile(_ASKED, write_file(entry_of(_ONCE, at="Quartz Elementary"))), ADA
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
    "meeting_reminder.said": meeting_reminder((_asked(_ONCE, _MAYBE),), ADA),
    "meeting_reminder.several": meeting_reminder(
        (_ASKED, *[replace(_SERIES, next=each, one=True) for each in occurrences_of(_WEEKLY)] * 2), ADA
    ),
    "meeting_proposed": meeting_proposed(_PROPOSED, SOL),
    "meeting_proposed.lost": meeting_proposed(replace(_MAIL, outcome=ReplyOutcome.FOREIGN), SOL),
    "meeting_proposed.delegated": meeting_proposed(replace(_MAIL, outcome=ReplyOutcome.DELEGATED), SOL),
    "meeting_proposed.foreign": meeting_proposed(
        replace(_MAIL, outcome=ReplyOutcome.FOREIGN, person=None, asked=None), SOL
    ),
    "meeting_not_taken": meeting_not_taken(_MAIL, ADA),
    "meeting_not_taken.over": meeting_not_taken(
        replace(_MAIL, outcome=ReplyOutcome.DELEGATED, asked=None), CORA
    ),
}
