"""A button carries what was meant, and nothing that is believed: forged and foreign values change nothing of
anybody else's, whoever sends them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from handlers.ids import calendars as calendar_ids
from handlers.ids import escalations as escalation_ids
from handlers.ids import meetings as meeting_ids
from handlers.ids import reports as report_ids
from handlers.ids import shifts as ids
from handlers.ids import training as training_ids
from handlers.ids.packing import LARGEST, pack
from scheduling.calendars.tables import subscriptions
from scheduling.escalations.tables import escalations
from scheduling.meetings.tables import (
    attendees,
    meeting_attendance,
    meeting_minutes,
    meetings,
    occurrence_answers,
)
from scheduling.roster.tables import people
from scheduling.shifts.tables import claims, questions, shifts, waitlist
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.tables import obligations, training_records, training_requests
from tests.conftest import NOON
from tests.handlers.matrix.escalations import ESCALATION_BUTTONS, ESCALATION_FORMS
from tests.handlers.matrix.meetings import ANSWERS, MEETING_FORMS, filled_in
from tests.handlers.matrix.outcome import every_row, list_recorded
from tests.handlers.matrix.requests import CALENDAR_FORMS
from tests.handlers.matrix.roles import ACCOUNTS, Role
from tests.handlers.matrix.training import TRAINING_FORMS, typed_into
from tests.handlers.office import Json, Office, Visitor

SHIFT_BUTTONS = (
    ids.CLAIM_PREVIEW, ids.CLAIM, ids.RELEASE, ids.WAIT, ids.LEAVE_LINE, ids.ASK_OVERRIDE,
    ids.ASK_RELEASE_FORM,
)  # fmt: skip
OFFICER_BUTTONS = (ids.OVERRIDE_FORM, ids.RELEASE_FORM, ids.DECLINE_OVERRIDE, ids.DECLINE_RELEASE)
PULL_BUTTONS = (ids.APPLY_PULL, ids.DISCARD_PULL)
OBLIGATION_BUTTONS = (
    training_ids.LOG_TRAINING_FORM, training_ids.EXTEND_TRAINING_FORM, training_ids.EXEMPT_TRAINING_FORM,
)  # fmt: skip
RECORD_BUTTONS = (
    training_ids.CONFIRM_PLANNED, training_ids.CANCEL_PLANNED, training_ids.VERIFY_TRAINING,
    training_ids.REFUSE_TRAINING_FORM,
)  # fmt: skip
LINK_BUTTONS = (
    calendar_ids.CHANGE_CALENDAR_FORM, calendar_ids.ROTATE_CALENDAR, calendar_ids.REVOKE_CALENDAR,
)  # fmt: skip
MEETING_BUTTONS = (*sorted(ANSWERS), meeting_ids.ATTENDANCE_FORM)
CHANGE_BUTTONS = (meeting_ids.EDIT_MEETING_FORM, meeting_ids.CANCEL_MEETING_FORM)
REQUEST_BUTTONS = (training_ids.GRANT_REQUEST_FORM, training_ids.DECLINE_REQUEST_FORM)
REPORT_BUTTONS = (report_ids.REPORT_READ, report_ids.FOLLOW_UP_FORM)
BUTTONS = (
    *SHIFT_BUTTONS, *OFFICER_BUTTONS, *PULL_BUTTONS, *OBLIGATION_BUTTONS, *RECORD_BUTTONS, *REQUEST_BUTTONS,
    *sorted(ESCALATION_BUTTONS), escalation_ids.ESCALATION_SNOOZE,
    *LINK_BUTTONS, *MEETING_BUTTONS, *CHANGE_BUTTONS, calendar_ids.NEW_CALENDAR_FORM, ids.LOOK,
    ids.LOOK_AT_SCHOOL, *REPORT_BUTTONS,
)  # fmt: skip
FORMS = (
    ids.OVERRIDE, ids.ASK_RELEASE, ids.RELEASE_FOR, *sorted(TRAINING_FORMS), *sorted(CALENDAR_FORMS),
    *sorted(MEETING_FORMS), *sorted(ESCALATION_FORMS),
    report_ids.MAKE_REPORT, report_ids.FOLLOW_UP,
)  # fmt: skip
OWN = (
    claims,
    waitlist,
    questions,
    obligations,
    training_records,
    training_requests,
    subscriptions,
    attendees,
    occurrence_answers,
    meeting_attendance,
    meeting_minutes,
)
"""Tables in which a row is one person's."""

PATIENT = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

