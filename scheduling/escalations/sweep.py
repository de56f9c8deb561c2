"""What time alone brings about for escalations. The heartbeat calls `sweep_escalations` in a transaction of
its own until it answers 0, and so does whoever has just changed something.

`refs` of the kinds that are put in:

- `escalation_post` {post}: a message to a person or to the supervisors' channel, kept true in its place.
- `escalation_timeline` {entries, post}: what has become of those in a message of the channel, for its thread.
- `escalation_mail` {escalations, person}: what is urgent of a message, by mail besides.
"""

from collections.abc import Iterable
from typing import Final

from scheduling.escalations.due import list_left_behind, list_next, list_over
from scheduling.escalations.facts import EscalationState
from scheduling.escalations.holding import hold_idle
from scheduling.escalations.moves import Owners, move
from scheduling.escalations.posting import MOST_TELLINGS, post_due
from scheduling.escalations.set_aside import take_up_again
from scheduling.escalations.stumbling import naming
from scheduling.escalations.telling import CLASSES, list_due_tellings
from scheduling.outbox.actions import Urgency
from scheduling.policy.schema import Policy
from scheduling.presence.queries import read_presence
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction

MOST_ESCALATIONS: Final = 60
"""Moved in one transaction."""


def sweep_escalations(tx: Transaction, policy: Policy, *, by_mail: bool) -> int:
    """Do a transaction's worth of what is due now; answers how much that was, 0 when nothing is left. What
    another transaction holds is left for the next time.

    What is urgent is moved and told first, in a transaction that does nothing else. The rest is told once all
    of it has moved, so that what falls due together is joined into as few messages as can be.

    Args:
        tx: a write transaction.
        policy: its chains.
        by_mail: whether there is a mail server: what is urgent is mailed besides.

    Raises:
        StumbledError: it failed over one of them. The transaction is to be rolled back, and that one to be
            set aside (`set_aside.py`): then the next sweep does the others. Where anything else is raised,
            also by the commit, it failed over what it does with several at once: `sweep_alone` finds out
            over which.
    """
    moved = _move(tx, policy, list_next(tx, Urgency.URGENT, limit=MOST_ESCALATIONS))
    moved = moved or _move(tx, policy, _rest(tx))
    told = post_due(tx, policy, Urgency.URGENT, by_mail=by_mail)
    if not moved:
        told += post_due(tx, policy, Urgency.CONFIRMATION, by_mail=by_mail)
    return moved + told


def list_due(tx: Transaction) -> list[int]:
    """What sweeps would begin with now: those that are to move, and those of which people are to be told."""
    moving = list_next(tx, Urgency.URGENT, limit=MOST_ESCALATIONS) + _rest(tx)
    telling = [
        each.escalation_id
        for urgency in CLASSES
        for each in list_due_tellings(tx, urgency, limit=MOST_TELLINGS)
    ]
    return list(dict.fromkeys([*moving, *telling]))


def sweep_alone(tx: Transaction, policy: Policy, escalation_id: int, *, by_mail: bool) -> None:
    """Do what is due of one escalation, in a transaction that concerns no other. Nothing is joined."""
    _move(tx, policy, [escalation_id])
    for urgency in CLASSES:
        post_due(tx, policy, urgency, by_mail=by_mail, only=escalation_id)


def _move(tx: Transaction, policy: Policy, due: Iterable[int]) -> int:
    held = hold_idle(tx, due)
    owners = _read_owners(tx, {each.owner_id for each in held.values() if each.owner_id is not None})
    for number, escalation in held.items():
        if escalation.state is EscalationState.RESOLVED:
            continue  # by somebody who came between the look and the hold
        with naming(number):
            move(tx, policy, escalation, owners)
    take_up_again(tx, held)
    return len(held)


def _rest(tx: Transaction) -> list[int]:
    due = list_over(tx, limit=MOST_ESCALATIONS) + list_left_behind(tx, limit=MOST_ESCALATIONS)
    if len(due) < MOST_ESCALATIONS:
        due += list_next(tx, Urgency.CONFIRMATION, limit=MOST_ESCALATIONS - len(due))
    return due


def _read_owners(tx: Transaction, ids: set[int]) -> Owners:
    found = list_people(tx, ids=ids) if ids else []
    presence = read_presence(tx, found) if found else {}
    return {each.id: (each, presence[each.id]) for each in found}
