"""Standing posts that are out of date: whoever changes what they show asks here which need an update."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Select, String, bindparam, select

from scheduling.outbox.due import state_is
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices, posts
from scheduling.store.transaction import Transaction

_KEYS: Final = bindparam("keys", expanding=True, type_=String)


def _with_key() -> Select[tuple[str | None]]:
    """As the partial indexes say."""
    return select(notices.c.post_key).where(notices.c.post_key.in_(_KEYS), notices.c.post_key.is_not(None))


_UP: Final = select(posts.c.key).where(posts.c.key.in_(_KEYS))
_UNDER_WAY: Final = _with_key().where(state_is(NoticeState.LEASED, NoticeState.UNCERTAIN))
_WAITING: Final = (
    _with_key()
    .where(state_is(NoticeState.WAITING), notices.c.doubtful_since.is_(None))
    .order_by(notices.c.id)
    .with_for_update(read=True)
)


def list_out_of_date(tx: Transaction, keys: Collection[str]) -> list[str]:
    """Which of these standing posts need an update if what they show has changed, in the order of their keys:
    those that are up, or may be, and of which none waits. One that never goes out needs none.

    On PostgreSQL an update that waits is held until the transaction ends, so that the courier cannot send it
    without the change; it then skips it for a moment.
    """
    if not keys:
        return []
    wanted = {"keys": sorted(keys)}
    there = {*tx.execute(_UP, wanted).scalars(), *tx.execute(_UNDER_WAY, wanted).scalars()}
    waiting = set(tx.execute(_WAITING, wanted).scalars())
    return sorted(there - waiting)
