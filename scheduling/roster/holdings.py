"""Asking that what somebody holds be looked at: they left or came back, or may not work what they claimed.

As with reviews of training, the roster knows that something changed, and shifts know what it means. So only
the instant is left on the person's row, and the sweep of shifts finds it there.
"""

from collections.abc import Iterable

from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction


def ask_look_at_holdings(tx: Transaction, person_ids: Iterable[int]) -> None:
    """Have the shifts that these people hold looked at, at once."""
    wanted = sorted(set(person_ids))
    if wanted:
        tx.execute(people.update().where(people.c.id.in_(wanted)).values(holdings_at=tx.now))


def note_departures(tx: Transaction, person_ids: Iterable[int]) -> None:
    """Keep when people left: Slack has switched the account off, or the roster says inactive. What they hold
    and what they owe are looked at.
    """
    wanted = sorted(set(person_ids))
    if wanted:
        left = {"departed_at": tx.now, "holdings_at": tx.now, "review_at": tx.now}
        tx.execute(people.update().where(people.c.id.in_(wanted)).values(**left))


def note_returns(tx: Transaction, person_ids: Iterable[int]) -> None:
    """People are back: what they hold and what they owe are looked at."""
    wanted = sorted(set(person_ids))
    if wanted:
        back = {"holdings_at": tx.now, "review_at": tx.now}
        tx.execute(people.update().where(people.c.id.in_(wanted)).values(**back))
