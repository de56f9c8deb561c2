"""Where bytes come from that somebody else publishes: a file, or an address that is asked for news.

The feed, the rota and the closures come this way. The bytes are handed over untouched. Every failure is one
sentence that names the setting.
"""

from collections.abc import Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from time import monotonic
from urllib.parse import urljoin, urlsplit

import httpx

from bot.certificates import trusted
from bot.ending import BrokenOffError
from bot.tasks.addresses import check_address, host_of, is_usable, path_of
from bot.tasks.connection import Connection
from bot.unreached import why_unreached
from scheduling.feed.limits import MAX_BYTES
from scheduling.ical.published.lines import LARGEST_BYTES

CONNECT_SECONDS, READ_SECONDS, ALL_SECONDS = 5.0, 10.0, 30.0
"""How long to wait for a connection, for the next bytes, and for all of it, in seconds."""

MAX_REDIRECTS = 3

_HEADERS = {
    "Accept": "application/json, text/csv, text/calendar, */*;q=0.1",
    "Accept-Encoding": "identity",  # ten packed megabytes could unpack to ten thousand
    "User-Agent": "Muster",
}


@dataclass(frozen=True, slots=True)
class Published:
    """What is fetched: how sentences call it, the setting that says where it is, and how large it may be.

    Attributes:
        shrink: what to do where it is larger.
    """

    name: str
    setting: str
    most: int
    shrink: str


FEED = Published("feed", "MUSTER_FEED_URL", MAX_BYTES, "export fewer weeks, or only the shifts to come")
ROTA = Published("rota", "MUSTER_ROTA_URL", LARGEST_BYTES, "export fewer years")
CLOSURES = Published("calendar of closures", "MUSTER_CLOSURES_URL", LARGEST_BYTES, "export fewer years")


