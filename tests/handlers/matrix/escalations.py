"""What is escalated on the stage, and what is filled into its forms: it is about a shift of Ada's."""

from typing import Any

from handlers.ids import covering as covering_ids
from handlers.ids import escalations as ids
from handlers.ids.packing import Value
from scheduling.escalations.facts import Concern, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.policy.loader import load_policy
from scheduling.store.transaction import Transaction
from tests.people import Cast

ESCALATION_BUTTONS = frozenset(
    {
        ids.ESCALATION_TAKE, ids.ESCALATION_OPEN, ids.ESCALATION_ESCALATE, ids.ESCALATION_RESOLVE_FORM,
        ids.ESCALATION_HAND_OVER_FORM, covering_ids.ASK_BACKUP, covering_ids.OFFER_SHIFT,
        covering_ids.ASSIGN_FORM, covering_ids.COVER_FORM,
    }
)  # fmt: skip
ESCALATION_FORMS = frozenset(
    {
        ids.ESCALATION_RESOLVE, ids.ESCALATION_HAND_OVER, ids.ESCALATION_SNOOZE_UNTIL, covering_ids.ASSIGN,
        covering_ids.CALL_COVER,
    }
)  # fmt: skip

TO_CORA = "<@U0CORA|cora>"


def escalate(tx: Transaction, cast: Cast, shift_id: int) -> int:
    """Open it; its number."""
    about = Concern(
        EscalationKind.SHIFT_UNFILLED, f"shift:{shift_id}", cast.quartz.zone, officer_id=cast.ada.id,
        school_id=cast.basalt.id, agency=cast.ada.agency,
    )  # fmt: skip
    number = open_escalation(tx, load_policy("default"), about)
    assert number is not None
    return number


def escalation_carried_by(button: str, number: int) -> Value | None:
    """What one of its buttons carries; None where it is no button of escalations."""
    if button == ids.ESCALATION_SNOOZE:
        return ids.SnoozeRef(number, ids.HOUR)
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
