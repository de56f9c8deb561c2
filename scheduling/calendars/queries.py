"""Reads of private links, as frozen facts."""

from sqlalchemy import ColumnElement, func, select

from scheduling.calendars.facts import Subscription
from scheduling.calendars.rows import SUBSCRIPTION_COLUMNS, subscription_of
from scheduling.calendars.tables import subscriptions
from scheduling.store.transaction import Transaction

_IS_LIVE = subscriptions.c.revoked_at.is_(None)


def list_subscriptions(tx: Transaction, person_id: int) -> list[Subscription]:
    """A person's links that have not been revoked, the oldest first."""
    return _list(tx, subscriptions.c.person_id == person_id, _IS_LIVE)


def find_subscription(tx: Transaction, subscription_id: int) -> Subscription | None:
    """The link with this number, revoked or not, or None."""
    return next(iter(_list(tx, subscriptions.c.id == subscription_id)), None)


def count_live(tx: Transaction, *where: ColumnElement[bool]) -> int:
    """How many links that have not been revoked fit every condition."""
    count: int = tx.execute(
        select(func.count()).select_from(subscriptions).where(_IS_LIVE, *where)
    ).scalar_one()
    return count


def _list(tx: Transaction, *where: ColumnElement[bool]) -> list[Subscription]:
    rows = tx.execute(select(*SUBSCRIPTION_COLUMNS).where(*where).order_by(subscriptions.c.id))
    return [subscription_of(row) for row in rows]
