"""The request that a row makes, as Slack would hand it over for a role."""

from collections.abc import Callable
from typing import Any

from handlers.ids import calendars as calendar_ids
from handlers.ids import officer_acts as act_ids
from handlers.ids import reports as report_ids
from handlers.ids import shifts as ids
from handlers.ids import training as training_ids
from handlers.ids.calendars import CalendarForm
from handlers.ids.packing import Value, pack
from handlers.ids.training import TrainingForm
from tests.handlers.matrix.escalations import (
    ESCALATION_FORMS,
    escalation_carried_by,
    escalation_filled_in,
    escalation_form,
)
from tests.handlers.matrix.meetings import MEETING_FORMS, carried_along, carried_by, filled_in
from tests.handlers.matrix.roles import Account
from tests.handlers.matrix.rows import Row
from tests.handlers.matrix.stage import Stage
from tests.handlers.matrix.training import TRAINING_FORMS, typed_into

Json = dict[str, Any]

CALENDAR_FORMS = frozenset({calendar_ids.OPEN_CALENDAR, calendar_ids.CHANGE_CALENDAR})
REPORT_FORMS = frozenset({report_ids.MAKE_REPORT, report_ids.FOLLOW_UP})
_REPORTED = {
    report_ids.KIND: {"input": {"selected_option": {"value": "threat"}}},
    report_ids.SCHOOL: {"input": {"selected_option": {"value": "1"}}},
    report_ids.WHAT: {"input": {"value": "Words on a wall"}},
    report_ids.HAPPENED: {"input": {"value": "Now"}},
}
_CHOSEN = {
    calendar_ids.SHOWS: {"input": {"selected_options": [{"value": "shifts"}]}},
    calendar_ids.PRIVACY: {"input": {"selected_option": {"value": "code"}}},
}

REASON = "Nobody else is left"
_OFFICER = "<@U0ADA|ada>"

_ABOUT: dict[str, Callable[[int], Value]] = {
    training_ids.LOG_TRAINING_FORM: training_ids.ObligationRef,
    training_ids.EXTEND_TRAINING_FORM: training_ids.ObligationRef,
    training_ids.EXEMPT_TRAINING_FORM: training_ids.ObligationRef,
    act_ids.ACT_EXTEND_FORM: training_ids.ObligationRef,
    training_ids.CONFIRM_PLANNED: training_ids.RecordRef,
    training_ids.CANCEL_PLANNED: training_ids.RecordRef,
    training_ids.VERIFY_TRAINING: training_ids.RecordRef,
    training_ids.REFUSE_TRAINING_FORM: training_ids.RecordRef,
    training_ids.GRANT_REQUEST_FORM: training_ids.RequestRef,
    training_ids.DECLINE_REQUEST_FORM: training_ids.RequestRef,
    report_ids.REPORT_READ: report_ids.ReportRef,
    report_ids.FOLLOW_UP_FORM: report_ids.ReportRef,
}
"""What a button of training or of reports is about; every other button is about a shift."""


def request_of(row: Row, stage: Stage, account: Account) -> Json:
    """What Slack delivers when this account does it."""
    number = getattr(stage, row.about) if row.about else 0
    kind, _, name = row.listener.partition(" ")
    match kind:
        case "button":
            body = _click(name, _carried(name, stage, number, row.typed))
        case "form":
            body = _submission(name, _form(name, stage, number, row.typed), account, stage)
        case "shortcut":
            body = {"type": "shortcut", "callback_id": name, "action_ts": "1.0", "trigger_id": "trigger-1"}
        case "event":
            return _event(name, row.typed, account)
        case _:
            body = _command(row.typed or row.listener, number)
    return body | _signed_by(account, command=kind.startswith("/"))


def _form(name: str, stage: Stage, number: int, typed: str) -> Value:
    if name in TRAINING_FORMS:
        return TrainingForm(number, "https://slack.test/r", replaces=True)
    if name in CALENDAR_FORMS:
        return CalendarForm(typed or "mine", number, "https://slack.test/r", replaces=True)
    if name in MEETING_FORMS:
        return carried_along(name, number)
    if name in ESCALATION_FORMS:
        return escalation_form(number)
    if name in REPORT_FORMS:
        return report_ids.ReportForm(number, "https://slack.test/r", replaces=True)
    return ids.FormRef(number, stage.ada, "https://slack.test/r", replaces=True)


