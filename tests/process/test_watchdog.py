"""A process with a stuck part ends with 1 and names the part; one that only waits for others lives on."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from bot.ending import STUCK
from bot.slack.places import PLACES, Places
from bot.watch.watchdog import Part, Watchdog
from tests.process.launch import PATIENCE, ROOT


class Sluggish:
    """A part that has been silent for as long as a test says."""

    def __init__(self, silent: float = 0.0) -> None:
        self.silent = silent
        self.excused = False

    def part(self, name: str = "courier") -> Part:
        return Part(name, lambda: self.silent, 60.0, lambda: self.excused)


def test_a_part_is_stuck_when_two_looks_in_a_row_say_so() -> None:
    ended, one = list[str](), Sluggish(61.0)
    watchdog = Watchdog([one.part()], lambda name, _: ended.append(name))
    watchdog.look()
    assert ended == []
    one.silent = 0.5
    watchdog.look()
    one.silent = 61.0
    watchdog.look()
    assert ended == []
    watchdog.look()
    assert ended == ["courier"]


def test_an_excuse_counts_and_ends_when_it_does() -> None:
    ended, one = list[str](), Sluggish(600.0)
    watchdog = Watchdog([one.part()], lambda name, _: ended.append(name))
    one.excused = True
    for _ in range(3):
        watchdog.look()
    assert ended == []
    one.excused = False
    watchdog.look()
    watchdog.look()
    assert ended == ["courier"]


def test_a_machine_that_stood_still_gives_every_part_its_turn_first() -> None:
    ended, one = list[str](), Sluggish(61.0)
    watchdog = Watchdog([one.part()], lambda name, _: ended.append(name))
    watchdog.look()
    watchdog.look(late=True)
    watchdog.look()
    assert ended == []


def test_places_are_wedged_while_all_are_taken_and_nobody_comes_out() -> None:
    places, out = Places(), Event()
    inside = Barrier(PLACES + 1)

    def sit() -> None:
        with places.taken():
            inside.wait(PATIENCE)
            out.wait(PATIENCE)

    sitting = [Thread(target=sit) for _ in range(PLACES)]
    for one in sitting[:-1]:
        one.start()
    assert places.seconds_wedged == 0.0
    sitting[-1].start()
    inside.wait(PATIENCE)
    first = places.seconds_wedged
    assert places.seconds_wedged >= first > 0.0
    out.set()
    for one in sitting:
        one.join()
    assert places.seconds_wedged == 0.0


_WEDGED = {
    "heartbeat": """
        heartbeat = Heartbeat(SystemClock(), [])
        heartbeat._pulse = lambda: None     # APScheduler says that it runs, and nothing rings
        heartbeat.start()
        part = Part("heartbeat", lambda: heartbeat.seconds_since_ring, 0.5)
    """,
    "task": """
        heartbeat = Heartbeat(SystemClock(), [Beat("feed", timedelta(hours=1), Event().wait)])
        heartbeat.start()
        part = Part("task", lambda: heartbeat.longest_run, 0.5)
    """,
    "listeners": """
        places = Places()
        def sit():
            with places.taken():
                Event().wait()
        for _ in range(PLACES):
            Thread(target=sit, daemon=True).start()
        part = Part("listeners", lambda: places.seconds_wedged, 0.5)
    """,
    "replica": """
        beats = ReplicaBeats(make_url("postgresql+psycopg://m@127.0.0.1:9/m"), SystemClock(), name="one",
                             release="0.1.0", outdated=print)
        beats.round = lambda: sys.exit()    # SystemExit ends a thread without a word
        beats._thread.start()
        part = Part("replica", lambda: beats.seconds_since_turn, 1.0)
    """,
}


@pytest.mark.parametrize("name", _WEDGED)
def test_a_really_wedged_part_ends_its_process_with_1_and_is_named(name: str, tmp_path: Path) -> None:
    lines = [line.removeprefix("        ") for line in _WEDGED[name].strip("\n").splitlines()]
    program = "\n".join(
        [
            "import sys",
            "from datetime import timedelta",
            "from threading import Event, Thread",
            "from sqlalchemy.engine import make_url",
            "from bot.clock import SystemClock",
            "from bot.heartbeat import Beat, Heartbeat",
            "from bot.logs import set_up_logs",
            "from bot.slack.places import PLACES, Places",
            "from bot.replicas.beats import ReplicaBeats",
            "from bot.watch.watchdog import Part, Watchdog",
            "set_up_logs('json')",
            *lines,
            "Watchdog([part], look_seconds=0.2).start()",
            "Event().wait()",
        ]
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE,
        check=False,
    )
    assert ended.returncode == STUCK, ended.stderr
    assert f'"stuck": "{name}"' in ended.stderr
    assert '"level": "critical"' in ended.stderr
