"""kill -9 in the middle of the sweep of training: afterwards every officer has been told once."""

import os
import subprocess
import sys
from pathlib import Path

from scheduling.roster.tables import people
from scheduling.store.engine import Database
from tests.factories.countdowns import COURSE
from tests.factories.owing import owed_by, owing, packs
from tests.factories.swept import phoenix, sweep_all, told_of
from tests.people import Cast

ROOT = Path(__file__).parents[2]
POLICY = packs(COURSE)
RUNG = phoenix(8, 31)
"""Thirty days before the end of the course, in the hour in which that is told."""


def _killed_half_way(url: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crashes.half_swept", url],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    with process, process.stdout:
        assert process.stdout.readline() == "half-way\n"
        process.kill()


def test_a_sweep_that_is_killed_before_its_commit_has_told_nobody_and_the_next_tells_everybody_once(
    database: Database, cast: Cast
) -> None:
    officers = (cast.ada, cast.ben)
    with database.begin(phoenix(8, 26)) as tx:
        for officer in officers:
            owing(tx, officer, POLICY)
    sweep_all(database, POLICY, phoenix(8, 27))
    _killed_half_way(database.engine.url.render_as_string(hide_password=False))
    with database.begin(RUNG) as tx:
        tx.lock(people, [officer.id for officer in officers])  # the server has seen that it is gone
        assert told_of(tx, "training_countdown") == []
        assert [owed_by(tx, officer).told_rung for officer in officers] == [None, None]
    sweep_all(database, POLICY, RUNG, RUNG)
    with database.read(RUNG) as tx:
        told = [each["addressee"] for each in told_of(tx, "training_countdown")]
    assert sorted(told) == sorted(f"person:{officer.id}" for officer in officers)
