"""Many requests over a few connections that stay open: what calendar programs do, without their work."""

import asyncio
import http.client
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter


@dataclass(frozen=True)
class Answer:
    """The last answer: its status and how long its body was."""

    status: int
    length: int


def poll(port: int, path: str, *, times: int, at_once: int, headers: str = "") -> tuple[float, Answer]:
    """Ask for a path so often, over so many connections; answers requests a second, and the last answer.

    Raises:
        RuntimeError: the server hung up.
    """
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()
    begun = perf_counter()
    answers = asyncio.run(_poll(port, request, [times // at_once] * at_once))
    return times / (perf_counter() - begun), answers[-1]


def ask_once(port: int, path: str) -> tuple[str, bytes]:
    """The headers and the body of one answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", path)
        answer = line.getresponse()
        return str(answer.headers), answer.read()
    finally:
        line.close()


def poll_anew(port: int, path: str, *, times: int, at_once: int, headers: str = "") -> float:
    """The same of a server that hangs up after each answer; answers requests a second.

    Raises:
        RuntimeError: an answer other than 200.
    """
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()

    async def ask(share: int) -> None:
        for _ in range(share):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            answer = await reader.read()
            writer.close()
            if answer[9:12] != b"200":
                raise RuntimeError(f"the server answered {answer[:60]!r}")

    async def ask_all() -> None:
        await asyncio.gather(*(ask(times // at_once) for _ in range(at_once)))

    begun = perf_counter()
    asyncio.run(ask_all())
    return times / (perf_counter() - begun)


async def _poll(port: int, request: bytes, shares: list[int]) -> list[Answer]:
    loop = asyncio.get_running_loop()
    lines = []
    for share in shares:
        done: asyncio.Future[Answer] = loop.create_future()

        def make(share: int = share, done: "asyncio.Future[Answer]" = done) -> "_Line":
            return _Line(request, share, done)

        await loop.create_connection(make, "127.0.0.1", port)
        lines.append(done)
    return await asyncio.gather(*lines)


@dataclass
class _Line(asyncio.Protocol):
    """One connection, which asks again as soon as it has the whole answer."""

    request: bytes
    left: int
    done: "asyncio.Future[Answer]"
    _seen: bytearray = field(default_factory=bytearray)
    _ask: Callable[[bytes], None] = field(default=lambda _request: None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._ask = transport, transport.write
        self._ask(self.request)

    def data_received(self, data: bytes) -> None:
        """Wait for the end of the answer."""
        self._seen += data
        head_ends = self._seen.find(b"\r\n\r\n")
        if head_ends < 0:
            return
        head = bytes(self._seen[:head_ends]).lower()
        status = int(head[9:12])
        named = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
        length = 0 if status == 304 else int(named or b"0")
        if len(self._seen) < head_ends + 4 + length:
            return
        self._seen.clear()
        self.left -= 1
        if self.left > 0:
            self._ask(self.request)
            return
        self._transport.close()
        self.done.set_result(Answer(status, length))

    def connection_lost(self, error: Exception | None) -> None:
        """Too early, unless all has been asked."""
        if not self.done.done():
            self.done.set_exception(error or RuntimeError("the server hung up"))
