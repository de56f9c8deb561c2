"""What time alone brings about for escalations. The heartbeat calls `sweep_escalations` in a transaction of
its own until it answers 0, and so does whoever has just changed something; what is due is found by indexes,
however many are open.

`refs` of the kinds that are put in:

- `escalation_post` {post}: a message to a person or to the supervisors' channel, kept true in its place.
- `escalation_timeline` {entries, post}: what has become of those in a message of the channel, for its thread.
- `escalation_mail` {escalation, person}: something urgent, by mail besides.
"""

from typing import Final

from sqlalchemy import Select, bindparam, exists, literal_column, or_, select, union_all

from scheduling.escalations.moves import Owners, move
from scheduling.escalations.posting import post_due
from scheduling.escalations.rows import hold_idle
from scheduling.escalations.tables import OWNED, UNRESOLVED, escalations
from scheduling.escalations.telling import CLASSES, due_tellings
from scheduling.outbox.actions import Urgency
from scheduling.policy.schema import Policy
from scheduling.presence.queries import read_presence
from scheduling.roster.queries import list_people
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction

MOST_ESCALATIONS: Final = 60
"""Moved in one transaction."""

_now: Final = bindparam("now", type_=escalations.c.next_at.type)


def _next_of(urgency: Urgency) -> Select[tuple[int | None]]:
    """What is next at `now` or was before; a class is a literal: one look, one walk of the index."""
    return (
        select(escalations.c.id)
        .where(escalations.c.urgency == literal_column(str(int(urgency))), escalations.c.next_at <= _now)
        .order_by(escalations.c.next_at, escalations.c.id)
    )


_NEXT: Final = {urgency: _next_of(urgency) for urgency in CLASSES}
_OVER: Final = (
    select(escalations.c.id)
    .where(
        escalations.c.ends_at <= _now,
        UNRESOLVED,
    )
    .order_by(escalations.c.ends_at, escalations.c.id)
)
_GONE_WITH_SOME: Final = select(people.c.id).where(
    or_(people.c.deactivated_at.is_not(None), people.c.active.is_(False), people.c.slack_id.is_(None)),
    exists().where(escalations.c.owner_id == people.c.id, OWNED),
)
"""Asked of people, of whom there are few, and not of escalations."""

_IS_DUE: Final = union_all(
    *(select(each.limit(1).subquery().c.id) for each in due_tellings()),
    *(select(_NEXT[urgency].limit(1).subquery().c.id) for urgency in CLASSES),
    select(_OVER.limit(1).subquery().c.id),
    select(_GONE_WITH_SOME.limit(1).subquery().c.id),
).limit(1)
"""One statement: it is asked every second, and after every change."""


def is_escalation_due(tx: Transaction) -> bool:
    """Whether `sweep_escalations` would find anything to do: a few looks at indexes; nothing is written."""
    return tx.execute(_IS_DUE, {"now": tx.now}).first() is not None


def sweep_escalations(tx: Transaction, policy: Policy, *, by_mail: bool) -> int:
    """Do a transaction's worth of what is due now; answers how much that was, 0 when nothing is left. What
    another transaction holds is left for the next time.

    What is urgent is moved and told first. The rest is told once all of it has moved, so that what falls due
    together is joined into as few messages as can be.

    Args:
        tx: a write transaction.
        policy: its chains.
        by_mail: whether there is a mail server: what is urgent is mailed besides.
    """
    moved = _move_due(tx, policy)
    told = post_due(tx, policy, Urgency.URGENT, by_mail=by_mail)
    if not moved:
        told += post_due(tx, policy, Urgency.CONFIRMATION, by_mail=by_mail)
    return moved + told


def _move_due(tx: Transaction, policy: Policy) -> int:
    due = _next(tx, Urgency.URGENT, MOST_ESCALATIONS)
    due += tx.execute(_OVER.limit(MOST_ESCALATIONS), {"now": tx.now}).scalars()
    due += _left_behind(tx)
    if len(due) < MOST_ESCALATIONS:
        due += _next(tx, Urgency.CONFIRMATION, MOST_ESCALATIONS - len(due))
    held = hold_idle(tx, due)
    owners = _read_owners(tx, {each.owner_id for each in held.values() if each.owner_id is not None})
    for escalation in held.values():
        move(tx, policy, escalation, owners)
    return len(held)


def _next(tx: Transaction, urgency: Urgency, most: int) -> list[int]:
    found = tx.execute(_NEXT[urgency].limit(most), {"now": tx.now})
    return [number for number in found.scalars() if number is not None]


def _left_behind(tx: Transaction) -> list[int]:
    """Those whose owners are gone."""
    gone = tx.execute(_GONE_WITH_SOME).scalars().all()
    if not gone:
        return []
    owned = select(escalations.c.id).where(escalations.c.owner_id.in_(gone)).where(OWNED)
    return [number for number in tx.execute(owned.limit(MOST_ESCALATIONS)).scalars() if number is not None]


def _read_owners(tx: Transaction, ids: set[int]) -> Owners:
    found = list_people(tx, ids=ids) if ids else []
    presence = read_presence(tx, found) if found else {}
    return {each.id: (each, presence[each.id]) for each in found}
