"""No name, text, address or secret is written down by any part of the process, whatever goes wrong in it."""

import gc
import json
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.clock import SystemClock
from bot.gateways.mail import Mail, MailGateway
from bot.heartbeat import Beat, Heartbeat
from bot.slack.answers import Answers
from bot.slack.app import web_client
from bot.slack.directory import Directory
from bot.slack.workspace import Workspace
from bot.tasks.feed_pulls import FeedPulls
from bot.tasks.source import FEED, Source
from scheduling.feed.profile import load_profile
from scheduling.outbox.facts import Undeliverable
from scheduling.policy.loader import load_policy
from scheduling.roster.import_people import import_roster
from scheduling.store.engine import Database
from tests.canaries import CANARY, Paper, written_down
from tests.factories.roster import add_person
from tests.fakes.slack_api import SlackApi, listening
from tests.handlers.office import MovableClock
from tests.people import hire
from tests.process.outside import SECRET, Outside

ADDRESS = "ada@example.org"
WORDS = f"Ada Alder {ADDRESS} {CANARY}"
_EVER = timedelta(days=365)
FORM = urlencode({"command": "/shifts", "text": WORDS, "user_id": "U0", "token": CANARY}).encode()
JSON = json.dumps({"type": "block_actions", "actions": [], "user": {"id": WORDS, "name": CANARY}}).encode()


@pytest.fixture
def paper(logging_restored: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paper]:
    """Everything that is written down."""
    with written_down(monkeypatch) as paper:
        yield paper


@pytest.mark.parametrize(
    "body", [FORM, JSON, WORDS.encode(), f'["{WORDS}"'.encode(), f"payload={WORDS}".encode()]
)
@pytest.mark.parametrize(
    "wrong", [{}, {"secret": "another"}, {"at": "1"}, {"at": WORDS}, {"at": "9" * 11}, {"signature": WORDS}]
)
def test_of_a_request_nothing_is_written_down(paper: Paper, body: bytes, wrong: dict[str, str]) -> None:
    outside = Outside(MovableClock(SystemClock().now()))
    outside.send(body=body, **wrong)
    outside.send(body=body, **wrong)  # and once more, replayed
    assert paper.sings(SECRET) == [], paper.text


@pytest.mark.parametrize(
    "content",
    [
        f'id,school,starts,ends,post\nJ1,{CANARY},2026-08-14T07:00,2026-08-14T15:00,"{WORDS}"\n',
        f"id,school,starts,ends\n{WORDS}\n",
        f"<html>{WORDS}</html>",
        f'{{"format": "{WORDS}", "shifts": ["{WORDS}"]}}',
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:{WORDS}\nDTSTART;TZID={CANARY}:20260814T070000\nEND:VEVENT\n",
    ],
)
def test_of_a_feed_nothing_is_written_down(
    paper: Paper, database: Database, now: datetime, tmp_path: Path, content: str
) -> None:
    (tmp_path / "feed").write_text(content, encoding="utf-8")
    assert _pulls(database, now, str(tmp_path / "feed")).pull() is not None
    assert paper.sings() == [], paper.text


def test_of_an_answer_that_is_no_feed_and_of_the_feeds_address_nothing_is_written_down(
    paper: Paper, database: Database, now: datetime
) -> None:
    with _talking(f"{WORDS}\r\n\r\n".encode()) as port:
        pulls = _pulls(database, now, f"http://ada:{CANARY}@127.0.0.1:{port}/{CANARY}?key={CANARY}")
        assert pulls.pull() is not None
    assert "could not be fetched" in paper.text
    assert paper.sings() == [], paper.text