def _command(line: str, number: int) -> Json:
    command, _, text = line.partition(" ")
    return {
        "command": command, "text": text.replace("412", str(number)).replace("@officer", _OFFICER),
        "channel_id": "C0TALK", "response_url": "https://slack.test/command",
    }  # fmt: skip


def _carried(button: str, stage: Stage, number: int, typed: str) -> str:
    match button:
        case (
            ids.OVERRIDE_FORM
            | ids.RELEASE_FORM
            | ids.DECLINE_OVERRIDE
            | ids.DECLINE_RELEASE
            | act_ids.ACT_RELEASE_FORM
        ):
            return pack(ids.OfficerRef(number, stage.ada))
        case ids.LOOK | ids.LOOK_AT_SCHOOL:
            return pack(ids.Look())
        case ids.SAY:
            return pack(ids.Say(typed.replace("412", str(number))))
        case ids.APPLY_PULL | ids.DISCARD_PULL:
            return pack(ids.PullRef(number))
        case calendar_ids.NEW_CALENDAR_FORM:
            return pack(calendar_ids.CalendarRef(typed or "mine", 0))
        case calendar_ids.CHANGE_CALENDAR_FORM | calendar_ids.ROTATE_CALENDAR | calendar_ids.REVOKE_CALENDAR:
            return pack(calendar_ids.LinkRef(number))
        case training_ids.TRAINING_LATER:
            return pack(training_ids.PersonRef(stage.ada))
    other = carried_by(button, number) or escalation_carried_by(button, number)
    return pack(other if other is not None else _ABOUT.get(button, ids.ShiftRef)(number))


def _click(action_id: str, value: str) -> Json:
    action = {"type": "button", "action_id": action_id, "value": value, "action_ts": "2.0", "block_id": "b"}
    container = {"type": "message", "message_ts": "1.0", "channel_id": "C0SHIFTS", "is_ephemeral": True}
    return {
        "type": "block_actions", "actions": [action], "trigger_id": "trigger-1", "container": container,
        "response_url": "https://slack.test/click",
    }  # fmt: skip


def _submission(callback_id: str, about: Value, account: Account, stage: Stage) -> Json:
    typed: Json = {ids.REASON_BLOCK: {ids.REASON_INPUT: {"type": "plain_text_input", "value": REASON}}}
    typed |= typed_into(callback_id) if callback_id in TRAINING_FORMS else {}
    typed |= filled_in(callback_id) if callback_id in MEETING_FORMS else {}
    typed |= _REPORTED if callback_id in REPORT_FORMS else {}
    typed |= escalation_filled_in(stage.cora, stage.ada) if callback_id in ESCALATION_FORMS else {}
    typed |= _CHOSEN if callback_id in CALENDAR_FORMS else {}
    view = {
        "type": "modal", "callback_id": callback_id, "id": f"V{account.slack_id}", "hash": "h",
        "private_metadata": pack(about), "state": {"values": typed}, "blocks": [],
    }  # fmt: skip
    return {"type": "view_submission", "view": view, "trigger_id": "trigger-1"}


def _event(name: str, typed: str, account: Account) -> Json:
    event: Json = {"type": name.partition(".")[0], "user": account.slack_id, "channel": "D0TALK"}
    event |= (
        {"tab": "home"} if name == "app_home_opened" else {"channel_type": "im", "text": typed, "ts": "1"}
    )
    if account.home != account.team:
        event["user_team"] = account.home
    body = {
        "type": "event_callback", "event_id": "Ev1", "event": event, "team_id": account.team,
        "is_ext_shared_channel": account.home != account.team,
    }  # fmt: skip
    return body | ({"enterprise_id": account.enterprise} if account.enterprise else {})


def _signed_by(account: Account, *, command: bool) -> Json:
    """A command names the asker's own workspace; anything else that of the app, and the asker's beside it."""
    organisation = {"id": account.enterprise} if account.enterprise else None
    if command:
        trigger = f"trigger-{account.slack_id}-{account.home}"
        whose = {"user_id": account.slack_id, "team_id": account.home, "trigger_id": trigger}
        return whose | ({"enterprise_id": account.enterprise} if account.enterprise else {})
    return {
        "user": {"id": account.slack_id, "team_id": account.home}, "team": {"id": account.team},
        "enterprise": organisation,
    }  # fmt: skip
