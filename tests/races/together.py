"""Runs things at the same moment, each in a transaction of its own, and tells what came of each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

from scheduling.refusals import Refused, Rule
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

Deed = Callable[[Transaction], object]


def at_once(database: Database, now: datetime, *deeds: Deed) -> list[Rule | None]:
    """Begin all deeds together; answers for each the rule that refused it, or None where it was done."""
    together = Barrier(len(deeds))

    def run(deed: Deed) -> Rule | None:
        together.wait()
        try:
            with database.begin(now) as tx:
                deed(tx)
        except Refused as refused:
            return refused.refusals[0].rule
        return None

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
