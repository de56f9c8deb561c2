"""What an escalation is about, for an act that holds other things first."""

from scheduling.escalations.facts import Escalation
from scheduling.escalations.queries import find_escalation
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.store.transaction import Transaction


def access_about(tx: Transaction, escalation_id: int) -> Escalation:
    """The escalation with this number, not held: whoever acts holds people and shifts before escalations, as
    everybody does, and asks `actions.note_act` whether the actor may.

    Raises:
        Refused: ESCALATION_GONE {number}.
    """
    escalation = find_escalation(tx, escalation_id)
    if escalation is None:
        raise Refused(Refusal(Rule.ESCALATION_GONE, {"number": escalation_id}))
    return escalation