_odd = st.sampled_from([0, -1, LARGEST, LARGEST + 1])
_shifts, _officers = st.integers(1, 9) | _odd, st.integers(1, 4) | _odd
_shift_values = st.builds(ids.ShiftRef, _shifts, st.sampled_from(["", "look.1:[]", "shift.1:[1]"]))
_officer_values = st.builds(ids.OfficerRef, _shifts, _officers)
_pull_values = st.builds(ids.PullRef, st.integers(1, 2) | _odd)
_numbers = st.integers(1, 3) | _odd
_obligation_values = st.builds(training_ids.ObligationRef, _numbers)
_record_values = st.builds(training_ids.RecordRef, _numbers)
_request_values = st.builds(training_ids.RequestRef, _numbers)
_scopes = st.sampled_from(["", "mine", "team", "school", "planet"])
_link_values = st.builds(calendar_ids.LinkRef, _numbers)
_calendar_values = st.builds(calendar_ids.CalendarRef, _scopes, _numbers)
_escalation_values = st.builds(escalation_ids.EscalationRef, _numbers, _numbers)
_turn_values = st.builds(escalation_ids.TurnRef, _numbers, _numbers, _numbers, _numbers)
_spans = st.sampled_from(["", "20m", "1h", "tomorrow", "week", "choose", "for ever"])
_snooze_values = st.builds(escalation_ids.SnoozeRef, _numbers, _spans, _numbers)
_parts = st.sampled_from(["", "all", "one", "following", "half"])
_instants = st.sampled_from(
    [
        "", "2026-08-18T16:00:00+00:00", "2026-08-10T16:00:00+00:00", "2026-08-18T16:00:00", "tomorrow",
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
    ]
)  # fmt: skip
_due = st.sampled_from(
    ["", "1", "[[1]]", '[[1,"0001-01-01T00:00:00+00:00"]]', '{"1":2}', "1@2026-08-18T16:00"]
)
_meeting_values = st.builds(
    meeting_ids.MeetingRef, _numbers, _instants, st.sampled_from(["", "0", "x"]), _due
)
_change_values = st.builds(meeting_ids.ChangeRef, _numbers, _parts, _instants)
_seen = st.sampled_from(["", "/", "/0123456789abcdef", "0/2026-08-05T19:00:00+00:00/", "x/y/z", "9/"])
_form_values = st.one_of(
    st.builds(meeting_ids.MeetingForm, _numbers, _parts, _instants, _seen, st.just(""), st.booleans()),
    st.builds(calendar_ids.CalendarForm, _scopes, _numbers, st.just(""), st.booleans()),
    st.builds(escalation_ids.EscalationForm, _numbers, _numbers, st.just(""), st.booleans()),
    st.builds(ids.FormRef, _shifts, _officers, st.just(""), st.booleans()),
    st.builds(training_ids.TrainingForm, _numbers, st.just(""), st.booleans()),
).map(pack)
_values = st.one_of(
    _shift_values, _officer_values, _pull_values, _obligation_values, _record_values, _request_values,
    _link_values, _calendar_values, _meeting_values, _change_values, _escalation_values, _snooze_values,
    st.builds(ids.Look, _odd),
).map(pack)  # fmt: skip
_presses = st.one_of(
    st.tuples(st.sampled_from(SHIFT_BUTTONS), _shift_values.map(pack)),
    st.tuples(st.sampled_from(OFFICER_BUTTONS), _officer_values.map(pack)),
    st.tuples(st.sampled_from(PULL_BUTTONS), _pull_values.map(pack)),
    st.tuples(st.sampled_from(OBLIGATION_BUTTONS), _obligation_values.map(pack)),
    st.tuples(st.sampled_from(RECORD_BUTTONS), _record_values.map(pack)),
    st.tuples(st.sampled_from(REQUEST_BUTTONS), _request_values.map(pack)),
    st.tuples(st.sampled_from(LINK_BUTTONS), _link_values.map(pack)),
    st.tuples(st.sampled_from(MEETING_BUTTONS), _meeting_values.map(pack)),
    st.tuples(st.sampled_from(CHANGE_BUTTONS), _change_values.map(pack)),
    st.tuples(st.sampled_from(sorted(ESCALATION_BUTTONS)), _escalation_values.map(pack)),
    st.tuples(st.just(escalation_ids.ESCALATION_SNOOZE), _snooze_values.map(pack)),
    st.tuples(st.just(escalation_ids.ESCALATION_ESCALATE), _turn_values.map(pack)),
    st.tuples(st.sampled_from(REPORT_BUTTONS), st.builds(report_ids.ReportRef, _numbers, _numbers).map(pack)),
    st.tuples(st.just(calendar_ids.NEW_CALENDAR_FORM), _calendar_values.map(pack)),
    st.tuples(st.sampled_from(BUTTONS), _values),  # of another kind, as a rule
)
_words = st.text(max_size=60) | st.sampled_from(["shift.2:", "officer.1:[1,2", "pull.1:[true]", "[" * 3_000])


