"""One notice of what several transactions tell the same reader: the later ones add to it while it waits."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Final

from sqlalchemy import bindparam, select, update

from scheduling.outbox.actions import Notice, enqueue
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.store.transaction import Transaction

_STILL_WAITS: Final = (
    select(notices.c.id, notices.c.refs)
    .where(
        notices.c.dedupe_key == bindparam("key"),
        notices.c.state == NoticeState.WAITING,
        notices.c.doubtful_since.is_(None),
    )
    .with_for_update()
)
_ADD: Final = (
    update(notices)
    .where(notices.c.id == bindparam("of_notice"))
    .values(refs=bindparam("more", type_=notices.c.refs.type))
)


def enqueue_joined(tx: Transaction, batch: Sequence[Notice], ref: str) -> None:
    """Write notices, or add to those of the same key that certainly have not been sent yet.

    Whoever is told of a hundred things by a dozen transactions reads one message. Transactions at the same
    instant wait for each other here, so that none of them loses what another has added.

    Args:
        tx: a write transaction.
        batch: `dedupe_key` is what they are joined by; a number is put after it, for there is another notice
            once the first has been sent.
        ref: the list in their references to which is added.
    """
    for notice in sorted(batch, key=lambda each: each.dedupe_key):
        numbered = (replace(notice, dedupe_key=f"{notice.dedupe_key}:{number}") for number in count(1))
        next(one for one in numbered if _is_told(tx, one, ref))


def _is_told(tx: Transaction, notice: Notice, ref: str) -> bool:
    """Whether the notice of this key tells of it: it is this one, or one that waits and now does."""
    enqueue(tx, [notice])
    there = tx.execute(_STILL_WAITS, {"key": notice.dedupe_key}).first()
    if there is None:
        return False
    known = list(there.refs[ref])
    if more := [each for each in notice.refs[ref] if each not in known]:
        tx.execute(_ADD, {"of_notice": there.id, "more": {**there.refs, ref: known + more}})
    return True
