"""Fetching the feed, against a real server on this machine that behaves and misbehaves."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event

import httpx
import pytest

from bot.ending import BrokenOffError
from bot.tasks.source import (
    CLOSURES,
    FEED,
    ROTA,
    Fetched,
    Published,
    Source,
    Unmodified,
    Unreached,
)
from scheduling.feed.limits import MAX_BYTES

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """A web server that gives each path its own answer, and remembers the headers it was asked with."""

    url: str
    asked: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def _serving(answers: dict[str, Answer]) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append({name.lower(): value for name, value in self.headers.items()})
            answers[self.path.split("?")[0]](self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is inherited
            """Say nothing: a test's output is its own."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{listening.server_address[1]}")
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


def _give(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Length": str(len(body))}.items() | headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def _send_on(location: str) -> Answer:
    return _give(b"", 302, Location=location)


def _versioned(request: BaseHTTPRequestHandler) -> None:
    if request.headers.get("If-None-Match") == '"one"':
        _give(b"", 304)(request)
    else:
        _give(b"[]", ETag='"one"', Last_Modified="Wed, 12 Aug 2026 19:00:00 GMT")(request)


def test_a_feed_is_asked_only_for_news_once_it_has_been_taken_in() -> None:
    with _serving({"/feed": _versioned}) as server:
        source = Source(FEED, f"{server.url}/feed")
        first = source.fetch()
        lost = source.fetch()
        source.taken_in()
        news = source.fetch()
        source.taken_in()
        still = source.fetch()

    assert first == lost == Fetched(b"[]")
    assert news == still == Unmodified()
    assert "if-none-match" not in server.asked[1]
    assert server.asked[3]["if-modified-since"] == "Wed, 12 Aug 2026 19:00:00 GMT"


def test_a_feed_may_redirect_three_times_and_not_for_ever() -> None:
    ring = {"/ring": _send_on("/ring"), "/a": _send_on("/b"), "/b": _send_on("c"), "/c": _send_on("/feed")}
    with _serving({**ring, "/feed": _give(b"[]")}) as server:
        assert Source(FEED, f"{server.url}/a").fetch() == Fetched(b"[]")
        with pytest.raises(Unreached, match="redirects more than 3 times"):
            Source(FEED, f"{server.url}/ring").fetch()


@pytest.mark.parametrize("target", ["http://feed.example.org/", "file:///etc/passwd", "ftp://127.0.0.1/feed"])
def test_a_feed_never_redirects_to_an_address_without_encryption(target: str) -> None:
    def carry(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": target})

    source = Source(FEED, "https://feed.example.org/", transport=httpx.MockTransport(carry))

    with pytest.raises(Unreached, match="which is not encrypted: check MUSTER_FEED_URL"):
        source.fetch()


def test_an_encrypted_feed_is_not_sent_on_to_this_machine_in_the_clear() -> None:
    def carry(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": "http://127.0.0.1:1/"})

    with pytest.raises(Unreached, match="which is not encrypted"):
        Source(FEED, "https://feed.example.org/", transport=httpx.MockTransport(carry)).fetch()


def test_a_feed_that_is_too_large_is_left_unread() -> None:
    chunk = b"x" * 1_000_000

    def pour(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(MAX_BYTES // len(chunk) + 1):
            request.wfile.write(chunk)

    with (
        _serving({"/feed": pour}) as server,
        pytest.raises(Unreached, match="more than 10,000,000 bytes"),
    ):
        Source(FEED, f"{server.url}/feed").fetch()


def test_a_feed_that_breaks_off_is_not_taken_for_a_short_one() -> None:
    def stop_early(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"[]")

    with _serving({"/feed": stop_early}) as server, pytest.raises(Unreached) as broken:
        Source(FEED, f"{server.url}/feed").fetch()

    assert "MUSTER_FEED_URL" in str(broken.value)


def test_a_feed_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.tasks.source.ALL_SECONDS", -1.0)
    with _serving({"/feed": _give(b"[]")}) as server, pytest.raises(Unreached, match="s for the feed"):
        Source(FEED, f"{server.url}/feed").fetch()


def test_a_feed_that_drips_does_not_hold_up_the_end_of_the_process() -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"[")
        source.stop()
        request.wfile.write(b" ")

    with _serving({"/feed": drip}) as server:
        source = Source(FEED, f"{server.url}/feed")
        with pytest.raises(BrokenOffError):
            source.fetch()


def _drip_headers(request: BaseHTTPRequestHandler) -> None:
    """Byte by byte, faster than anybody loses patience with one of them; at last it is the feed."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Patience: ")
    with suppress(OSError):  # whoever asked has hung up
        for _ in range(400):
            request.wfile.write(b"a")
            Event().wait(0.02)
        request.wfile.write(b"\r\nContent-Length: 2\r\n\r\n[]")


def test_headers_that_drip_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.tasks.source.ALL_SECONDS", 0.2)
    with (
        _serving({"/rota": _drip_headers}) as server,
        pytest.raises(Unreached, match="for the rota: look at the server behind MUSTER_ROTA_URL"),
    ):
        Source(ROTA, f"{server.url}/rota").fetch()


def test_headers_that_drip_do_not_hold_up_the_end_of_the_process() -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        source.stop()
        _drip_headers(request)

    with _serving({"/rota": drip}) as server:
        source = Source(ROTA, f"{server.url}/rota")
        with pytest.raises(BrokenOffError):
            source.fetch()


def test_what_came_until_the_time_was_over_is_not_taken_for_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without its length, a body that is cut off looks like a short one."""

    def give_half(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        request.wfile.write(b"who,from,until\n")
        request.rfile.read()  # until the other side hangs up

    monkeypatch.setattr("bot.tasks.source.ALL_SECONDS", 0.2)
    with _serving({"/rota": give_half}) as server, pytest.raises(Unreached, match="s for the rota"):
        Source(ROTA, f"{server.url}/rota").fetch()


@pytest.mark.parametrize(
    ("status", "hint"), [(401, "password or token"), (404, "nothing at this address"), (500, "answered 500")]
)
def test_an_answer_that_is_not_the_feed_is_told_with_what_to_look_at(status: int, hint: str) -> None:
    with _serving({"/feed": _give(b"no", status)}) as server, pytest.raises(Unreached) as refused:
        Source(FEED, f"{server.url}/feed?token=secret").fetch()

    assert hint in str(refused.value)
    assert "MUSTER_FEED_URL" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_server_that_is_away_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: nobody answers here
        port = taken.getsockname()[1]
        with pytest.raises(Unreached, match=r"cannot be reached \(.+\): check MUSTER_FEED_URL"):
            Source(FEED, f"http://127.0.0.1:{port}/feed").fetch()


def test_the_environments_proxies_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with _serving({"/feed": _give(b"[]")}) as server:
        assert Source(FEED, f"{server.url}/feed").fetch() == Fetched(b"[]")


@pytest.mark.parametrize("form", ["{path}", "file://{path}", "file://localhost{path}"])
def test_a_feed_may_be_a_file(tmp_path: Path, form: str) -> None:
    path = tmp_path / "feed today.json"
    path.write_bytes(b"[]")
    url = form.format(path=path)

    assert Source(FEED, url.replace(" ", "%20") if "://" in url else url).fetch() == Fetched(b"[]")


def test_a_file_that_is_not_there_or_too_large_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unreached, match=r"No such file or directory.*MUSTER_FEED_URL"):
        Source(FEED, str(tmp_path / "none.json")).fetch()
    with pytest.raises(Unreached, match="Is a directory"):
        Source(FEED, str(tmp_path)).fetch()
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(Unreached, match="more than 10,000,000 bytes"):
        Source(FEED, str(large)).fetch()


@pytest.mark.parametrize(
    "url",
    ["http://feed.example.org/shifts.json", "ftp://127.0.0.1/feed", "https://", "file://elsewhere/feed"],
)
def test_another_kind_of_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="MUSTER_FEED_URL"):
        Source(FEED, url)


@pytest.mark.parametrize(("what", "setting"), [(ROTA, "MUSTER_ROTA_URL"), (CLOSURES, "MUSTER_CLOSURES_URL")])
def test_whatever_is_fetched_is_called_by_its_own_name_and_setting(
    what: Published, setting: str, tmp_path: Path
) -> None:
    with pytest.raises(Unreached, match=f"The {what.name} file .* cannot be read .*: check {setting}"):
        Source(what, str(tmp_path / "none.ics")).fetch()
    with (
        _serving({"/it": _give(b"", 404)}) as server,
        pytest.raises(Unreached, match=f"instead of the {what.name}: .*; check {setting}"),
    ):
        Source(what, f"{server.url}/it").fetch()
    with pytest.raises(ValueError, match=setting):
        Source(what, "ftp://district.example.org/it")
