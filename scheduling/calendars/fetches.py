"""Noting when a calendar program last looked, and what it calls itself: so that people see it works."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_

from scheduling.calendars.facts import Subscription
from scheduling.calendars.tables import subscriptions
from scheduling.store.transaction import Transaction

NOTED_EVERY: Final = timedelta(hours=1)
"""How often a look is noted at most: programs look more often than people ask."""

_LONGEST_NAME: Final = 120


def is_to_be_noted(subscription: Subscription, now: datetime) -> bool:
    """Whether the last look that was noted is long enough ago."""
    last = subscription.last_fetched_at
    return last is None or last <= now - NOTED_EVERY


def note_fetch(tx: Transaction, subscription_id: int, agent: str) -> None:
    """Note a look, unless one was noted within the hour.

    Args:
        tx: a write transaction.
        subscription_id: which link was fetched.
        agent: what the program calls itself; whatever cannot be printed is left out.
    """
    name = "".join(sign for sign in agent if sign.isprintable())[:_LONGEST_NAME]
    last = subscriptions.c.last_fetched_at
    tx.execute(
        subscriptions.update()
        .where(subscriptions.c.id == subscription_id, or_(last.is_(None), last <= tx.now - NOTED_EVERY))
        .values(last_fetched_at=tx.now, last_fetched_by=name)
    )
