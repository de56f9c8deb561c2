"""Threads: what goes under a standing post, once that is up."""

from typing import Final

from sqlalchemy import bindparam, select

from scheduling.outbox.due import coming, is_post_to_come
from scheduling.outbox.facts import Obsolete, Post, RetryAt
from scheduling.outbox.queries import find_post
from scheduling.store.transaction import Transaction

_TO_COME: Final = select(coming.c.id).where(is_post_to_come(bindparam("key"))).limit(1)


def find_thread(tx: Transaction, key: str) -> Post | RetryAt | Obsolete:
    """The post in whose thread a notice goes; or that it is still to come, or that it never will.

    One that is still to come needs no later instant: nothing is leased that waits for its thread.
    """
    post = find_post(tx, key)
    if post is not None:
        return post
    if tx.execute(_TO_COME, {"key": key}).first() is not None:
        return RetryAt(tx.now, "the message in whose thread it goes is not up yet")
    return Obsolete("the message in whose thread it goes never came")
