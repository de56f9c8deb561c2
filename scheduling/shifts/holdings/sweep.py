"""What officers hold and may no longer work: looked at when anything about it has changed, or a rung comes.

Whatever changes any of it leaves `people.holdings_at` (`scheduling.roster.holdings`): somebody left or came
back, qualified, claimed an armed shift, gave one back, or the feed moved one. The sweep finds it by an index.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.roster.rules import refusal_of_presence
from scheduling.roster.tables import people
from scheduling.shifts.facts import HeldShift
from scheduling.shifts.holdings.departures import escalate_departure, resolve_departure
from scheduling.shifts.holdings.lapses import escalate_lapses, resolve_lapses
from scheduling.shifts.queries import list_held_by_each
from scheduling.store.transaction import Transaction
from scheduling.zones import find_zone

MOST_OFFICERS: Final = 100
"""Looked at in one transaction."""

_DUE: Final = (
    select(people.c.id)
    .where(people.c.holdings_at <= bindparam("now", type_=people.c.holdings_at.type))
    .order_by(people.c.holdings_at, people.c.id)
    .limit(MOST_OFFICERS)
)
_WRITE: Final = (
    people.update()
    .where(people.c.id == bindparam("of_person"))
    .values(holdings_at=bindparam("at", type_=people.c.holdings_at.type))
)


def look_at_holdings(tx: Transaction, policy: Policy) -> int:
    """Look at what those hold who are due; answers how many officers that was. Officers whom another
    transaction holds are left for the next time.
    """
    due = tx.execute(_DUE, {"now": tx.now}).scalars().all()
    officers = list_people(tx, ids=tx.lock_idle(people, due)) if due else []
    if not officers:
        return 0
    held = list_held_by_each(tx, [officer.id for officer in officers])
    again = [
        {"of_person": officer.id, "at": _look_at(tx, officer, held[officer.id], policy)}
        for officer in officers
    ]
    tx.execute(_WRITE, again)
    return len(officers)


def _look_at(tx: Transaction, officer: Person, held: Sequence[HeldShift], policy: Policy) -> datetime | None:
    """Escalate or resolve; answers when to look again though nothing may have changed."""
    if refusal_of_presence(officer) is not None:
        resolve_lapses(tx, held)  # that the officer is gone says more
        return escalate_departure(tx, officer, held, policy)
    resolve_departure(tx, officer)
    if find_zone(officer.zone) is None:
        return None  # the log names them already; correcting the roster has them looked at
    return escalate_lapses(tx, officer, held, policy)
