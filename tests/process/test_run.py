"""`muster run` from outside: given an address and tokens it serves, stops cleanly, and owns its database."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import httpx
import pytest

from bot.clock import SystemClock
from bot.manifest import http_variant, load_manifest
from bot.practice.people import Member
from bot.practice.server import PracticeServer
from bot.settings import EXAMPLES
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from tests.factories.roster import add_person
from tests.ports import free_port
from tests.process.launch import PATIENCE, running


def environment(workspace: PracticeServer, folder: Path, **more: str) -> dict[str, str]:
    """What a process is told: no more than the documented settings."""
    return {
        "PATH": os.environ["PATH"],
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "MUSTER_TIMEZONE": "America/Phoenix",
        "MUSTER_DATABASE_URL": f"sqlite:///{folder / 'muster.db'}",
        "MUSTER_SHIFTS_CHANNEL": "#shifts",
        "MUSTER_SUPERVISORS_CHANNEL": "#supervisors",
        **more,
    }


@pytest.fixture
def workspace() -> Iterator[PracticeServer]:
    """A workspace with Ada in it."""
    people = [Member("Ada Alder", "ada@example.org")]
    with PracticeServer(load_manifest(), people, ["shifts", "supervisors"], clock=SystemClock()) as server:
        server.sockets.ack_seconds = PATIENCE
        yield server


@pytest.fixture
def ada_on_the_roster(tmp_path: Path) -> Iterator[Database]:
    """A database that knows Ada by her address only."""
    database = open_database(f"sqlite:///{tmp_path / 'muster.db'}")
    migrate(database)
    with database.begin(SystemClock().now()) as tx:
        add_person(tx, name="Ada Alder", email="ada@example.org", kind="SSO", agency="Heron City Police")
    yield database
    database.close()


def test_an_officer_is_served_through_sockets_and_the_process_ends_with_0_when_told(
    workspace: PracticeServer, ada_on_the_roster: Database, tmp_path: Path
) -> None:
    world = workspace.workspace
    ada = world.member("ada@example.org")
    with running(environment(workspace, tmp_path), tmp_path) as muster:
        assert muster.serves()
        answer = world.type(ada.id, world.dm(ada.id), "/sso")
        assert answer.ok, answer.sentence
        muster.process.send_signal(signal.SIGTERM)
        code, said = muster.ends()
    assert code == 0, said
    assert "xoxb" not in said
    assert "Ada Alder" not in said


def test_an_officer_is_served_over_http(ada_on_the_roster: Database, tmp_path: Path) -> None:
    port = free_port()
    manifest = http_variant(load_manifest(), f"http://127.0.0.1:{port}")
    door = f"http://127.0.0.1:{port}/slack/events"
    people = [Member("Ada Alder", "ada@example.org")]
    with PracticeServer(manifest, people, ["shifts", "supervisors"], clock=SystemClock()) as server:
        server.use_http(door).ack_seconds = PATIENCE
        told = environment(
            server, tmp_path, MUSTER_TRANSPORT="http", SLACK_SIGNING_SECRET=server.signing_secret,
            MUSTER_PORT=str(port),
        )  # fmt: skip
        del told["SLACK_APP_TOKEN"]
        with running(told, tmp_path) as muster:
            assert muster.serves()
            ada = server.workspace.member("ada@example.org")
            answer = server.workspace.type(ada.id, server.workspace.dm(ada.id), "/sso")
            assert answer.ok, answer.sentence
            assert muster.http.post("/slack/events", content=b"forged").status_code == 401
            muster.process.send_signal(signal.SIGINT)
            assert muster.ends()[0] == 0


def test_a_second_process_on_the_same_file_is_refused_in_one_sentence(
    workspace: PracticeServer, tmp_path: Path
) -> None:
    told = environment(workspace, tmp_path)
    with running(told, tmp_path) as first:
        assert first.serves()
        with running(told, tmp_path) as second:
            code, said = second.ends()
        assert code == 1
        assert said.splitlines()[-1].startswith("Another Muster serves ")
        assert "Traceback" not in said
        assert first.serves()


def test_a_port_that_is_taken_is_said_in_one_sentence_before_anything_is_done(
    workspace: PracticeServer, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = environment(workspace, tmp_path, MUSTER_PORT=str(taken.getsockname()[1]))
        with running(told, tmp_path) as muster:
            code, said = muster.ends()
    assert code == 1
    assert "MUSTER_PORT" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert not (tmp_path / "muster.db").exists()


def test_it_serves_although_slack_is_away_and_health_says_so(tmp_path: Path) -> None:
    told = {
        "PATH": os.environ["PATH"],
        "SLACK_API_URL": f"http://127.0.0.1:{free_port()}/api/",
        "SLACK_BOT_TOKEN": "xoxb-nowhere",
        "SLACK_APP_TOKEN": "xapp-nowhere",
        "MUSTER_TIMEZONE": "America/Phoenix",
        "MUSTER_SHIFTS_CHANNEL": "C0123456789",
        "MUSTER_SUPERVISORS_CHANNEL": "C0123456780",
    }
    with running(told, tmp_path) as muster:
        pause = Event()
        health: httpx.Response | None = None
        for _ in range(int(PATIENCE * 10)):
            try:
                health = muster.http.get("/healthz")
                break
            except httpx.TransportError:
                pause.wait(0.1)
        assert health is not None
        assert health.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert health.json()["slack"]["ok"] is False
        assert health.json()["database"]["ok"] is True


def test_nothing_set_is_told_in_full_and_nothing_is_started(tmp_path: Path) -> None:
    with running({"PATH": os.environ["PATH"]}, tmp_path) as muster:
        code, said = muster.ends()
    assert code == 1
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "MUSTER_TIMEZONE", "MUSTER_SHIFTS_CHANNEL"):
        assert f"{name} is not set. Example: {EXAMPLES[name]}" in said
    assert list(tmp_path.iterdir()) == []
