"""What recurs goes on recurring, by the bot's own clock, whatever one of the tasks does."""

from datetime import datetime, timedelta
from threading import Event

from bot.heartbeat import Beat, Heartbeat
from tests.handlers.office import MovableClock


def test_a_task_is_due_at_once_and_then_by_the_clock(now: datetime) -> None:
    clock, runs = MovableClock(now), list[datetime]()
    beat = Beat("feed", timedelta(minutes=15), lambda: runs.append(clock.now()))
    heartbeat = Heartbeat(clock, [beat])
    for _ in range(3):
        heartbeat.ring(beat)
    clock.advance(timedelta(minutes=15))
    heartbeat.ring(beat)
    assert runs == [now, now + timedelta(minutes=15)]


def test_a_clock_that_leaps_a_week_rings_once(now: datetime) -> None:
    clock, runs = MovableClock(now), list[int]()
    beat = Beat("feed", timedelta(minutes=15), lambda: runs.append(1))
    heartbeat = Heartbeat(clock, [beat])
    heartbeat.ring(beat)
    clock.advance(timedelta(days=7))
    heartbeat.ring(beat)
    heartbeat.ring(beat)
    assert runs == [1, 1]


def test_a_task_that_fails_says_so_and_is_tried_again_when_it_is_next_due(now: datetime) -> None:
    clock, attempts = MovableClock(now), list[int]()

    def fail_once() -> None:
        attempts.append(1)
        if len(attempts) == 1:
            raise RuntimeError("no")

    beat = Beat("feed", timedelta(minutes=15), fail_once)
    heartbeat = Heartbeat(clock, [beat])
    heartbeat.ring(beat)
    assert (beat.failing, beat.succeeded_at) == (True, None)
    clock.advance(timedelta(minutes=15))
    heartbeat.ring(beat)
    assert (beat.failing, beat.succeeded_at) == (False, clock.now())


def test_a_task_that_fails_or_hangs_does_not_stop_the_others(now: datetime) -> None:
    released, rang = Event(), Event()

    def fail() -> None:
        raise RuntimeError("no")

    heartbeat = Heartbeat(
        MovableClock(now),
        [
            Beat("hangs", timedelta(seconds=1), lambda: released.wait(30)),
            Beat("fails", timedelta(seconds=1), fail),
            Beat("works", timedelta(seconds=1), rang.set),
        ],
    )
    heartbeat.start()
    try:
        assert rang.wait(20)
    finally:
        released.set()
        heartbeat.stop()
