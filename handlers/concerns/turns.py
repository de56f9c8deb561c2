"""Whose turn it is next, in words."""

from collections.abc import Sequence
from typing import Final

from handlers.words.text import escaped, listed
from scheduling.escalations.facts import Escalation
from scheduling.escalations.targets import told_by
from scheduling.policy.schema import Policy
from scheduling.store.transaction import Transaction

CHANNEL: Final = "the supervisors' channel"

_NAMED: Final = 3
"""So many people are named; of more it is said how many there are."""


def next_turn(tx: Transaction, policy: Policy, escalation: Escalation) -> str:
    """`Sergeant Sol Sequoia and the supervisors' channel`: whom the next step would tell now, in mrkdwn.

    After its last step the chain begins anew with the first. Empty where the chain is gone, or nobody can be
    told.
    """
    chain = policy.chains.get(escalation.concern.kind)
    if chain is None or escalation.next_at is None:
        return ""
    step = chain.steps[escalation.step] if escalation.step < len(chain.steps) else chain.steps[0]
    told = told_by(tx, policy, escalation, step)
    names = [each.person.name for each in told.reach.reached]
    return listed([*_few(names), *([CHANNEL] if told.channel else [])])


def _few(names: Sequence[str]) -> list[str]:
    shown = [escaped(name, 60) for name in names[:_NAMED]]
    more = len(names) - len(shown)
    return [*shown, *([f"{more} more"] if more else [])]
