"""What meetings stand on the stage, and what is typed into their forms.

Ada's sergeant has asked her to a drill that is to come, and to one that has been.
"""

from datetime import date, timedelta
from typing import Any

from handlers.ids import meetings as ids
from handlers.ids.packing import Value
from scheduling.policy.loader import load_policy
from scheduling.store.transaction import Transaction
from tests.factories.meetings import TUESDAY, phoenix_at, plan, planned
from tests.people import Cast

BEFORE = timedelta(days=7)
"""How long before the matrix's own instant they are planned."""

ANSWERS = frozenset({ids.MEETING_YES, ids.MEETING_NO, ids.MEETING_MAYBE, ids.MEETING_FILE, ids.MEETING_OPEN})
PLANNING = frozenset({ids.NEW_MEETING_FORM, ids.EDIT_MEETING_FORM, ids.CANCEL_MEETING_FORM})
MEETING_FORMS = frozenset(
    {ids.ATTENDANCE, ids.PLAN_MEETING, ids.EDIT_MEETING, ids.EDIT_OCCURRENCE, ids.CANCEL_MEETING}
)

POLICY = load_policy("default")
_BEEN = date(2026, 8, 10)


def set_meetings(tx: Transaction, cast: Cast, private: str) -> dict[str, int]:
    """Have Sol plan both; answers their numbers."""
    drill = plan(cast.ada, title=f"{private} drill", quorum=1)
    drilled = plan(cast.ada, title=f"{private} drill", day=_BEEN)
    return {
        "drill": planned(tx, cast.sol, drill).meeting.id,
        "drilled": planned(tx, cast.sol, drilled).meeting.id,
    }


def carried_by(button: str, number: int) -> Value | None:
    """What one of its buttons carries; None where it is no button of meetings."""
    if button in ANSWERS:
        return ids.MeetingRef(number)
    if button in PLANNING:
        return ids.ChangeRef(number, ids.ALL)
    if button == ids.ATTENDANCE_FORM:
        return ids.MeetingRef(number, _been_at())
    return None


def carried_along(form: str, number: int) -> Value:
    """What one of its forms carries: of that of who came, the drill that has been."""
    been = form == ids.ATTENDANCE
    which = ids.ONE if form in {ids.ATTENDANCE, ids.EDIT_OCCURRENCE} else ids.ALL
    at = _been_at() if been else phoenix_at(TUESDAY.month, TUESDAY.day).isoformat()
    return ids.MeetingForm(number, which, at, "", "https://slack.test/r", replaces=True)


def filled_in(form: str) -> dict[str, Any]:
    """The inputs of one of its forms, filled in well."""
    if form == ids.ATTENDANCE:
        return {ids.MINUTES: {"input": {"value": "https://files.example.org/drill"}}}
    return {
        ids.KIND: {"input": {"selected_option": {"value": "drill"}}},
        ids.TITLE: {"input": {"value": "Another drill"}},
        ids.DAY: {"input": {"selected_date": "2026-08-20"}},
        ids.STARTS: {"input": {"selected_time": "10:00"}},
        ids.LENGTH: {"input": {"selected_option": {"value": "60"}}},
        ids.PEOPLE: {"input": {"selected_users": ["U0ADA"]}},
    }


def _been_at() -> str:
    return phoenix_at(_BEEN.month, _BEEN.day).isoformat()
