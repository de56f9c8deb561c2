"""Moving the practice clock while a letter is on its way: the jump waits, and nobody is written to twice."""

from datetime import datetime, timedelta
from threading import Thread
from typing import cast

from bot.clock import PracticeClock
from bot.courier import Courier
from bot.delivery.dispatch import Attempt, Dispatch
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import LeasedLetter, Sent
from scheduling.outbox.leases import LEASE
from scheduling.store.engine import Database
from tests.people import hire


class ClockIsMovedMeanwhile:
    """A way out on which somebody moves the clock before the letter has arrived."""

    single: frozenset[str] = frozenset()

    def __init__(self, clock: PracticeClock) -> None:
        self.happened: list[str] = []
        self._mover = Thread(target=self._move, args=(clock,))

    def attempt(self, letter: LeasedLetter, *_more: object) -> Attempt:
        """Give the mover time enough to jump, if nothing holds it; then deliver."""
        self._mover.start()
        self._mover.join(0.3)
        self.happened.append("delivered")
        return Attempt([(notice, Sent()) for notice in letter.notices])

    def ends(self) -> list[str]:
        """What happened, in its order, once the clock stands where it was moved."""
        self._mover.join()
        return self.happened

    def _move(self, clock: PracticeClock) -> None:
        clock.advance(LEASE + timedelta(seconds=1))
        self.happened.append("moved")


def test_a_practice_clock_does_not_jump_over_the_end_of_a_lease_whose_letter_is_on_its_way(
    database: Database, now: datetime
) -> None:
    clock = PracticeClock(now)
    with database.begin(now) as tx:
        enqueue(tx, [Notice("shift_changed", to_person(hire(tx).ada.id), "once")])
    way = ClockIsMovedMeanwhile(clock)
    courier = Courier(database, clock, cast("Dispatch", way))
    clock.moves_within = courier.standing_still
    assert courier.work() == 1
    assert way.ends() == ["delivered", "moved"]
    assert courier.work() == 0
