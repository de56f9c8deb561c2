"""The outbox loop: lease what is due, have it sent (`delivery/dispatch.py`), settle it, at Slack's pace.

No transaction is open while anybody is called. The loop itself never waits for a call: it hands letters to
the senders as long as there is room, and sleeps until the next one is due or a sender has finished.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final

import structlog

from bot.clock import Clock
from bot.database.watch import Explains, never
from bot.delivery.dispatch import Attempt, Dispatch, PutAside
from bot.delivery.quiet import Quiet
from bot.delivery.senders import Senders
from bot.delivery.tenure import Tenure
from bot.delivery.wording import Outcomes
from bot.gateways.last_look import WithheldError
from bot.replicas.replica import LoneReplica, Replica
from scheduling.outbox.actions import Urgency
from scheduling.outbox.due import next_due_at
from scheduling.outbox.facts import LeasedLetter, Route, Sent
from scheduling.outbox.leases import end_leases, lease_due, let_go
from scheduling.outbox.paces import PACE, let_rest
from scheduling.outbox.settlements import settle_all
from scheduling.store.engine import Database
from scheduling.store.schema import head_version
from scheduling.store.transaction import Transaction

_LONGEST_SLEEP: Final = 1.0
_SHORTEST_SLEEP: Final = 0.01
_STOP_SECONDS: Final = 30.0

log = structlog.get_logger("muster.courier")


class Courier:
    """Sends what is due. `work` does one batch; `start` keeps at it in a thread until `stop`."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        dispatch: Dispatch,
        explains: Explains = never,
        *,
        replica: Replica | None = None,
        sent: Callable[[int, str, timedelta], None] | None = None,
        pace: timedelta = PACE,
    ) -> None:
        """Settle in `database` what `dispatch` attempts; `clock` tells what is due. What `explains` knows is
        not logged again. `replica` is this process among its peers; it is alone if left out. `sent` is told
        of each notice that was sent: its urgency, its route, and how late it was. An addressee rests for
        `pace` after each call.
        """
        self._database = database
        self._clock = clock
        self._dispatch = dispatch
        self._pace = pace
        self._explains = explains
        self._sent = sent or (lambda _urgency, _route, _late: None)
        self._replica: Replica = replica or LoneReplica()
        self._senders = Senders()
        self._quiet = Quiet()
        self._leasing = Lock()
        self._woken = Event()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="courier", daemon=True)
        self._next_look: datetime | None = None
        self._passed_at = self._turned_at = monotonic()

    def start(self) -> None:
        """Begin in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is being sent, settle it, and give back what is left: others take it over at once."""
        self._stopping.set()
        self._woken.set()
        begun = self._thread.is_alive()
        if begun:
            self._thread.join(_STOP_SECONDS)
        self._senders.finish()
        if begun:
            self._give_back()

    def wake(self) -> None:
        """Something may be due: look now rather than in a second."""
        self._woken.set()

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Nothing is on its way while this lasts. A practice clock is moved within it: else it might jump
        over the end of a lease whose letter is just being sent, and the letter would go twice.
        """
        with self._leasing:
            self._senders.come_to_rest()
            yield

    @property
    def seconds_since_pass(self) -> float:
        """How long ago the last look at the outbox ended without a fault, in seconds."""
        return monotonic() - self._passed_at

    @property
    def seconds_since_turn(self) -> float:
        """How long ago the loop last turned, in seconds, well or not; grows only if it hangs or has died."""
        return monotonic() - self._turned_at

    @property
    def is_quiet(self) -> bool:
        """Whether Slack is left alone just now: it is away, or asked for patience."""
        return self._quiet.until(self._clock.now()) is not None

    def work(self) -> int:
        """Send one batch of what is due and answer how many notices were settled."""
        handed = self._pass()
        wait(handed)
        return sum(future.result() for future in handed)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._turned_at = monotonic()
            self._woken.clear()
            try:
                handed = len(self._pass())
            except Exception as error:
                if not self._explains(error):
                    log.exception("the courier stumbled; it tries again in a second")
                handed, self._next_look = 0, None
            if not handed:
                self._woken.wait(self._idle_seconds())

    def _pass(self) -> "list[Future[int]]":
        """Lease what is due and may go, and hand it to the senders."""
        with self._leasing:
            return self._hand_out()

    def _hand_out(self) -> "list[Future[int]]":
        begun, now = monotonic(), self._clock.now()
        letters: list[LeasedLetter] = []
        if self._replica.fresh():
            with self._database.begin(now) as tx:
                letters = self._lease(tx)
                self._next_look = None if letters else next_due_at(tx)
        self._passed_at = monotonic()
        return [
            self._senders.hand_over(letter.first.route, partial(self._deliver, letter, begun), self.wake)
            for letter in letters
        ]

    def _lease(self, tx: Transaction) -> list[LeasedLetter]:
        """As much as there is room for. While Slack is away, only the urgent is looked at: it may have to go
        by e-mail. While Slack asks for patience, nothing goes there.
        """
        lease = partial(
            lease_due, tx, replica=self._replica.id, single=self._dispatch.single, schema=head_version()
        )
        room = self._senders.room()
        if self._quiet.until(tx.now) is None:
            return lease(room=room)
        slack = room.pop(Route.SLACK)
        letters = lease(room=room)
        if self._quiet.away(tx.now) is not None:
            letters += lease(room={Route.SLACK: slack}, most=Urgency.URGENT)
        return letters

    def _idle_seconds(self) -> float:
        now = self._clock.now()
        foreseen = [at for at in (self._next_look, self._quiet.until(now)) if at is not None]
        soonest = min(((at - now).total_seconds() for at in foreseen), default=_LONGEST_SLEEP)
        return min(max(soonest, _SHORTEST_SLEEP), _LONGEST_SLEEP)

    def _deliver(self, letter: LeasedLetter, begun: float) -> int:
        """Attempt one letter and settle its notices; answers how many."""
        tenure = Tenure(self._replica, letter.first.lease, begun)
        settled = 0

        def put_aside(outcomes: Outcomes) -> None:
            nonlocal settled
            with self._database.begin(self._clock.now()) as tx:
                settled += settle_all(tx, outcomes)
            self._tell(letter, outcomes)

        try:
            attempt = self._attempt(letter, tenure, put_aside)
            return settled + self._settle(letter, attempt)
        except WithheldError:
            log.warning("a letter is left to whoever holds its lease now", notices=_ids(letter))
            self._undo(lambda tx: let_go(tx, letter))
        except Exception as error:
            if not self._explains(error):
                log.exception("a letter was not settled; its lease runs out", notices=_ids(letter))
        return settled

    def _attempt(self, letter: LeasedLetter, tenure: Tenure, put_aside: PutAside) -> Attempt:
        if letter.first.route is not Route.SLACK:
            return self._dispatch.attempt(letter, tenure.still_ours, put_aside)
        away = self._quiet.away(self._clock.now())
        if away is not None:
            return self._dispatch.without_calling(letter, away)
        attempt = self._dispatch.attempt(letter, tenure.still_ours, put_aside)
        if attempt.call is not None:
            self._quiet.hear(letter.first.addressee, attempt.call, self._clock.now())
        return attempt

    def _settle(self, letter: LeasedLetter, attempt: Attempt) -> int:
        with self._database.begin(self._clock.now()) as tx:
            settled = settle_all(tx, attempt.outcomes)
            if letter.first.route is not Route.WEBHOOK:
                let_rest(
                    tx, letter.first.addressee, tx.now + self._pace if attempt.call is not None else tx.now
                )
        self._tell(letter, attempt.outcomes)
        return settled

    def _tell(self, letter: LeasedLetter, outcomes: Outcomes) -> None:
        _log(letter, outcomes)
        for notice, outcome in outcomes:
            if isinstance(outcome, Sent):
                self._sent(notice.urgency, notice.route, self._clock.now() - notice.due_at)

    def _give_back(self) -> None:
        self._undo(lambda tx: end_leases(tx, of=self._replica.id))

    def _undo(self, end: Callable[[Transaction], int]) -> None:
        """Nobody else may have it yet: then it need not wait until the lease runs out."""
        try:
            with self._database.begin(self._clock.now()) as tx:
                end(tx)
        except Exception as error:
            if not self._explains(error):
                log.exception("leases were not given back; they run out by themselves")


def _ids(letter: LeasedLetter) -> list[int]:
    return [notice.id for notice in letter.notices]


def _log(letter: LeasedLetter, outcomes: Outcomes) -> None:
    for notice, outcome in outcomes:
        log.info(
            "notice", id=notice.id, kind=notice.kind, to=notice.addressee, route=str(notice.route),
            letter=letter.key, outcome=type(outcome).__name__.lower(),
            **({} if isinstance(outcome, Sent) else {"reason": outcome.reason}),
        )  # fmt: skip