@PATIENT
@given(button=st.sampled_from([*BUTTONS, ids.SAY]), value=_words)
def test_a_value_that_muster_never_wrote_changes_nothing_at_all(
    office: Office, staged: Database, button: str, value: str
) -> None:
    with _nothing_changes(staged):
        [shown] = press(office, Role.COORDINATOR, button, value)
    assert "from an older message" in shown.body["text"]


@PATIENT
@given(pressed=_presses)
def test_whatever_an_officer_presses_nothing_of_anybody_elses_changes(
    office: Office, staged: Database, pressed: tuple[str, str]
) -> None:
    with _only_ben_changes(staged):
        press(office, Role.COLLEAGUE, *pressed)


@PATIENT
@given(form=st.sampled_from(FORMS), value=_form_values | _values | _words)
def test_whatever_an_officer_submits_nothing_of_anybody_elses_changes(
    office: Office, staged: Database, form: str, value: str
) -> None:
    with _only_ben_changes(staged):
        submit(office, Role.COLLEAGUE, form, value)


@PATIENT
@given(form=st.sampled_from(sorted(MEETING_FORMS)), value=_form_values)
def test_whatever_a_form_of_meetings_carries_it_is_answered(office: Office, form: str, value: str) -> None:
    assert submit(office, Role.COORDINATOR, form, value)


@PATIENT
@given(pressed=_presses)
def test_whatever_a_stranger_presses_nothing_changes(
    office: Office, staged: Database, pressed: tuple[str, str]
) -> None:
    with _nothing_changes(staged):
        for role in (Role.UNKNOWN, Role.ELSEWHERE, Role.DEACTIVATED):
            press(office, role, *pressed)


@contextmanager
def _nothing_changes(database: Database) -> Iterator[None]:
    with database.read(NOON) as tx:
        before = every_row(tx)
    yield
    with database.read(NOON) as tx:
        assert every_row(tx) == before


@contextmanager
def _only_ben_changes(database: Database) -> Iterator[None]:
    """What is Ben's may change, by his own doing; what is anybody else's stays."""
    with database.read(NOON) as tx:
        ben, before, known = _ben(tx), _others(tx), len(list_recorded(tx))
    yield
    with database.read(NOON) as tx:
        assert _others(tx) == before
        assert {change.actor for change in list_recorded(tx)[known:]} <= {f"person:{ben}"}


def press(office: Office, role: Role, button: str, value: str) -> list[Any]:
    account = ACCOUNTS[role]
    visitor = Visitor(office, account.slack_id, account.team)
    return office.send(visitor.click({"type": "button", "action_id": button, "value": value}))


def submit(office: Office, role: Role, form: str, value: str) -> list[Any]:
    account = ACCOUNTS[role]
    typed = {ids.REASON_INPUT: {"type": "plain_text_input", "value": "because"}}
    values = {ids.REASON_BLOCK: typed} | typed_into(form) | filled_in(form)
    view: Json = {
        "type": "modal", "callback_id": form, "id": f"V{office.number()}", "hash": "h", "blocks": [],
        "private_metadata": value, "state": {"values": values},
    }  # fmt: skip
    return office.send(
        {
            "type": "view_submission", "view": view, "trigger_id": "t",
            "user": {"id": account.slack_id, "team_id": account.home}, "team": {"id": account.team},
        }
    )  # fmt: skip


def _ben(tx: Transaction) -> int:
    found = tx.execute(select(people.c.id).where(people.c.slack_id == ACCOUNTS[Role.COLLEAGUE].slack_id))
    ben: int = found.scalar_one()
    return ben


def _others(tx: Transaction) -> set[str]:
    """Every person, every shift, every meeting, and what all but Ben hold, wait for, ask, owe and hand in."""
    ben = _ben(tx)
    statements = [
        select(people), select(shifts), select(meetings), select(escalations),
        *(select(table).where(table.c.person_id != ben) for table in OWN),
    ]  # fmt: skip
    return {
        f"{number}:{tuple(row)}"
        for number, statement in enumerate(statements)
        for row in tx.execute(statement)
    }
