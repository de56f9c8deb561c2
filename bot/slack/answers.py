"""The pool for what follows an acknowledgement: response_urls, App Home, look-ups. Drained before the end."""

from collections.abc import Callable
from concurrent.futures import Future as Pending
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Lock
from time import monotonic
from typing import Final

import structlog

from bot.database.watch import Explains, never

_THREADS: Final = 32

log = structlog.get_logger("muster.answers")


class Answers:
    """Runs functions after the answer; logs what fails, for nobody waits for them."""

    def __init__(self, explains: Explains = never) -> None:
        """Start with an empty pool; threads come with the work. What `explains` knows is not logged again."""
        self._explains = explains
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="answer")
        self._pending: set[Pending[None]] = set()
        self._lock = Lock()

    def later(self, run: Callable[[], None]) -> None:
        """Run a function soon, in a thread of the pool."""
        with self._lock:
            pending = self._pool.submit(self._logged, run)
            self._pending.add(pending)
        pending.add_done_callback(self._forget)

    def drain(self, seconds: float) -> int:
        """Wait for what is under way and what follows from it, at most so long; then take nothing new.

        Answers how many were left.
        """
        until = monotonic() + seconds
        while (under_way := self._under_way()) and monotonic() < until:
            wait(under_way, timeout=until - monotonic())
        self._pool.shutdown(wait=False, cancel_futures=True)
        return len(under_way)

    def _under_way(self) -> set[Pending[None]]:
        with self._lock:
            return {pending for pending in self._pending if not pending.done()}

    def _forget(self, pending: Pending[None]) -> None:
        with self._lock:
            self._pending.discard(pending)

    def _logged(self, run: Callable[[], None]) -> None:
        try:
            run()
        except Exception as error:
            if not self._explains(error):
                log.exception("what was to follow an answer failed")
