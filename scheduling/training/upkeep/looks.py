"""When the sweep looks at what somebody owes again: written whenever anything about it has changed."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import bindparam

from scheduling.policy.schema import Policy
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation
from scheduling.training.ledger import Ledger
from scheduling.training.rules.escalating import next_level_at
from scheduling.training.rules.ladder import next_look
from scheduling.training.tables import obligations
from scheduling.training.upkeep.escalating import chain_of
from scheduling.zones import zone

_WRITE: Final = (
    obligations.update()
    .where(obligations.c.id == bindparam("of_obligation"))
    .values(next_at=bindparam("at", type_=obligations.c.next_at.type))
)


def told_last(owed: Iterable[Obligation]) -> date | None:
    """The local day on which somebody was last told of anything that they owe or owed."""
    return max((each.told_on for each in owed if each.told_on is not None), default=None)


def write_looks(tx: Transaction, ledgers: Iterable[Ledger], policy: Policy) -> None:
    """Write, where it has changed, when each obligation is looked at again: the officer is to be told, or it
    comes to a rung of the chain by which it is escalated.
    """
    chain = chain_of(policy)
    changed: list[dict[str, Any]] = []
    for ledger in ledgers:
        at, told_on = zone(ledger.person.zone), told_last(ledger.obligations)
        for obligation in ledger.obligations:
            told = next_look(obligation, policy.countdown, at, tx.now, told_on=told_on)
            escalated = next_level_at(obligation, chain, at, tx.now)
            look = min((each for each in (told, escalated) if each is not None), default=None)
            if look != obligation.next_at:
                changed.append({"of_obligation": obligation.id, "at": look})
    if changed:
        tx.execute(_WRITE, changed)
