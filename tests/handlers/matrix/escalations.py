"""What is escalated on the stage, and what is filled into its forms: it is about a shift of Ada's."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from handlers.ids import covering as covering_ids
from handlers.ids import escalations as ids
from handlers.ids import officer_acts as act_ids
from handlers.ids.packing import Value
from scheduling.escalations.facts import Concern, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.policy.loader import load_policy
from scheduling.store.transaction import Transaction
from tests.factories.meetings import TUESDAY, phoenix_at
from tests.people import Cast

ESCALATION_BUTTONS = frozenset(
    {
        ids.ESCALATION_TAKE, ids.ESCALATION_OPEN, ids.ESCALATION_ESCALATE, ids.ESCALATION_RESOLVE_FORM,
        ids.ESCALATION_HAND_OVER_FORM, covering_ids.ASK_BACKUP, covering_ids.OFFER_SHIFT,
        covering_ids.ASSIGN_FORM, covering_ids.COVER_FORM, act_ids.HAND_BACK_FORM, act_ids.RELEASE_ALL_FORM,
        act_ids.ASK_AGAIN,
    }
)  # fmt: skip
ESCALATION_FORMS = frozenset(
    {
        ids.ESCALATION_RESOLVE, ids.ESCALATION_HAND_OVER, ids.ESCALATION_SNOOZE_UNTIL, covering_ids.ASSIGN,
        covering_ids.CALL_COVER, act_ids.HAND_BACK, act_ids.RELEASE_ALL,
    }
)  # fmt: skip

TO_CORA = "<@U0CORA|cora>"


def escalate(tx: Transaction, cast: Cast, numbers: Mapping[str, int]) -> dict[str, int]:
    """Open one about a shift, and others about what the stage has by these numbers; the number of each."""
    drills_at = f"{phoenix_at(TUESDAY.month, TUESDAY.day).astimezone(UTC):%Y%m%dT%H%M}"
    return {
        "escalated": _open(tx, cast, EscalationKind.SHIFT_UNFILLED, f"shift:{numbers['held']}"),
        "overdue": _open(tx, cast, EscalationKind.TRAINING, f"obligation:{numbers['missed']}"),
        "departed": _open(tx, cast, EscalationKind.OFFICER_GONE, f"person:{cast.ada.id}"),
        "short": _open(tx, cast, EscalationKind.MEETING_SHORT, f"meeting:{numbers['drill']}", drills_at),
    }


def _open(tx: Transaction, cast: Cast, kind: EscalationKind, subject: str, part: str = "") -> int:
    about = Concern(
        kind, subject, cast.quartz.zone, part=part, officer_id=cast.ada.id, school_id=cast.basalt.id,
        agency=cast.ada.agency,
    )  # fmt: skip
    number = open_escalation(tx, load_policy("default"), about)
    assert number is not None
    return number


def escalation_carried_by(button: str, number: int) -> Value | None:
    """What one of its buttons carries; None where it is no button of escalations."""
    if button == ids.ESCALATION_SNOOZE:
        return ids.SnoozeRef(number, ids.HOUR)
    if button == ids.ESCALATION_ESCALATE:
        return ids.TurnRef(number, 0, 0, 1)
    return ids.EscalationRef(number) if button in ESCALATION_BUTTONS else None


def escalation_form(number: int) -> Value:
    """What its forms carry."""
    return ids.EscalationForm(number, 0, "https://slack.test/r", replaces=True)


def escalation_filled_in(cora: int, ada: int) -> dict[str, Any]:
    """The inputs of its forms, filled in well."""
    return {
        ids.ESCALATION_TO: {"input": {"selected_option": {"value": str(cora)}}},
        covering_ids.OFFICER: {"input": {"selected_option": {"value": str(ada)}}},
        covering_ids.ASSIGN_REASON: {"input": {"value": "short notice"}},
        ids.ESCALATION_DAY: {"input": {"selected_date": "2026-08-13"}},
        ids.ESCALATION_TIME: {"input": {"selected_time": "10:00"}},
    }
