"""Every notice as its reader sees it. Ada reads in Phoenix, Cleo in Denver."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.mail.calendar_kinds import CALENDAR_KINDS
from handlers.message import Message
from handlers.notices import JUDGED, KINDS
from handlers.notices.claim_in_question import claim_in_question
from handlers.notices.day_board import day_board
from handlers.notices.declined import override_declined, release_declined
from handlers.notices.notice_undeliverable import NEWS, Untold, notice_undeliverable
from handlers.notices.officer_gone import officer_gone
from handlers.notices.overfull import overfull
from handlers.notices.override_asked import override_asked
from handlers.notices.place_lost import place_lost
from handlers.notices.question_settled import question_settled
from handlers.notices.release_asked import release_asked
from handlers.notices.report_answered import report_answered
from handlers.notices.report_follow_up import report_follow_up
from handlers.notices.shift_changed import shift_changed
from handlers.notices.shift_claimed import shift_claimed
from handlers.notices.shift_released import shift_released
from handlers.notices.shift_withdrawn import shift_withdrawn
from handlers.notices.training_imported import training_imported
from handlers.notices.typed_plainly import TypedPlainly, typed_plainly
from handlers.notices.waitlist_moved_up import waitlist_moved_up
from handlers.notices.waitlist_passed_over import waitlist_passed_over
from scheduling.escalations.answering import ReportAnswered
from scheduling.outbox.notices import NoticeUndeliverable
from scheduling.refusals import Refusal, Rule
from scheduling.reports.facts import Notable
from scheduling.reports.notices import ReportFollowedUp
from scheduling.shifts.announcements import AGENCY
from scheduling.shifts.facts import BoardLine, DayBoard, HeldShift, Status
from scheduling.shifts.holdings.departures import OfficerGone
from scheduling.shifts.notice_facts import (
    ClaimInQuestion,
    Declined,
    Overfull,
    OverrideAsked,
    PlaceLost,
    QuestionSettled,
    ReleaseAsked,
    ShiftChanged,
    ShiftClaimed,
    ShiftReleased,
    ShiftWithdrawn,
    WaitlistMovedUp,
    WaitlistPassedOver,
)
from scheduling.shifts.questions.facts import Decision, Question, QuestionKind, QuestionState
from scheduling.training.imports.notices import TrainingImported
from tests.golden.covering_messages import COVERING_MESSAGES
from tests.golden.escalation_notices import ESCALATION_MESSAGES
from tests.golden.keeper import as_text, hold
from tests.golden.meeting_notices import MEETING_MESSAGES
from tests.golden.presence_messages import PRESENCE_MESSAGES
from tests.golden.sitters import ADA, BEN, CLEO, CORA, REST, SEVEN, SHIFT, SOL
from tests.golden.training_notices import TRAINING_MESSAGES
from tests.handlers.limits import check_rendered

BOARD = DayBoard(
    date(2026, 8, 13),
    (
        BoardLine(replace(SHIFT, places=3, held=1), (ADA,), 0),
        BoardLine(replace(SHIFT, id=413, post="Library", held=1), (BEN,), 2),
        BoardLine(replace(SHIFT, id=414, post="", status=Status.CLOSED), (), 0),
    ),
)
MOVED = {
    "starts_at": (SEVEN.isoformat(), (SEVEN - timedelta(minutes=30)).isoformat()),
    "post": ("Front gate", "Bus lane <loop>"),
    "armed": (False, True),
}

OVERLAP = Refusal(
    Rule.OVERLAP,
    {
        "number": 7, "school": "Basalt High", "zone": "America/Denver", "starts_at": SEVEN,
        "ends_at": SEVEN + timedelta(hours=3),
    },
    "nobody is in two places at once",
)  # fmt: skip
QUESTION = Question(
    id=1, kind=QuestionKind.OVERRIDE, shift_id=SHIFT.id, officer_id=ADA.id, asked=(SOL.id, CORA.id),
    reason="", state=QuestionState.DECLINED, asked_at=SEVEN, decided_by=SOL.id, decided_at=SEVEN,
)  # fmt: skip
RELEASED = replace(QUESTION, kind=QuestionKind.RELEASE, state=QuestionState.GRANTED)
DECISION = Decision(QUESTION, SOL, SEVEN, already=True)

MESSAGES = {
    "report_answered": report_answered(ReportAnswered(7, "Ada <Alder>", "America/Denver"), CLEO),
    "report_answered.settled": report_answered(
        ReportAnswered(7, "Ada <Alder>", "America/Denver", SEVEN), CLEO
    ),
    "report_follow_up": report_follow_up(
        ReportFollowedUp(Notable(7, SHIFT.school, SEVEN), "Ada <Alder>"), CLEO
    ),
    "shift_claimed": shift_claimed(ShiftClaimed(SHIFT, ADA, SOL, "Nobody else is left"), ADA),
    "shift_released": shift_released(ShiftReleased(SHIFT, ADA, SOL, "Court that day"), ADA),
    "waitlist_moved_up": waitlist_moved_up(WaitlistMovedUp(SHIFT, CLEO), CLEO),
    "waitlist_passed_over": waitlist_passed_over(
        WaitlistPassedOver(SHIFT, ADA, (Rule.REST, Rule.HOURS_PER_WEEK), closed=False), ADA
    ),
    "waitlist_passed_over.again": waitlist_passed_over(
        WaitlistPassedOver(SHIFT, ADA, (Rule.WITHDRAWN,), closed=True), ADA
    ),
    "waitlist_passed_over.closed": waitlist_passed_over(
        WaitlistPassedOver(replace(SHIFT, status=Status.WITHDRAWN), ADA, (Rule.WITHDRAWN,), closed=True), ADA
    ),
    "shift_changed": shift_changed(ShiftChanged(SHIFT, ADA, MOVED, (REST,)), ADA),
    "shift_withdrawn": shift_withdrawn(ShiftWithdrawn(SHIFT, ADA, returned=False), ADA),
    "shift_withdrawn.returned": shift_withdrawn(ShiftWithdrawn(SHIFT, ADA, returned=True), ADA),
    "claim_in_question": claim_in_question(ClaimInQuestion(SHIFT, ADA, (OVERLAP,)), SOL),
    "override_asked": override_asked(OverrideAsked(SHIFT, ADA, (REST,)), SOL),
    "override_asked.free": override_asked(OverrideAsked(SHIFT, ADA, ()), SOL),
    "override_asked.nobody": override_asked(OverrideAsked(SHIFT, ADA, (OVERLAP,)), SOL),
    "override_declined": override_declined(Declined(SHIFT, ADA, SOL), ADA),
    "release_declined": release_declined(Declined(SHIFT, ADA, SOL), ADA),
    "question_settled": question_settled(QuestionSettled(SHIFT, ADA, DECISION), CORA),
    "question_settled.lapsed": question_settled(QuestionSettled(SHIFT, ADA, None), CORA),
    "question_settled.granted": question_settled(
        QuestionSettled(SHIFT, ADA, replace(DECISION, question=RELEASED)), CORA
    ),
    "overfull": overfull(Overfull(SHIFT, (ADA, BEN)), None),
    "release_asked": release_asked(ReleaseAsked(SHIFT, ADA, "My child is ill & in <hospital>"), SOL),
    "place_lost": place_lost(PlaceLost(SHIFT, ADA, SOL, "Ill"), None),
    "day_board": day_board(BOARD, None),
    "day_board.empty": day_board(DayBoard(date(2026, 8, 14), ()), None),
    "officer_gone": officer_gone(OfficerGone(BEN, (HeldShift(SHIFT, 1, 1, BEN.id, SEVEN),)), SOL),
    "training_imported": training_imported(TrainingImported("academy records", 14, (ADA, BEN)), SOL),
    "typed_plainly": typed_plainly(TypedPlainly("claim 412 now", SEVEN), ADA),
    "typed_plainly.unclear": typed_plainly(TypedPlainly("thank you & good night", SEVEN), ADA),
    "notice_undeliverable": notice_undeliverable(
        Untold(NoticeUndeliverable("shift_withdrawn", {}, "person:2", "account_inactive"), ADA, SHIFT), None
    ),
    "notice_undeliverable.agency": notice_undeliverable(
        Untold(
            NoticeUndeliverable("shift_announced", {}, AGENCY, "agency.example.org answered 404"), None, SHIFT
        ),
        None,
    ),
    "notice_undeliverable.by_mail": notice_undeliverable(
        Untold(
            NoticeUndeliverable("shift_withdrawn", {}, "person:1", "user_disabled", by_mail=True), ADA, SHIFT
        ),
        None,
    ),
    "notice_undeliverable.post": notice_undeliverable(
        Untold(NoticeUndeliverable("day_board", {}, "channel:shifts", "is_archived"), None, None), None
    ),
    **TRAINING_MESSAGES,
    **MEETING_MESSAGES,
    **ESCALATION_MESSAGES,
    **PRESENCE_MESSAGES,
    **COVERING_MESSAGES,
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_notice_reads_as_it_is_kept(name: str) -> None:
    hold(f"notice.{name}", as_text(MESSAGES[name]))


def test_every_kind_of_notice_is_kept() -> None:
    assert {name.partition(".")[0] for name in MESSAGES} == set(KINDS) | set(JUDGED)


def test_whoever_has_to_tell_it_in_person_reads_what_it_was_for_every_kind() -> None:
    for_channels = {
        "day_board",
        "escalation_timeline",
        "notice_undeliverable",
        "overfull",
        "place_lost",
    }
    assert set(NEWS) == (set(KINDS) | set(JUDGED) | set(CALENDAR_KINDS)) - for_channels


def test_a_board_of_more_shifts_than_slack_takes_says_how_many_are_left_out() -> None:
    openings = tuple(BoardLine(replace(SHIFT, id=n), (), 0) for n in range(100))
    filled = tuple(BoardLine(replace(SHIFT, id=n, held=1), (ADA,), 0) for n in range(200, 500))
    shown: Message = day_board(DayBoard(date(2026, 8, 13), openings + filled), None)
    check_rendered(shown)
    told, listed = as_text(shown), sum("accessory" in block for block in shown.blocks)
    assert f"and {100 - listed} more open: `/shifts on 2026-08-13`" in told
    assert "more\n" in told


def test_a_shift_that_moves_to_another_day_is_told_with_both_days() -> None:
    later = datetime(2026, 8, 14, 14, 0, tzinfo=UTC).isoformat()
    moved = {"starts_at": (SEVEN.isoformat(), later)}
    told = as_text(shift_changed(ShiftChanged(SHIFT, ADA, moved, ()), ADA))
    assert "Starts Thu Aug 13, 07:00 → Fri Aug 14, 07:00" in told
