"""What depends on whether other processes may serve the same database."""

from functools import partial
from importlib.metadata import version
from os import getpid
from socket import gethostname

from bot.clock import Clock, SystemClock
from bot.ending import OUTDATED, Ending
from bot.replicas.beats import ReplicaBeats
from bot.replicas.replica import LoneReplica
from bot.replicas.shared_clock import SharedClock
from bot.settings import Settings
from scheduling.store.engine import Database


def build_clock(database: Database) -> Clock:
    """Replicas go by one clock; a process that is alone goes by its own."""
    own = SystemClock()
    return SharedClock(database, own) if database.file is None else own


def build_replica(
    settings: Settings, database: Database, clock: Clock, ending: Ending
) -> LoneReplica | ReplicaBeats:
    """A SQLite file belongs to one process; on PostgreSQL there may be others."""
    name = settings.replica or f"{gethostname()}:{getpid()}"
    if database.file is not None:
        return LoneReplica(name)
    return ReplicaBeats(
        database.engine.url,
        clock,
        name=name,
        release=version("muster"),
        outdated=partial(ending.ask, OUTDATED),
    )
