"""Who lives: decided by counters that stand still, on one's own monotonic clock; no two clocks are compared.

A replica counts up every BEAT_SECONDS and calls nobody once its last beat is FRESH_SECONDS old, reckoned from
before it was sent. Others take it for dead when they have seen its counter stand still for DEAD_SECONDS,
reckoned from after they read it. So one that is frozen or cut off has been silent for a second when others
begin, whatever the clocks show: 2 s + 1 s = 3 s. That second is for the way from the last look at the clock
to the first byte of a call.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from scheduling.replicas.facts import Replica

BEAT_SECONDS: Final = 0.5
"""How often a replica counts up, and looks at the others."""

FRESH_SECONDS: Final = 2.0
"""With an older beat than this, nothing is sent."""

DEAD_SECONDS: Final = 3.0
"""A counter that has stood still for so long is that of a dead replica."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was last seen of a peer: its counter, and since when it has stood there (monotonic seconds)."""

    beat: int
    since: float


@dataclass(frozen=True, slots=True)
class Look:
    """One look at all peers.

    Attributes:
        asked_at: before the rows were asked for, in monotonic seconds: deaths are judged by it.
        read_at: after they were read: what has changed is counted from it.
        peers: the rows of the others.
    """

    asked_at: float
    read_at: float
    peers: tuple[Replica, ...]


def watch_peers(
    known: Mapping[str, Sight], look: Look, *, last_asked_at: float | None
) -> tuple[dict[str, Sight], list[Replica]]:
    """What is known of the peers after this look, and which of them are dead.

    Whoever has not looked for a while was frozen or cut off itself, and has seen nobody stand still: then
    everybody gets the whole time again.

    Args:
        known: what the last look left.
        look: the rows as they stand now.
        last_asked_at: when the last look that succeeded was begun; None for the first.
    """
    was_away = last_asked_at is None or look.asked_at - last_asked_at >= FRESH_SECONDS
    seen: dict[str, Sight] = {}
    for peer in look.peers:
        before = known.get(peer.id)
        stood = before is not None and before.beat == peer.beat and not was_away
        seen[peer.id] = before if stood and before is not None else Sight(peer.beat, look.read_at)
    return seen, list(_dead(look.peers, seen, look.asked_at))


def _dead(peers: Iterable[Replica], seen: Mapping[str, Sight], at: float) -> Iterable[Replica]:
    return (peer for peer in peers if at - seen[peer.id].since >= DEAD_SECONDS)
