"""Where the feed's bytes come from: a file, or an address that is asked whether anything has changed.

The bytes are handed over untouched. Every failure is one sentence that names MUSTER_FEED_URL.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from threading import Event
from time import monotonic
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from bot.certificates import trusted
from bot.ending import BrokenOffError
from bot.unreached import why_unreached
from scheduling.feed.limits import MAX_BYTES

CONNECT_SECONDS, READ_SECONDS, ALL_SECONDS = 5.0, 10.0, 30.0
"""How long to wait for a connection, for the next bytes, and for the whole feed, in seconds."""

MAX_REDIRECTS = 3

_HEADERS = {
    "Accept": "application/json, text/csv, text/calendar, */*;q=0.1",
    "Accept-Encoding": "identity",  # ten packed megabytes could unpack to ten thousand
    "User-Agent": "Muster",
}


class FeedUnreached(Exception):  # noqa: N818  said of the other side; nothing is wrong with us
    """The feed could not be fetched. The message is one sentence that says what to look at."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The feed's bytes, untouched."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Unmodified:
    """The feed says that nothing has changed since it was last taken in."""


class FeedSource:
    """One feed. `fetch` and `taken_in` belong to one thread, the one that pulls; `stop` to any.

    Args:
        url: a path, a `file:` address, or an `https:` one (`http:` to this machine only).
        transport: what carries requests; the network if left out, without the environment's proxies.

    Raises:
        ValueError: another kind of address.
    """

    def __init__(self, url: str, *, transport: httpx.BaseTransport | None = None) -> None:
        """Look at the address; nothing is opened yet."""
        self.url = url
        self._path = _path_of(url)
        self._transport = transport
        self._offered: dict[str, str] = {}
        self._taken_in: dict[str, str] = {}
        self._stopping = Event()
        if self._path is None:
            _check_address(url)

    def fetch(self) -> Fetched | Unmodified:
        """The feed's bytes, or that nothing has changed since `taken_in`.

        Raises:
            FeedUnreached: it could not be fetched, is too large, or took too long.
            BrokenOffError: `stop` was called meanwhile; nothing is known of the feed.
        """
        if self._path is not None:
            return self._read(self._path)
        with httpx.Client(
            transport=self._transport,
            verify=trusted(),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            headers=_HEADERS,
        ) as client:
            return self._ask(client)

    def taken_in(self) -> None:
        """What `fetch` answered last has been committed: from now on ask only whether it has changed.

        Not before: bytes that were fetched and then lost must be fetched again.
        """
        self._taken_in = self._offered

    def stop(self) -> None:
        """Break off a fetch that drags on: the process ends."""
        self._stopping.set()

    def _read(self, path: Path) -> Fetched:
        try:
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise FeedUnreached(
                f"The feed file {path} cannot be read ({reason}): check MUSTER_FEED_URL."
            ) from problem
        if len(content) > MAX_BYTES:
            raise FeedUnreached(_too_large())
        return Fetched(content)

    def _ask(self, client: httpx.Client) -> Fetched | Unmodified:
        url, deadline = self.url, monotonic() + ALL_SECONDS
        for _ in range(MAX_REDIRECTS + 1):
            with _told(url), client.stream("GET", url, headers=self._taken_in) as answer:
                if not answer.has_redirect_location:
                    return self._answered(answer, deadline)
                url = _redirected(url, answer.headers["Location"])
        raise FeedUnreached(
            f"{_host(self.url)} redirects more than {MAX_REDIRECTS} times: check MUSTER_FEED_URL."
        )

    def _answered(self, answer: httpx.Response, deadline: float) -> Fetched | Unmodified:
        if answer.status_code == httpx.codes.NOT_MODIFIED and self._taken_in:
            self._offered = self._taken_in
            return Unmodified()
        if answer.status_code != httpx.codes.OK:
            raise FeedUnreached(_refused(self.url, answer.status_code))
        content = b"".join(self._unless_stopped(_limited(answer, deadline)))
        _check_whole(answer, content)
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


def _path_of(url: str) -> Path | None:
    """The file that an address names, or None for one on the network."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        if parts.netloc not in {"", "localhost"}:
            raise ValueError(
                f"MUSTER_FEED_URL: {url!r} names a file on another machine; expected file:///path."
            )
        return Path(unquote(parts.path))
    return Path(url) if "://" not in url else None


def _check_address(url: str) -> None:
    if not _is_usable(url):
        raise ValueError(
            f"MUSTER_FEED_URL: {_host(url)!r} cannot be used; expected a path, or an address such as "
            "https://feed.example.org/shifts.json (http only to this machine)."
        )


def _is_usable(url: str) -> bool:
    parts = urlsplit(url)
    if not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(parts.hostname))


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _redirected(url: str, location: str) -> str:
    target = urljoin(url, location)
    secured = urlsplit(url).scheme == "https"
    if urlsplit(target).scheme == "https" or (not secured and _is_usable(target)):
        return target
    raise FeedUnreached(
        f"{_host(url)} redirects to {_host(target)}, which is not encrypted: check MUSTER_FEED_URL."
    )


def _limited(answer: httpx.Response, deadline: float) -> Iterator[bytes]:
    """The body as it comes; stops where it is too large or takes too long, also drop by drop."""
    size = 0
    for chunk in answer.iter_raw():
        size += len(chunk)
        if size > MAX_BYTES:
            raise FeedUnreached(_too_large())
        if monotonic() > deadline:
            raise FeedUnreached(
                f"{_host(str(answer.url))} took more than {ALL_SECONDS:.0f} s for the feed: "
                "look at the server behind MUSTER_FEED_URL."
            )
        yield chunk


def _check_whole(answer: httpx.Response, content: bytes) -> None:
    promised = answer.headers.get("Content-Length", "")
    if promised.isdecimal() and int(promised) != len(content):
        raise FeedUnreached(
            f"{_host(str(answer.url))} broke off after {len(content):,} of {int(promised):,} bytes: "
            "Muster asks MUSTER_FEED_URL again next time."
        )


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turn what the network may do into one sentence."""
    try:
        yield
    except httpx.TimeoutException as problem:
        raise FeedUnreached(
            f"{_host(url)} did not answer in time: look at the server behind MUSTER_FEED_URL."
        ) from problem
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        raise FeedUnreached(
            f"{_host(url)} cannot be reached ({why_unreached(problem)}): check MUSTER_FEED_URL."
        ) from problem


def _refused(url: str, status: int) -> str:
    hint = {
        401: "the address lacks its password or token",
        403: "the address lacks its password or token",
        404: "there is nothing at this address",
        304: "it says that nothing has changed, though nothing was asked",
    }.get(status, "look at the server behind it")
    return f"{_host(url)} answered {status} instead of the feed: {hint}; check MUSTER_FEED_URL."


def _too_large() -> str:
    return (
        f"The feed has more than {MAX_BYTES:,} bytes: export fewer weeks, or only the shifts to come "
        "(MUSTER_FEED_URL)."
    )


def _host(url: str) -> str:
    """Scheme and host only: path, query and user may hold a secret."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}" if parts.scheme else url
