"""The watch over shifts: time that passes for it, and what it has found."""

from datetime import datetime

from scheduling.escalations.facts import Escalation, EscalationKind
from scheduling.escalations.queries import find_unresolved
from scheduling.policy.schema import Policy
from scheduling.shifts.facts import Shift
from scheduling.shifts.watch.sweep import is_watch_due, sweep_watch
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

_MOST_ROUNDS = 200


def watch_all(database: Database, policy: Policy, now: datetime) -> None:
    """Look until nothing is due, each round in a transaction of its own: a round passes over what another
    transaction holds.
    """
    for _ in range(_MOST_ROUNDS):
        with database.begin(now) as tx:
            if not sweep_watch(tx, policy):
                break
    with database.read(now) as tx:
        assert not is_watch_due(tx), f"the watch at {now} never came to rest"


def find_unfilled(tx: Transaction, shift: Shift) -> Escalation | None:
    """The escalation of a shift that nobody has; None: there is none, or it is over."""
    return find_unresolved(tx, EscalationKind.SHIFT_UNFILLED, f"shift:{shift.id}")


def find_no_show(tx: Transaction, claim_id: int) -> Escalation | None:
    """The escalation of an officer who has not come; None: there is none, or it is over."""
    return find_unresolved(tx, EscalationKind.SHIFT_NO_SHOW, f"claim:{claim_id}")


def number_of(escalation: Escalation | None) -> int:
    """The number of one that is there."""
    assert escalation is not None
    return escalation.id
