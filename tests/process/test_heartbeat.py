"""What recurs goes on recurring, by the bot's own clock, whatever one of the tasks does."""

from datetime import datetime, time, timedelta
from functools import partial
from threading import Event
from zoneinfo import ZoneInfo

from bot.ending import BrokenOffError
from bot.heartbeat import Beat, Daily, Heartbeat
from bot.replicas.duties import Duties
from bot.replicas.replica import LoneReplica
from scheduling.replicas.facts import NotNow, Term
from scheduling.store.engine import Database
from tests.handlers.office import MovableClock
from tests.process.launch import PATIENCE


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


def test_a_clock_that_is_put_back_stops_nothing_and_rings_nothing_twice(now: datetime) -> None:
    clock, runs = MovableClock(now), list[int]()
    beat = Beat("feed", timedelta(minutes=15), lambda: runs.append(1))
    heartbeat = Heartbeat(clock, [beat])
    clock.advance(timedelta(days=365))
    heartbeat.ring(beat)
    clock.advance(timedelta(days=-365))  # the machine has asked for the time
    heartbeat.ring(beat)
    heartbeat.ring(beat)
    clock.advance(timedelta(minutes=15))
    heartbeat.ring(beat)
    assert runs == [1, 1, 1]


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
            Beat("hangs", timedelta(seconds=1), lambda: released.wait(PATIENCE)),
            Beat("fails", timedelta(seconds=1), fail),
            Beat("works", timedelta(seconds=1), rang.set),
        ],
    )
    heartbeat.start()
    try:
        assert rang.wait(PATIENCE)
    finally:
        released.set()
        heartbeat.stop()


class OneTurn:
    """Where the turn of a shared task stands, as a test arranges it."""

    def __init__(self, answer: Term | NotNow) -> None:
        self.answer = answer
        self.asked = list[tuple[str, datetime, timedelta]]()
        self.ended = list[tuple[Term, datetime, bool]]()

    def take(self, duty: str, *, first_due_at: datetime, longest: timedelta) -> Term | NotNow:
        self.asked.append((duty, first_due_at, longest))
        return self.answer

    def end(self, term: Term, *, due_at: datetime, done: bool) -> None:
        self.ended.append((term, due_at, done))


def test_a_shared_task_that_another_process_has_done_waits_until_it_is_next_due(now: datetime) -> None:
    clock, runs = MovableClock(now), list[int]()
    turn = OneTurn(NotNow(now + timedelta(minutes=10), None))
    beat = Beat("feed", timedelta(minutes=15), lambda: runs.append(1), shared=True)
    heartbeat = Heartbeat(clock, [beat], shared=turn)
    heartbeat.ring(beat)
    turn.answer = Term("feed", "one", 1)
    clock.advance(timedelta(minutes=9))
    heartbeat.ring(beat)
    assert not runs
    clock.advance(timedelta(minutes=1))
    heartbeat.ring(beat)
    assert runs
    assert turn.ended == [(turn.answer, clock.now() + timedelta(minutes=15), True)]


def test_a_shared_task_that_another_process_is_at_is_asked_for_at_every_ring(now: datetime) -> None:
    runs = list[int]()
    turn = OneTurn(NotNow(now, "two"))
    beat = Beat("feed", timedelta(minutes=15), lambda: runs.append(1), shared=True)
    heartbeat = Heartbeat(MovableClock(now), [beat], shared=turn)
    heartbeat.ring(beat)
    turn.answer = Term("feed", "one", 2)
    heartbeat.ring(beat)
    assert runs == [1]


def test_a_shared_task_that_fails_is_given_back_as_not_done(now: datetime) -> None:
    def fail() -> None:
        raise RuntimeError("no")

    turn = OneTurn(Term("feed", "one", 1))
    beat = Beat("feed", timedelta(minutes=15), fail, shared=True)
    Heartbeat(MovableClock(now), [beat], shared=turn).ring(beat)
    assert [done for _, _, done in turn.ended] == [False]
    assert beat.failing


def test_a_shared_task_that_is_given_up_because_the_process_ends_is_due_still(now: datetime) -> None:
    def give_up() -> None:
        raise BrokenOffError

    turn = OneTurn(Term("feed", "one", 1))
    beat = Beat("feed", timedelta(minutes=15), give_up, shared=True)
    Heartbeat(MovableClock(now), [beat], shared=turn).ring(beat)
    assert turn.ended == [(turn.answer, now, False)]
    assert not beat.failing


def test_a_daily_task_runs_once_a_local_day_and_not_when_the_process_starts(now: datetime) -> None:
    clock, runs = MovableClock(now), list[datetime]()
    beat = Beat("sweep", Daily(time(3), ZoneInfo("America/Phoenix")), lambda: runs.append(clock.now()))
    heartbeat = Heartbeat(clock, [beat])
    for _ in range(3 * 24):
        heartbeat.ring(beat)
        clock.advance(timedelta(hours=1))
    assert [run.hour for run in runs] == [10, 10, 10]


def test_a_daily_task_that_is_remembered_is_made_up_for_after_a_night_without_power(
    database: Database, now: datetime
) -> None:
    clock, runs = MovableClock(now), list[datetime]()
    daily = Daily(time(3), ZoneInfo("America/Phoenix"))
    for _ in range(2):  # the process runs by day only
        heartbeat = Heartbeat(clock, [], shared=Duties(database, clock, LoneReplica()))
        beat = Beat("sweep", daily, lambda: runs.append(clock.now()), shared=True)
        for _ in range(3):
            heartbeat.ring(beat)
            clock.advance(timedelta(minutes=10))
        clock.advance(timedelta(hours=24))
    assert len(runs) == 1


def test_a_task_of_two_processes_is_done_by_one_of_them_each_time(database: Database, now: datetime) -> None:
    clock, runs = MovableClock(now), list[str]()
    beats = [
        (
            Heartbeat(clock, [], shared=Duties(database, clock, LoneReplica())),
            Beat("feed", timedelta(minutes=15), partial(runs.append, name), shared=True),
        )
        for name in ("one", "two")
    ]
    for _ in range(61):
        for heartbeat, beat in beats:
            heartbeat.ring(beat)
        clock.advance(timedelta(minutes=1))
    assert len(runs) == 5
