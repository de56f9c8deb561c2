"""The days on which a chain rests because schools are closed."""

from datetime import timedelta

from scheduling.policy.chains import Chain
from scheduling.presence.facts import Closure
from scheduling.presence.queries import list_closures
from scheduling.store.transaction import Transaction


def closures_for(tx: Transaction, chain: Chain) -> list[Closure]:
    """The closures that are not over anywhere on earth, if the chain rests on such days; else none."""
    return list_closures(tx, since=(tx.now - timedelta(days=1)).date()) if chain.hours.closures else []
