"""Who is taken for dead, and that one who is has been silent before that, whatever the order of events."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from scheduling.replicas.facts import Replica
from scheduling.replicas.rules import (
    BEAT_SECONDS,
    DEAD_SECONDS,
    FRESH_SECONDS,
    Look,
    Sight,
    watch_peers,
)

NOON = datetime(2026, 8, 12, 19, 0, tzinfo=UTC)


def peer(beat: int) -> Replica:
    return Replica("peer", "muster-2", beat, "0.1.0", "0004", NOON, NOON)


def look(at: float, *beats: int, took: float = 0.0) -> Look:
    return Look(asked_at=at, read_at=at + took, peers=tuple(peer(beat) for beat in beats))


def test_a_peer_that_counts_up_lives() -> None:
    known: dict[str, Sight] = {}
    last: float | None = None
    for number in range(40):
        at = number * BEAT_SECONDS
        known, dead = watch_peers(known, look(at, number), last_asked_at=last)
        last = at
        assert not dead


def test_a_peer_whose_counter_stands_still_for_three_seconds_is_dead() -> None:
    known, last = dict[str, Sight](), None
    deaths = []
    for number in range(12):
        at = number * BEAT_SECONDS
        known, dead = watch_peers(known, look(at, 7), last_asked_at=last)
        last = at
        deaths += [at for _ in dead]
    assert deaths[0] == DEAD_SECONDS


def test_a_peer_is_not_older_because_the_database_took_its_time_to_tell() -> None:
    """It may have beaten just before the answer left."""
    known, _ = watch_peers({}, look(0.0, 7, took=1.2), last_asked_at=None)
    known, _ = watch_peers(known, look(1.5, 7), last_asked_at=0.0)
    _, dead = watch_peers(known, look(3.1, 7), last_asked_at=1.5)
    assert not dead


def test_a_counter_that_a_crashed_server_set_back_has_changed_all_the_same() -> None:
    known = {"peer": Sight(beat=90, since=0.0)}
    _, dead = watch_peers(known, look(3.5, 88), last_asked_at=3.0)
    assert not dead


def test_whoever_was_frozen_itself_gives_everybody_the_whole_time_again() -> None:
    known = {"peer": Sight(beat=7, since=0.0)}
    known, dead = watch_peers(known, look(60.0, 7), last_asked_at=1.0)
    assert not dead
    assert known["peer"].since == 60.0


def test_a_peer_that_has_left_is_forgotten() -> None:
    known, dead = watch_peers({"peer": Sight(7, 0.0)}, look(9.0), last_asked_at=8.5)
    assert (known, dead) == ({}, [])


@given(
    st.lists(st.floats(0.0, 4.0), min_size=1, max_size=40),
    st.lists(st.tuples(st.floats(0.0, 4.0), st.floats(0.0, 3.0)), min_size=1, max_size=40),
)
def test_nobody_is_buried_while_it_may_still_send(
    pauses: list[float], looks: list[tuple[float, float]]
) -> None:
    """A peer beats with any pauses and somebody looks with any pauses and delays: it is never taken for dead
    before its own last beat has been too old for a second."""
    beats = [sum(pauses[: number + 1]) for number in range(len(pauses))]
    known: dict[str, Sight] = {}
    last: float | None = None
    at = 0.0
    for pause, took in looks:
        at += pause
        read = at + took / 2  # the row is read somewhere between the question and the answer
        counted = sum(1 for begun in beats if begun <= read)
        known, dead = watch_peers(known, look(at, counted, took=took), last_asked_at=last)
        if dead:
            begun = max((when for when in beats if when <= read), default=0.0)
            assert at - begun >= FRESH_SECONDS + 1.0
        last, at = at, at + took