def test_of_a_roster_and_of_accounts_nothing_is_written_down(
    paper: Paper, database: Database, now: datetime
) -> None:
    with database.begin(now) as tx:
        hire(tx)
        add_person(tx, name=f"Ada Twin {CANARY}", email=f"twin{ADDRESS}")
        lines = f"name,email,role\n{WORDS},{CANARY},{CANARY}\n".encode()
        import_roster(tx, content=lines, district_zone="America/Phoenix")
    api = SlackApi()
    api.accounts[f"twin{ADDRESS}"] = {"id": "U0ADA", "profile": {"email": f"twin{ADDRESS}"}}
    with listening(api) as url:
        client = web_client(url, f"xoxb-{CANARY}")
        workspace = Workspace(client, f"xoxb-{CANARY}")
        Directory(client, database, MovableClock(now), workspace, pause=lambda _seconds: None).link_people()
    assert "looked for Slack accounts" in paper.text
    assert paper.sings() == [], paper.text


def test_of_a_mail_that_its_server_sends_back_nothing_is_repeated(paper: Paper, now: datetime) -> None:
    refusal = f"550 5.1.1 <{ADDRESS}> {CANARY}\r\n".encode()
    with _talking(b"220 hello\r\n", b"250 hello\r\n", b"250 go on\r\n", refusal) as port:
        gateway = MailGateway(f"smtp://127.0.0.1:{port}", "muster@example.net", MovableClock(now))
        answer = gateway.send(Mail([ADDRESS], "A shift", WORDS, CANARY))
    assert isinstance(answer, Undeliverable)
    assert not any(word in str(answer) for word in (CANARY, ADDRESS))
    assert paper.sings() == [], paper.text


def _fails() -> None:
    raise KeyError(WORDS)


def _slack_fails() -> None:
    answer = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, headers={}, status_code=200,
        data={"ok": False, "error": WORDS},
    )  # fmt: skip
    raise SlackApiError(WORDS, answer)  # type: ignore[no-untyped-call]  # the SDK's own


def _answers_fail(run: Callable[[], None]) -> None:
    answers = Answers()
    answers.later(run)
    assert answers.drain(10) == 0


def _beat_fails(run: Callable[[], None]) -> None:
    clock = SystemClock()
    beat = Beat("feed", _EVER, run)
    Heartbeat(clock, [beat]).ring(beat)


def _thread_dies(run: Callable[[], None]) -> None:
    thread = Thread(target=run)
    thread.start()
    thread.join()


def _nobody_hears(run: Callable[[], None]) -> None:
    class Dropped:
        def __del__(self) -> None:
            run()

    Dropped()
    gc.collect()


def _library_tells(run: Callable[[], None]) -> None:
    for name in ("slack_sdk.socket_mode.client", "slack_bolt.App", "uvicorn.error", "asyncio", "sqlalchemy"):
        library = logging.getLogger(name)
        try:
            run()
        except (KeyError, SlackApiError) as error:
            library.exception("Failed to run a listener: %s", error)
        library.critical("Task (name %s) failed\nfuture: %s", WORDS, WORDS)


@pytest.mark.parametrize("where", [_answers_fail, _beat_fails, _thread_dies, _nobody_hears, _library_tells])
@pytest.mark.parametrize("run", [_fails, _slack_fails])
def test_of_an_errors_words_nothing_is_written_down_wherever_it_comes_up(
    paper: Paper, where: Callable[[Callable[[], None]], None], run: Callable[[], None]
) -> None:
    where(run)
    assert run.__name__ in paper.text, "the place is told"
    assert paper.sings() == [], paper.text


def _pulls(database: Database, now: datetime, url: str) -> FeedPulls:
    profile, policy, zone = load_profile("muster"), load_policy("default"), ZoneInfo("America/Phoenix")
    return FeedPulls(Source(FEED, url), profile, database, MovableClock(now), policy, zone)


@contextmanager
def _talking(*lines: bytes) -> Iterator[int]:
    """A server that says these lines, one for each thing that it is told, whatever that is."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            connection, _ = server.accept()
            with connection:
                for line in lines:
                    connection.sendall(line)
                    connection.recv(4_096)
                connection.sendall(lines[-1])

        thread = Thread(target=talk, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)
