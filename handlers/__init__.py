"""What people type and press in Slack: parsed, answered, and worded. Decides nothing."""

from slack_bolt import App

from handlers.buttons import (
    assignments,
    calendar,
    check_ins,
    claims,
    feed_pulls,
    meeting_answers,
    meetings,
    open_list,
    questions,
    releases,
    waitlist,
)
from handlers.buttons import covering as covering_buttons
from handlers.buttons import escalations as escalation_buttons
from handlers.buttons import officer_acts as officer_act_buttons
from handlers.buttons import reports as report_buttons
from handlers.buttons import training as training_buttons
from handlers.commands.escalations import escalations
from handlers.commands.meetings import meetings as list_or_open
from handlers.commands.reports import use_shortcut
from handlers.commands.shifts import shifts
from handlers.commands.sso import sso
from handlers.commands.training import training
from handlers.desk import Desk
from handlers.door import Door
from handlers.events.accounts import account_changed, account_joined
from handlers.events.home import home_opened
from handlers.events.messages import typed_to_muster
from handlers.ids import calendars as calendar_ids
from handlers.ids import covering as covering_ids
from handlers.ids import escalations as escalation_ids
from handlers.ids import meetings as meeting_ids
from handlers.ids import officer_acts as officer_act_ids
from handlers.ids import reports as report_ids
from handlers.ids import shifts as ids
from handlers.ids import training as training_ids
from handlers.submissions.assignments import submit_override
from handlers.submissions.calendar import submit_change, submit_open
from handlers.submissions.covering import submit_assign, submit_cover
from handlers.submissions.escalations import submit_hand_over, submit_resolve, submit_snooze
from handlers.submissions.meeting_attendance import submit_attendance
from handlers.submissions.meeting_cancel import submit_cancellation
from handlers.submissions.meeting_plan import submit_edit, submit_edit_one, submit_plan
from handlers.submissions.officer_acts import submit_hand_back, submit_release_all
from handlers.submissions.releases import submit_ask_release, submit_release_for
from handlers.submissions.reports import submit_follow_up, submit_report
from handlers.submissions.training_log import submit_log
from handlers.submissions.training_records import submit_confirm, submit_refusal
from handlers.submissions.training_requests import (
    submit_ask_exemption,
    submit_ask_extension,
    submit_decline,
    submit_exempt,
    submit_extend,
    submit_grant,
)


def register(app: App, desk: Desk) -> Door:
    """Register everything that Muster listens to; answers the door, which remembers what that is."""
    door = Door(app, desk)

    door.command("/shifts", shifts)
    door.command("/sso", sso)
    door.command("/training", training)
    door.command("/meetings", list_or_open)
    door.command("/escalations", escalations)

    _register_shifts(door)
    _register_training(door)
    _register_calendar(door)
    _register_planning(door)
    _register_reports(door)
    _register_answers(door)
    _register_escalations(door)
    _register_officer_acts(door)
    _register_covering(door)

    door.event("app_home_opened", home_opened)
    door.event("message.im", typed_to_muster)
    door.event("user_change", account_changed)
    door.event("team_join", account_joined)
    return door


def _register_shifts(door: Door) -> None:
    door.button(ids.CLAIM_PREVIEW, claims.press_preview)
    door.button(ids.CLAIM, claims.press_claim)
    door.button(ids.ASK_OVERRIDE, claims.press_ask_override)
    door.button(ids.OVERRIDE_FORM, assignments.press_override)
    door.button(ids.RELEASE, releases.press_release)
    door.button(ids.RELEASE_FORM, releases.press_release_for)
    door.button(ids.ASK_RELEASE_FORM, releases.press_ask_release)
    door.button(ids.DECLINE_OVERRIDE, questions.press_decline_override)
    door.button(ids.DECLINE_RELEASE, questions.press_decline_release)
    door.button(ids.WAIT, waitlist.press_join)
    door.button(ids.LEAVE_LINE, waitlist.press_leave)
    door.button(ids.LOOK, open_list.press_look)
    door.button(ids.LOOK_AT_SCHOOL, open_list.press_look)
    door.button(ids.SAY, open_list.press_say)
    door.slow_button(ids.APPLY_PULL, feed_pulls.press_apply)
    door.slow_button(ids.DISCARD_PULL, feed_pulls.press_discard)

    door.form(ids.OVERRIDE, submit_override)
    door.form(ids.ASK_RELEASE, submit_ask_release)
    door.form(ids.RELEASE_FOR, submit_release_for)


def _register_training(door: Door) -> None:
    door.button(training_ids.LOG_TRAINING_FORM, training_buttons.press_log)
    door.button(training_ids.EXTEND_TRAINING_FORM, training_buttons.press_extend)
    door.button(training_ids.EXEMPT_TRAINING_FORM, training_buttons.press_exempt)
    door.button(training_ids.TRAINING_LATER, training_buttons.press_later)
    door.button(training_ids.CONFIRM_PLANNED, training_buttons.press_confirm)
    door.button(training_ids.CANCEL_PLANNED, training_buttons.press_cancel)
    door.button(training_ids.VERIFY_TRAINING, training_buttons.press_verify)
    door.button(training_ids.REFUSE_TRAINING_FORM, training_buttons.press_refuse)
    door.button(training_ids.GRANT_REQUEST_FORM, training_buttons.press_grant)
    door.button(training_ids.DECLINE_REQUEST_FORM, training_buttons.press_decline)

    door.form(training_ids.LOG_TRAINING, submit_log)
    door.form(training_ids.CONFIRM_TRAINING, submit_confirm)
    door.form(training_ids.ASK_EXTENSION, submit_ask_extension)
    door.form(training_ids.ASK_EXEMPTION, submit_ask_exemption)
    door.form(training_ids.EXTEND_TRAINING, submit_extend)
    door.form(training_ids.EXEMPT_TRAINING, submit_exempt)
    door.form(training_ids.REFUSE_TRAINING, submit_refusal)
    door.form(training_ids.GRANT_REQUEST, submit_grant)
    door.form(training_ids.DECLINE_REQUEST, submit_decline)


