"""What the open pages are told as it happens."""

import asyncio
import json
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from threading import Lock

from bot.practice.wire import Json

_UNREAD = 1_000


@dataclass(frozen=True)
class _Listener:
    user_id: str
    loop: asyncio.AbstractEventLoop
    queue: "asyncio.Queue[str | None]"

    def push(self, frame: str | None) -> None:
        # A page that stopped reading loses news rather than growing the process; it reloads to catch up.
        if self.queue.qsize() < _UNREAD or frame is None:
            self.loop.call_soon_threadsafe(self.queue.put_nowait, frame)


class Live:
    """Fans Server-Sent Events out to the pages. Safe to use from any thread."""

    def __init__(self) -> None:
        """Begin with no page open."""
        self._lock = Lock()
        self._listeners: set[_Listener] = set()
        self._closed = False

    def publish(self, event: str, data: Json, to: Collection[str] | None = None) -> None:
        """Tell every page, or only those that act as one of the people in `to`."""
        with self._lock:
            listeners = [x for x in self._listeners if to is None or x.user_id in to]
        if listeners:
            frame = f"event: {event}\ndata: {json.dumps(data)}\n\n"
            for listener in listeners:
                listener.push(frame)

    def listeners(self) -> set[str]:
        """The people as whom somebody has a page open."""
        with self._lock:
            return {listener.user_id for listener in self._listeners}

    async def frames(self, user_id: str) -> AsyncIterator[str]:
        """The stream for a page that acts as `user_id`, until the server stops."""
        listener = _Listener(user_id, asyncio.get_running_loop(), asyncio.Queue())
        with self._lock:
            self._listeners.add(listener)
        try:
            yield ": listening\n\n"
            while not self._closed and (frame := await listener.queue.get()) is not None:
                yield frame
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def close(self) -> None:
        """End every stream."""
        with self._lock:
            self._closed = True
            listeners = list(self._listeners)
        for listener in listeners:
            listener.push(None)
