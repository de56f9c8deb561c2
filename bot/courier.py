"""The outbox loop: lease what is due, attempt it (`dispatch.py`), settle it, at Slack's pace.

No transaction is open while Slack is called.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final

import structlog

from bot.clock import Clock
from bot.database_watch import Explains, never
from bot.dispatch import Dispatch
from scheduling.outbox.facts import LeasedNotice, RetryAt, Sent
from scheduling.outbox.leases import lease_due
from scheduling.outbox.settlements import settle
from scheduling.store.engine import Database

PACE: Final = timedelta(seconds=1)
"""Slack takes about one message a second in a channel."""

_BATCH: Final = 8
_SENDERS: Final = 4
_IDLE_SECONDS: Final = 1.0
_STOP_SECONDS: Final = 30.0

log = structlog.get_logger("muster.courier")


class Courier:
    """Sends what is due. `work` does one batch; `start` keeps doing it in a thread until `stop`."""

    def __init__(
        self, database: Database, clock: Clock, dispatch: Dispatch, explains: Explains = never
    ) -> None:
        """Settle in `database` what `dispatch` attempts; `clock` tells what is due. What `explains` knows is
        not logged again.
        """
        self._explains = explains
        self._database = database
        self._clock = clock
        self._dispatch = dispatch
        self._ready_at: dict[str, datetime] = {}
        self._quiet_until: datetime | None = None
        self._pacing = Lock()
        self._woken = Event()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="courier", daemon=True)
        self._senders = ThreadPoolExecutor(_SENDERS, thread_name_prefix="courier-send")
        self._passed_at = monotonic()

    def start(self) -> None:
        """Begin in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is being sent, settle it, and end."""
        self._stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)
        self._senders.shutdown()

    def wake(self) -> None:
        """Something may be due: look now rather than in a second."""
        self._woken.set()

    @property
    def seconds_since_pass(self) -> float:
        """How long ago the last look at the outbox ended without a fault, in seconds."""
        return monotonic() - self._passed_at

    def work(self) -> int:
        """Send one batch of what is due and answer how many notices were settled."""
        now = self._clock.now()
        if self._quiet_until is not None and now < self._quiet_until:
            self._passed_at = monotonic()  # it waits because Slack asked for it: it is well
            return 0
        with self._database.begin(now) as tx:
            batch = lease_due(tx, limit=_BATCH, busy=self._busy(now))
        settled = sum(self._senders.map(self._deliver, batch))
        self._passed_at = monotonic()
        return settled

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                worked = self.work()
            except Exception as error:
                if not self._explains(error):
                    log.exception("the courier stumbled; it tries again in a second")
                worked = 0
            if not worked:
                self._woken.wait(self._idle_seconds())

    def _idle_seconds(self) -> float:
        now = self._clock.now()
        with self._pacing:
            pauses = [(at - now).total_seconds() for at in self._ready_at.values() if at > now]
        return min([_IDLE_SECONDS, *pauses])

    def _busy(self, now: datetime) -> list[str]:
        with self._pacing:
            self._ready_at = {who: at for who, at in self._ready_at.items() if at > now}
            return list(self._ready_at)

    def _deliver(self, notice: LeasedNotice) -> bool:
        outcome = self._dispatch.attempt(notice)
        with self._pacing:
            self._ready_at[notice.addressee] = self._clock.now() + PACE
            if isinstance(outcome, RetryAt) and not outcome.still_doubtful:
                self._quiet_until = max(self._quiet_until or outcome.at, outcome.at)
        with self._database.begin(self._clock.now()) as tx:
            kept = settle(tx, notice, outcome)
        log.info(
            "notice", id=notice.id, kind=notice.kind, to=notice.addressee,
            outcome=type(outcome).__name__.lower(), lease_kept=kept,
            **({} if isinstance(outcome, Sent) else {"reason": outcome.reason}),
        )  # fmt: skip
        return kept
