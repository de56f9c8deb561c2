"""The escalator: escalations go on in time, whatever one of them does, and whatever a sweep raises."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import Queue
from threading import enumerate as enumerate_threads
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from structlog.testing import capture_logs

from bot.clock import Clock, SystemClock
from bot.tasks.escalator import Escalator, sweep_due_escalations
from handlers.desk import Desk
from scheduling.audit.tables import audit
from scheduling.escalations import moves, posting, shown
from scheduling.escalations.messages import Addressed
from scheduling.escalations.set_aside import TRIED_AGAIN, count_set_aside
from scheduling.escalations.tables import escalations
from scheduling.store.engine import Database, DatabaseBusyError
from scheduling.store.transaction import Transaction
from tests.factories.escalations import (
    COORDINATOR,
    HOUR,
    SUPERVISOR,
    chain,
    concern,
    list_put,
    opened,
    policy_of,
    step,
)
from tests.handlers.office import MovableClock
from tests.people import Cast
from tests.process.launch import PATIENCE

POLICY = policy_of(chain(step(SUPERVISOR), step(COORDINATOR, after=HOUR)))


# one over which the sweep stumbles


@dataclass
class Desks:
    """A desk whose clock can be moved, and two escalations that are due there; over the first, a sweep will
    stumble.
    """

    database: Database
    clock: MovableClock
    first: int
    second: int
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        """Open the desk."""
        self.desk = _desk(self.database, self.clock)

    def sweep(self) -> datetime | None:
        return sweep_due_escalations(self.desk)

    def told(self) -> list[int]:
        """The numbers of those of which somebody was told."""
        with self.desk.read() as tx:
            return [number for each in list_put(tx) for number in each.about]

    def set_aside(self) -> int:
        with self.desk.read() as tx:
            return count_set_aside(tx)


def _desk(database: Database, clock: Clock) -> Desk:
    return Desk(
        database, clock, POLICY, ZoneInfo("America/Phoenix"), later=lambda _run: None, wake=lambda: None,
        link_account=lambda _account: None, sends_mail=False,
    )  # fmt: skip


@pytest.fixture
def desks(database: Database, cast: Cast, now: datetime) -> Desks:
    with database.begin(now) as tx:
        first, second = (
            opened(tx, POLICY, concern(f"shift:{each}", officer_id=cast.ada.id)) for each in (1, 2)
        )
    return Desks(database, MovableClock(now), first, second)


def _cannot_be_read(desks: Desks, _monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """As a later release would write it, in a database that went back to this one."""

    def write(kind: str) -> None:
        with desks.desk.begin() as tx:
            tx.execute(escalations.update().where(escalations.c.id == desks.first).values(kind=kind))

    write("to_come")
    return lambda: write("shift_unfilled")


def _cannot_be_moved(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return _raising(monkeypatch, moves, "next_step", lambda of, *_: of.id == desks.first)


def _cannot_be_told(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return _raising(monkeypatch, posting, "is_still_so", lambda of, *_: of.id == desks.first)


def _cannot_be_joined(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def is_among(_tx: Transaction, told: Sequence[Addressed]) -> bool:
        return desks.first in {each.escalation.id for each in told}

    return _raising(monkeypatch, posting, "put_into_messages", is_among)


def _cannot_be_redrawn(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def is_among(_tx: Transaction, changed: Sequence[tuple[int, int]]) -> bool:
        return desks.first in {number for number, _ in changed}

    return _raising(monkeypatch, shown, "_show", is_among)


def _raising(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, concerns: Callable[..., bool]
) -> Callable[[], None]:
    well = getattr(module, name)

    def stumble(*told: object, **named: object) -> object:
        if concerns(*told):
            raise ZeroDivisionError("no")
        return well(*told, **named)

    monkeypatch.setattr(module, name, stumble)
    return lambda: monkeypatch.setattr(module, name, well)


SPOILED = [_cannot_be_read, _cannot_be_moved, _cannot_be_told, _cannot_be_joined, _cannot_be_redrawn]


@pytest.mark.parametrize("spoil", SPOILED)
def test_one_over_which_the_sweep_stumbles_is_named_and_set_aside_and_of_the_other_people_are_told(
    desks: Desks, monkeypatch: pytest.MonkeyPatch, spoil: Callable[..., Callable[[], None]]
) -> None:
    mend = spoil(desks, monkeypatch)
    with capture_logs() as lines:
        foreseen = desks.sweep()
    assert [line["escalation"] for line in lines if line["log_level"] == "error"] == [desks.first]
    assert desks.told() == [desks.second]
    assert desks.set_aside() == 1
    assert foreseen == desks.clock.now() + TRIED_AGAIN

    desks.clock.advance(TRIED_AGAIN)
    with capture_logs() as lines:
        desks.sweep()
    assert lines == []  # it is no news
    assert desks.told() == [desks.second]

    mend()
    desks.clock.advance(TRIED_AGAIN)
    desks.sweep()
    assert desks.told() == [desks.second, desks.first]
    assert desks.set_aside() == 0
    with desks.desk.read() as tx:
        verbs = tx.execute(select(audit.c.verb).where(audit.c.verb == "escalation_set_aside")).scalars().all()
    assert len(verbs) == 1


def test_a_database_that_has_no_turn_for_the_sweep_sets_nothing_aside(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise DatabaseBusyError("no turn")

    monkeypatch.setattr(moves, "next_step", busy)
    with pytest.raises(DatabaseBusyError):
        desks.sweep()
    monkeypatch.undo()
    desks.sweep()
    assert desks.told() == [desks.first, desks.second]


def test_what_is_foreseen_is_the_next_step_and_nothing_once_all_is_over(desks: Desks) -> None:
    began = desks.clock.now()
    assert desks.sweep() == began + HOUR
    with desks.desk.begin() as tx:
        tx.execute(text("UPDATE escalations SET state = 'resolved', next_at = NULL"))
    assert desks.sweep() is None


# the thread


@dataclass
class Sweeps:
    """What stands in for the sweep: says that it ran, and then does what it is told."""

    ran: "Queue[None]" = field(default_factory=Queue)
    foreseen: datetime | None = None
    raises: bool = False

    def __call__(self) -> datetime | None:
        self.ran.put(None)
        if self.raises:
            raise ZeroDivisionError("no")
        return self.foreseen

    def wait(self) -> None:
        """Until it has run once more."""
        self.ran.get(timeout=PATIENCE)


@pytest.fixture
def sweeps() -> Sweeps:
    return Sweeps()


@pytest.fixture
def escalator(sweeps: Sweeps, monkeypatch: pytest.MonkeyPatch) -> Iterator[Escalator]:
    """It would sleep for a day, were it not woken."""
    monkeypatch.setattr("bot.tasks.escalator._LONGEST_SLEEP", 86_400.0)
    found = Escalator(SystemClock(), sweeps)
    yield found
    found.stop()


def test_it_sweeps_when_it_starts_and_as_often_as_it_is_woken(escalator: Escalator, sweeps: Sweeps) -> None:
    escalator.start()
    sweeps.wait()
    for _ in range(3):
        escalator.wake()
        sweeps.wait()


def test_it_sweeps_by_itself_when_the_instant_has_come_that_was_foreseen(
    escalator: Escalator, sweeps: Sweeps
) -> None:
    sweeps.foreseen = SystemClock().now() + timedelta(milliseconds=50)
    escalator.start()
    sweeps.wait()
    sweeps.wait()
    assert SystemClock().now() >= sweeps.foreseen


def test_a_sweep_that_raises_is_logged_and_the_next_one_comes(escalator: Escalator, sweeps: Sweeps) -> None:
    sweeps.raises = True
    with capture_logs() as lines:
        escalator.start()
        sweeps.wait()
        escalator.wake()
        sweeps.wait()
    assert [line["log_level"] for line in lines][:1] == ["error"]
    sweeps.raises = False
    escalator.wake()
    sweeps.wait()


def test_it_stops_when_it_is_told_to_and_sweeps_no_more(escalator: Escalator, sweeps: Sweeps) -> None:
    escalator.start()
    sweeps.wait()
    escalator.stop()
    assert "escalator" not in {thread.name for thread in enumerate_threads()}
    escalator.wake()
    assert sweeps.ran.empty()


def test_one_that_never_started_stops_too(escalator: Escalator) -> None:
    escalator.stop()
