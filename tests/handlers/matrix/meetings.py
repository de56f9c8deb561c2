"""What meetings stand on the stage, and what is typed into their forms.

Ada's sergeant has asked her to a drill that is to come, and to one that has been.
"""

from datetime import date, timedelta
from typing import Any

from handlers.ids import meetings as ids
from handlers.ids.packing import Value
from scheduling.policy.loader import load_policy
from scheduling.store.transaction import Transaction
from tests.factories.meetings import phoenix_at, plan, planned
from tests.people import Cast

BEFORE = timedelta(days=7)
"""How long before the matrix's own instant they are planned."""

ANSWERS = frozenset({ids.MEETING_YES, ids.MEETING_NO, ids.MEETING_MAYBE, ids.MEETING_FILE, ids.MEETING_OPEN})
MEETING_FORMS = frozenset({ids.ATTENDANCE})

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
    if button == ids.ATTENDANCE_FORM:
        return ids.MeetingRef(number, _been_at())
    return None


def carried_along(form: str, number: int) -> Value:
    """What one of its forms carries."""
    del form  # all are about the drill that has been
    return ids.MeetingForm(number, ids.ONE, _been_at(), "", "https://slack.test/r", replaces=True)


def filled_in(form: str) -> dict[str, Any]:
    """The inputs of one of its forms, filled in well."""
    del form
    return {ids.MINUTES: {"input": {"value": "https://files.example.org/drill"}}}


def _been_at() -> str:
    return phoenix_at(_BEEN.month, _BEEN.day).isoformat()
