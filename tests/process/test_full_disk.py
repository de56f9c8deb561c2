"""The disk fills up under a serving bot: people and operators are told, nothing is lost, and it goes on."""

import json
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.manifest import load_manifest
from bot.practice.people import Member
from bot.practice.server import PracticeServer
from handlers.troubles import CANNOT_WRITE
from scheduling.store.engine import open_database
from scheduling.store.schema import migrate
from tests.factories.roster import add_person
from tests.process.launch import PATIENCE, Running, running
from tests.process.test_run import environment
from tests.stories.phone import Phone, Readings
from tests.troubles import SmallDisk, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A small disk, with a database that knows Ada, and a feed beside it."""
    with small_disk(tmp_path / "disk") as found:
        database = open_database(f"sqlite:///{found.folder / 'muster.db'}")
        migrate(database)
        with database.begin(SystemClock().now()) as tx:
            add_person(tx, name="Ada Alder", email="ada@example.org", kind="SSO", agency="Heron City Police")
        database.close()
        yield found


def _feed(folder: Path) -> Path:
    starts = (SystemClock().now() + timedelta(days=3)).replace(microsecond=0)
    shift = {
        "id": "a", "school": {"code": "QTZ", "name": "Quartz Elementary", "zone": "America/Phoenix"},
        "agency": "Heron City Police", "post": "front gate", "places": 1, "status": "open",
        "starts": starts.isoformat(), "ends": (starts + timedelta(hours=6)).isoformat(),
    }  # fmt: skip
    file = folder / "feed.json"
    file.write_text(
        json.dumps({"format": "muster-shifts", "version": 1, "source": "test", "shifts": [shift]})
    )
    return file


@pytest.fixture
def workspace() -> Iterator[PracticeServer]:
    """A workspace with Ada in it."""
    people = [Member("Ada Alder", "ada@example.org")]
    with PracticeServer(load_manifest(), people, ["shifts", "supervisors"], clock=SystemClock()) as server:
        server.sockets.ack_seconds = PATIENCE
        yield server


def _until(so: Callable[[], bool]) -> None:
    pause = Event()
    for _ in range(int(PATIENCE * 10)):
        if so():
            return
        pause.wait(0.1)
    raise AssertionError("it did not come about")


def _database_of(muster: Running) -> dict[str, Any]:
    part: dict[str, Any] = muster.http.get("/healthz").json()["database"]
    return part


def test_an_officer_is_told_that_nothing_can_be_written_and_claims_when_there_is_room(
    workspace: PracticeServer, disk: SmallDisk, tmp_path: Path
) -> None:
    world = workspace.workspace
    ada = Phone(world, world.member("ada@example.org"), Readings())
    told = environment(workspace, disk.folder, MUSTER_FEED_URL=str(_feed(tmp_path)), MUSTER_FEED_EVERY="10s")
    with running(told, tmp_path) as muster:
        assert muster.serves()
        world.wait_for(lambda: world.messages(ada.id, world.channel("shifts")), timeout=PATIENCE)

        disk.fill()
        _until(lambda: _database_of(muster)["ok"] is False)
        assert "MUSTER_DATABASE_URL" in _database_of(muster)["trouble"]
        ada.types("/shifts claim 1 now")
        ada.reads(CANNOT_WRITE)

        disk.make_room()
        assert muster.serves()
        ada.types("/shifts claim 1 now")
        ada.reads("It is yours.")
        muster.process.send_signal(signal.SIGTERM)
        code, said = muster.ends()
    assert code == 0, said
    assert said.count("The disk of the database is full") == 1
    assert said.count("the database can be written again") == 1
    assert "Traceback" not in said


def test_a_log_that_cannot_be_written_ends_nothing(workspace: PracticeServer, tmp_path: Path) -> None:
    told = environment(workspace, tmp_path)
    with Path("/dev/full").open("w") as full, running(told, tmp_path, log=full) as muster:
        assert muster.serves()
        muster.process.send_signal(signal.SIGTERM)
        assert muster.ends()[0] == 0