def _register_calendar(door: Door) -> None:
    door.button(calendar_ids.NEW_CALENDAR_FORM, calendar.press_new)
    door.button(calendar_ids.CHANGE_CALENDAR_FORM, calendar.press_change)
    door.button(calendar_ids.ROTATE_CALENDAR, calendar.press_rotate)
    door.button(calendar_ids.REVOKE_CALENDAR, calendar.press_revoke)

    door.form(calendar_ids.OPEN_CALENDAR, submit_open)
    door.form(calendar_ids.CHANGE_CALENDAR, submit_change)


def _register_reports(door: Door) -> None:
    door.shortcut(report_ids.REPORT_SHORTCUT, use_shortcut)

    door.button(report_ids.REPORT_READ, report_buttons.press_read)
    door.button(report_ids.FOLLOW_UP_FORM, report_buttons.press_add)

    door.form(report_ids.MAKE_REPORT, submit_report)
    door.form(report_ids.FOLLOW_UP, submit_follow_up)


def _register_planning(door: Door) -> None:
    door.button(meeting_ids.MEETING_OPEN, meetings.press_open)
    door.button(meeting_ids.NEW_MEETING_FORM, meetings.press_new)
    door.button(meeting_ids.EDIT_MEETING_FORM, meetings.press_edit)
    door.button(meeting_ids.CANCEL_MEETING_FORM, meetings.press_cancel)

    door.form(meeting_ids.PLAN_MEETING, submit_plan)
    door.form(meeting_ids.EDIT_MEETING, submit_edit)
    door.form(meeting_ids.EDIT_OCCURRENCE, submit_edit_one)
    door.form(meeting_ids.CANCEL_MEETING, submit_cancellation)


def _register_answers(door: Door) -> None:
    door.button(meeting_ids.MEETING_YES, meeting_answers.press_yes)
    door.button(meeting_ids.MEETING_NO, meeting_answers.press_no)
    door.button(meeting_ids.MEETING_MAYBE, meeting_answers.press_maybe)
    door.button(meeting_ids.MEETING_FILE, meeting_answers.press_file)
    door.button(meeting_ids.ATTENDANCE_FORM, meeting_answers.press_attendance)

    door.form(meeting_ids.ATTENDANCE, submit_attendance)


def _register_covering(door: Door) -> None:
    door.button(covering_ids.CHECK_IN, check_ins.press_in)
    door.button(covering_ids.CHECK_OUT, check_ins.press_out)
    door.button(covering_ids.ASK_BACKUP, covering_buttons.press_ask_backup)
    door.button(covering_ids.OFFER_SHIFT, covering_buttons.press_offer)
    door.button(covering_ids.ASSIGN_FORM, covering_buttons.press_assign)
    door.button(covering_ids.COVER_FORM, covering_buttons.press_cover)

    door.form(covering_ids.ASSIGN, submit_assign)
    door.form(covering_ids.CALL_COVER, submit_cover)


def _register_officer_acts(door: Door) -> None:
    door.button(officer_act_ids.ACT_EXTEND_FORM, officer_act_buttons.press_extend)
    door.button(officer_act_ids.ACT_RELEASE_FORM, officer_act_buttons.press_release)
    door.button(officer_act_ids.HAND_BACK_FORM, officer_act_buttons.press_hand_back)
    door.button(officer_act_ids.RELEASE_ALL_FORM, officer_act_buttons.press_release_all)
    door.button(officer_act_ids.ASK_AGAIN, officer_act_buttons.press_ask_again)

    door.form(officer_act_ids.HAND_BACK, submit_hand_back)
    door.form(officer_act_ids.RELEASE_ALL, submit_release_all)


def _register_escalations(door: Door) -> None:
    door.button(escalation_ids.ESCALATION_TAKE, escalation_buttons.press_take)
    door.button(escalation_ids.ESCALATION_OPEN, escalation_buttons.press_open)
    door.button(escalation_ids.ESCALATION_ESCALATE, escalation_buttons.press_escalate)
    door.button(escalation_ids.ESCALATION_SNOOZE, escalation_buttons.press_snooze)
    door.button(escalation_ids.ESCALATION_RESOLVE_FORM, escalation_buttons.press_resolve)
    door.button(escalation_ids.ESCALATION_HAND_OVER_FORM, escalation_buttons.press_hand_over)

    door.form(escalation_ids.ESCALATION_RESOLVE, submit_resolve)
    door.form(escalation_ids.ESCALATION_HAND_OVER, submit_hand_over)
    door.form(escalation_ids.ESCALATION_SNOOZE_UNTIL, submit_snooze)
