"""What follows when somebody cannot be told after all: the next step, at once, unless another has heard."""

from dataclasses import replace

from scheduling.escalations.facts import Escalation, EscalationState
from scheduling.escalations.rows import save
from scheduling.escalations.telling import is_heard
from scheduling.policy.schema import Policy
from scheduling.store.transaction import Transaction


def go_on_unless_heard(
    tx: Transaction, policy: Policy, escalation: Escalation, of_round: int, step: int
) -> Escalation:
    """Have the step after this one told at once if nobody was told of this one, or will be; answers the
    escalation as it stands then. After the last step the next round keeps its time.
    """
    chain = policy.chains.get(escalation.concern.kind)
    is_last_told = (escalation.round, escalation.step) == (of_round, step + 1)
    if escalation.state is not EscalationState.OPEN or chain is None or not is_last_told:
        return escalation
    if escalation.step >= len(chain.steps) or is_heard(tx, escalation.id, of_round, step):
        return escalation
    return save(tx, escalation, replace(escalation, next_at=tx.now))
