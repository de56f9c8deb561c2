"""Sees to it that nobody serves a database while it is replaced or moved, or after it was moved away."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Final

from sqlalchemy import inspect

from bot.clock import Clock
from bot.database.sole_owner import SoleOwner
from scheduling.outbox.holds import SERVING, find_hold
from scheduling.replicas.queries import list_replicas
from scheduling.replicas.rules import BEAT_SECONDS, DEAD_SECONDS
from scheduling.replicas.tables import replicas
from scheduling.store.engine import Database

_LOOK_EVERY: Final = BEAT_SECONDS


class StillServedError(Exception):
    """Replicas serve this database; the message names them and what to do."""


class MovedAwayError(Exception):
    """This database was moved elsewhere; the message says where to and what to do."""


def refuse_moved(database: Database, clock: Clock) -> None:
    """See that this database, which is at the schema of this release, is still the one to serve.

    Raises:
        MovedAwayError: it was moved elsewhere.
    """
    with database.read(clock.now()) as tx:
        hold = find_hold(tx, SERVING)
    if hold is not None:
        raise MovedAwayError(
            f"This database was {hold.reason}: set MUSTER_DATABASE_URL to that one. If the move is given up, "
            "`muster outbox reconcile` lets this one be served again."
        )


@contextmanager
def at_a_standstill(database: Database, clock: Clock) -> Iterator[None]:
    """Hold the lock of a SQLite file meanwhile; on PostgreSQL, see that no replica's heart beats.

    Raises:
        AlreadyServedError, StillServedError: a Muster serves it.
    """
    owner = SoleOwner(database.engine.url.render_as_string(hide_password=False))
    owner.take()
    try:
        if not owner.alone and (names := _beating(database, clock)):
            raise StillServedError(
                f"Muster serves this database ({', '.join(sorted(names))}): stop it first, then try again."
            )
        yield
    finally:
        owner.give_back()


def _beating(database: Database, clock: Clock) -> set[str]:
    """The names of the replicas whose counters move while we look."""
    first = _beats(database, clock)
    pause = Event()
    for _ in range(int(DEAD_SECONDS / _LOOK_EVERY) if first else 0):
        pause.wait(_LOOK_EVERY)
        moved = {name for key, name in _beats(database, clock).items() if key not in first}
        if moved:
            return moved
    return set()


def _beats(database: Database, clock: Clock) -> dict[tuple[str, int], str]:
    """Each replica's id and counter, with its name; none where no release has registered any yet."""
    if not inspect(database.engine).has_table(replicas.name):
        return {}
    with database.read(clock.now()) as tx:
        return {(each.id, each.beat): each.name for each in list_replicas(tx)}
