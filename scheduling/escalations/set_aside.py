"""An escalation over which a sweep has stumbled: a fault of the program, or a row that cannot be read. It is
set aside for a while, so that everybody else is told, and then tried again.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from scheduling.audit.actions import Change, record
from scheduling.escalations.tables import SET_ASIDE, UNPOSTED, escalation_tellings, escalations
from scheduling.escalations.timeline import CHAIN
from scheduling.store.transaction import Transaction

TRIED_AGAIN: Final = timedelta(minutes=1)
"""Soon: what it is about may be urgent, and whatever was in its way may be gone."""


def set_aside(tx: Transaction, escalation_id: int) -> bool:
    """Pass over an escalation and whoever is to be told of it, for `TRIED_AGAIN`.

    Args:
        tx: a write transaction of its own: the one that stumbled has been rolled back.
        escalation_id: which one.

    Returns:
        Whether this is news: False as long as it stumbles again and again. News has an audit row.
    """
    tx.lock(escalations, [escalation_id])
    until, this = tx.now + TRIED_AGAIN, escalations.c.id == escalation_id
    is_news = tx.execute(select(escalations.c.set_aside_until).where(this)).scalar() is None
    tx.execute(escalations.update().where(this).values(set_aside_until=until))
    due = (escalation_tellings.c.escalation_id == escalation_id, escalation_tellings.c.at <= tx.now)
    tx.execute(escalation_tellings.update().where(UNPOSTED, *due).values(at=until))
    if is_news:
        record(tx, Change(CHAIN, "escalation_set_aside", "escalation", escalation_id, after={"until": until}))
    return is_news


def take_up_again(tx: Transaction, escalation_ids: Collection[int]) -> None:
    """These have been taken further: whichever was set aside is so no longer."""
    these = escalations.c.id.in_(escalation_ids), escalations.c.set_aside_until.is_not(None)
    if escalation_ids:
        tx.execute(escalations.update().where(*these).values(set_aside_until=None))


def count_set_aside(tx: Transaction) -> int:
    """How many unresolved ones a sweep has stumbled over last time."""
    return int(tx.execute(select(func.count()).select_from(escalations).where(SET_ASIDE)).scalar_one())
