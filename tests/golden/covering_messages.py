"""What officers are told about coming, and about places that lack somebody, as it is kept."""

from dataclasses import replace
from datetime import timedelta

from handlers.notices.backup_asked import backup_asked
from handlers.notices.check_in_missing import check_in_missing
from handlers.notices.shift_brief import shift_brief
from handlers.notices.shift_offered import shift_offered
from scheduling.shifts.attendance.facts import CheckIn
from scheduling.shifts.covering.facts import Call
from scheduling.shifts.notice_facts import BackupIsAsked, CheckInMissing, ShiftBrief, ShiftOffered
from tests.golden.sitters import ADA, CLEO, SHIFT, SOL

_STARTS = SHIFT.starts_at
_BRIEF = ShiftBrief(SHIFT, ADA, CheckIn(7), stands=True, expected_at=_STARTS, opens_at=_STARTS)
_IN = CheckIn(7, in_at=_STARTS, in_via="feed")

COVERING_MESSAGES = {
    "shift_brief": shift_brief(_BRIEF, ADA),
    "shift_brief.in": shift_brief(replace(_BRIEF, check_in=_IN), ADA),
    "shift_brief.out": shift_brief(
        replace(_BRIEF, check_in=replace(_IN, out_at=SHIFT.ends_at, out_via="slack")), ADA
    ),
    "shift_brief.cover": shift_brief(replace(_BRIEF, expected_at=_STARTS + timedelta(hours=1)), ADA),
    "shift_brief.over": shift_brief(replace(_BRIEF, stands=False), ADA),
    "check_in_missing": check_in_missing(CheckInMissing(SHIFT, ADA, timedelta(minutes=15)), ADA),
    "shift_offered": shift_offered(ShiftOffered(SHIFT, CLEO, SOL, Call.ELIGIBLE), CLEO),
    "shift_offered.cover": shift_offered(ShiftOffered(SHIFT, ADA, SOL, Call.COVER), ADA),
    "backup_asked": backup_asked(BackupIsAsked(SHIFT, SOL), CLEO),
}