class Unreached(Exception):  # noqa: N818  said of the other side; nothing is wrong with us
    """It could not be fetched. The message is one sentence that says what to look at."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes, untouched."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Unmodified:
    """Nothing has changed since it was last taken in."""


class Source:
    """One source. `fetch` and `taken_in` belong to one thread, the one that pulls; `stop` to any.

    Args:
        what: what is fetched.
        url: a path, a `file:` address, or an `https:` one (`http:` to this machine only).
        transport: what carries requests; the network if left out, without the environment's proxies.

    Raises:
        ValueError: another kind of address.
    """

    def __init__(self, what: Published, url: str, *, transport: httpx.BaseTransport | None = None) -> None:
        """Look at the address; nothing is opened yet."""
        self.what = what
        self.url = url
        self._path = path_of(what.setting, url)
        self._transport = transport
        self._offered: dict[str, str] = {}
        self._taken_in: dict[str, str] = {}
        self._stood: Hashable = None
        self._stopping = Event()
        self._connection = Connection()
        if self._path is None:
            check_address(what.setting, url)

    def fetch(self, stands: Hashable = None) -> Fetched | Unmodified:
        """The bytes; or that nothing has changed since `taken_in`. That is asked only where what `stands` now
        is what stood then: another process, or a flawed delivery, may have come between.

        Raises:
            Unreached: it could not be fetched, is too large, or took too long.
            BrokenOffError: `stop` was called meanwhile; nothing is known of it.
        """
        if self._path is not None:
            return self._read(self._path)
        if stands != self._stood:
            self._taken_in = {}
        with (
            self._in_time(),
            httpx.Client(
                transport=self._transport,
                verify=trusted(),
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
                headers=_HEADERS,
            ) as client,
        ):
            return self._ask(client)

    def taken_in(self, stands: Hashable = None) -> None:
        """What `fetch` answered last has been committed, and `stands`: from now on ask only whether it has
        changed.

        Not before: bytes that were fetched and then lost must be fetched again.
        """
        self._taken_in, self._stood = self._offered, stands

    def stop(self) -> None:
        """Break off a fetch that drags on: the process ends."""
        self._stopping.set()
        self._connection.hang_up()

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """Hang up when the time is over or the process ends, and say which of the two it was."""
        self._connection = connection = Connection()
        end = Timer(ALL_SECONDS, connection.hang_up)
        end.daemon = True
        end.start()
        try:
            yield
        except Exception as problem:  # whatever a line that was cut looks like
            self._check_not_cut(connection, problem)
            raise
        finally:
            end.cancel()
        self._check_not_cut(connection)

    def _check_not_cut(self, connection: Connection, problem: Exception | None = None) -> None:
        if self._stopping.is_set():
            raise BrokenOffError from problem
        if connection.is_hung_up:
            raise Unreached(_too_slow(self.what, self.url)) from problem

    def _read(self, path: Path) -> Fetched:
        try:
            with path.open("rb") as file:
                content = file.read(self.what.most + 1)
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise Unreached(
                f"The {self.what.name} file {path} cannot be read ({reason}): check {self.what.setting}."
            ) from problem
        if len(content) > self.what.most:
            raise Unreached(_too_large(self.what))
        return Fetched(content)

    def _ask(self, client: httpx.Client) -> Fetched | Unmodified:
        url, deadline = self.url, monotonic() + ALL_SECONDS
        for _ in range(MAX_REDIRECTS + 1):
            with _told(self.what, url), self._stream(client, url) as answer:
                if not answer.has_redirect_location:
                    return self._answered(answer, deadline)
                url = _redirected(self.what, url, answer.headers["Location"])
        raise Unreached(
            f"{host_of(self.url)} redirects more than {MAX_REDIRECTS} times: check {self.what.setting}."
        )

    def _stream(self, client: httpx.Client, url: str) -> AbstractContextManager[httpx.Response]:
        noting = {"trace": self._connection.note}
        return client.stream("GET", url, headers=self._taken_in, extensions=noting)

    def _answered(self, answer: httpx.Response, deadline: float) -> Fetched | Unmodified:
        if answer.status_code == httpx.codes.NOT_MODIFIED and self._taken_in:
            self._offered = self._taken_in
            return Unmodified()
        if answer.status_code != httpx.codes.OK:
            raise Unreached(_refused(self.what, self.url, answer.status_code))
        content = b"".join(self._unless_stopped(_limited(self.what, answer, deadline)))
        _check_whole(self.what, answer, content)
        self._offered = {
            ours: answer.headers[theirs]
            for ours, theirs in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
            if theirs in answer.headers
        }
        return Fetched(content)

    def _unless_stopped(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            if self._stopping.is_set():
                raise BrokenOffError
            yield chunk


def _redirected(what: Published, url: str, location: str) -> str:
    target = urljoin(url, location)
    secured = urlsplit(url).scheme == "https"
    if urlsplit(target).scheme == "https" or (not secured and is_usable(target)):
        return target
    raise Unreached(
        f"{host_of(url)} redirects to {host_of(target)}, which is not encrypted: check {what.setting}."
    )


def _limited(what: Published, answer: httpx.Response, deadline: float) -> Iterator[bytes]:
    """The body as it comes; stops where it is too large or takes too long, also drop by drop."""
    size = 0
    for chunk in answer.iter_raw():
        size += len(chunk)
        if size > what.most:
            raise Unreached(_too_large(what))
        if monotonic() > deadline:
            raise Unreached(_too_slow(what, str(answer.url)))
        yield chunk


def _check_whole(what: Published, answer: httpx.Response, content: bytes) -> None:
    promised = answer.headers.get("Content-Length", "")
    if promised.isdecimal() and int(promised) != len(content):
        raise Unreached(
            f"{host_of(str(answer.url))} broke off after {len(content):,} of {int(promised):,} bytes: "
            f"Muster asks {what.setting} again next time."
        )


@contextmanager
def _told(what: Published, url: str) -> Iterator[None]:
    """Turn what the network may do into one sentence."""
    try:
        yield
    except httpx.TimeoutException as problem:
        raise Unreached(
            f"{host_of(url)} did not answer in time: look at the server behind {what.setting}."
        ) from problem
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        raise Unreached(
            f"{host_of(url)} cannot be reached ({why_unreached(problem)}): check {what.setting}."
        ) from problem


def _refused(what: Published, url: str, status: int) -> str:
    hint = {
        401: "the address lacks its password or token",
        403: "the address lacks its password or token",
        404: "there is nothing at this address",
        304: "it says that nothing has changed, though nothing was asked",
    }.get(status, "look at the server behind it")
    return f"{host_of(url)} answered {status} instead of the {what.name}: {hint}; check {what.setting}."


def _too_slow(what: Published, url: str) -> str:
    return (
        f"{host_of(url)} took more than {ALL_SECONDS:.0f} s for the {what.name}: "
        f"look at the server behind {what.setting}."
    )


def _too_large(what: Published) -> str:
    return f"The {what.name} has more than {what.most:,} bytes: {what.shrink} ({what.setting})."
