"""A delivery that was fetched before another one was taken in may be older than it, and must not undo it.

Two processes may pull at a time: one that lost its leadership while a slow server answered, and the one that
leads now.
"""

from dataclasses import dataclass
from datetime import datetime

from scheduling.feed.queries import find_last_pull
from scheduling.store.transaction import Transaction
from scheduling.store.turns import Turn, take_turn


class OvertakenError(Exception):
    """Another pull was taken in after this one had asked for the feed."""


@dataclass(frozen=True, slots=True)
class LastWord:
    """Which pull was the last, of whatever source.

    Attributes:
        pull_id: None where there was none yet.
        seen_at: when it was delivered last; aware UTC.
    """

    pull_id: int | None
    seen_at: datetime | None


def last_word(tx: Transaction) -> LastWord:
    """To be read before the feed is asked, for `check_not_overtaken`."""
    last = find_last_pull(tx)
    return LastWord(last.id, last.seen_at) if last is not None else LastWord(None, None)


def check_not_overtaken(tx: Transaction, before: LastWord) -> None:
    """Hold off other pulls until this transaction ends.

    Raises:
        OvertakenError: one was taken in since `before` was read.
    """
    take_turn(tx.connection, Turn.IMPORT)
    if last_word(tx) != before:
        raise OvertakenError
