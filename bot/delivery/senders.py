"""Threads that send, a few for each route: a mail server that drips does not hold up Slack."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Condition
from typing import Final

from scheduling.outbox.facts import Route

AT_ONCE: Final[Mapping[Route, int]] = {Route.SLACK: 8, Route.EMAIL: 2, Route.WEBHOOK: 2}
"""Letters on their way by each route at the same time, in one process."""


class Senders:
    """Takes what there is room for, and never keeps anything waiting inside."""

    def __init__(self) -> None:
        """Nothing is on its way; threads are made when they are needed."""
        self._lock = Condition()
        self._busy = dict.fromkeys(AT_ONCE, 0)
        self._pools = {
            route: ThreadPoolExecutor(most, thread_name_prefix=f"courier-{route}")
            for route, most in AT_ONCE.items()
        }

    def room(self) -> dict[Route, int]:
        """How many letters may be handed over now, by each route."""
        with self._lock:
            return {route: most - self._busy[route] for route, most in AT_ONCE.items()}

    def hand_over(self, route: Route, send: Callable[[], int], done: Callable[[], None]) -> "Future[int]":
        """Run `send` in a thread of the route; `done` is called once there is room again."""
        with self._lock:
            self._busy[route] += 1
        future = self._pools[route].submit(send)

        def make_room(_future: "Future[int]") -> None:
            with self._lock:
                self._busy[route] -= 1
                self._lock.notify_all()
            done()

        future.add_done_callback(make_room)
        return future

    def come_to_rest(self) -> None:
        """Wait until nothing is on its way; more can be handed over afterwards."""
        with self._lock:
            self._lock.wait_for(lambda: not any(self._busy.values()))

    def finish(self) -> None:
        """Wait for what is on its way; nothing can be handed over afterwards."""
        for pool in self._pools.values():
            pool.shutdown()
