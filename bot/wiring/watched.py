"""The parts of the process that must not stand still."""

from bot.courier import Courier
from bot.database.watch import DatabaseWatch
from bot.heartbeat import Heartbeat
from bot.replicas.beats import ReplicaBeats
from bot.replicas.replica import LoneReplica
from bot.slack.places import Places
from bot.watch.watchdog import Part


def list_watched(
    watch: DatabaseWatch,
    replica: LoneReplica | ReplicaBeats,
    heartbeat: Heartbeat,
    courier: Courier,
    places: Places,
) -> list[Part]:
    """What the watchdog watches. What waits for a database that is away is not stuck."""

    def database_away() -> bool:
        return bool(watch.trouble) or not replica.fresh()

    parts = [
        Part("heartbeat", lambda: heartbeat.seconds_since_ring, limit=120),
        Part("task", lambda: heartbeat.longest_run, limit=3600, excused=database_away),
        Part("courier", lambda: courier.seconds_since_turn, limit=120, excused=database_away),
        Part("listeners", lambda: places.seconds_wedged, limit=180, excused=database_away),
    ]
    if isinstance(replica, ReplicaBeats):
        parts.append(Part("replica", lambda: replica.seconds_since_turn, limit=60))
    return parts
