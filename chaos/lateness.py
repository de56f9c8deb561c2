"""Lateness: 25 notices a second to many addressees, in peace and while one process is killed every 3 s.

Half of them stand in the outbox long before they are due, as reminders do; half are written at the moment at
which they are due, by somebody else than the process that sends them.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Final

from bench.figures import percentile
from chaos.crew import Crew, crew
from chaos.databases import Place
from chaos.figures import Figure, at_most, none_of
from chaos.flow import Aftermath, Flow, hire_many, look_back, wait_until_settled
from chaos.run import Run, Scale
from scheduling.outbox.actions import SHIFTS_CHANNEL, SUPERVISORS_CHANNEL
from scheduling.store.engine import open_database
from tests.fakes.slack_api import listening
from tests.fakes.strict_slack import StrictSlack

SECONDS: Final = {Scale.FULL: 300, Scale.SHORT: 4}
A_SECOND: Final = 25
PEOPLE: Final = 400

IN_PEACE: Final = 2.0
WHILE_KILLED: Final = 5.0
"""What the p99 may be, in seconds."""

KILL_EVERY: Final = 3.0


def measure(place: Place, run: Run) -> list[Figure]:
    """In peace, and on PostgreSQL, where there are others, also while one after the other is killed."""
    peace = let_flow(place, run, killing=False)
    figures = _figures("in peace", peace, IN_PEACE)
    if len(peace.served) > 1:
        killed = let_flow(place, run, killing=True)
        figures += [Figure("processes killed", f"{killed.kills}")]
        figures += _figures("one killed every 3 s", killed, WHILE_KILLED)
    return figures


class Flowed:
    """What became of the notices, who served, and how many were killed."""

    def __init__(self, left: Aftermath, served: Sequence[str], kills: int) -> None:
        """Keep it."""
        self.left = left
        self.served = tuple(served)
        self.kills = kills


def let_flow(place: Place, run: Run, *, killing: bool) -> Flowed:
    """Let notices flow for as long as the scale says."""
    seconds, slack = SECONDS[run.scale], StrictSlack()
    with (
        place.empty() as url,
        tempfile.TemporaryDirectory(prefix="muster-chaos-") as folder,
        listening(slack) as slack_url,
    ):
        database = open_database(url)
        addressees = [*hire_many(database, PEOPLE), SHIFTS_CHANNEL, SUPERVISORS_CHANNEL]
        flow = Flow(database, addressees, A_SECOND, run.chance("lateness", place.name, killing))
        with crew(slack_url, url, Path(folder)) as serving:
            killed: list[str] = []
            flow.write_ahead(seconds)
            with flow.flowing(), _killing(serving, killed, active=killing):
                _watch(seconds, run)
            serving.wait_until_serving(*serving.names)
            wait_until_settled(database)
            left = look_back(database, flow, slack)
        database.close()
    return Flowed(left, serving.names, len(killed))


def _figures(how: str, flowed: Flowed, limit: float) -> list[Figure]:
    late = flowed.left.late
    return [
        Figure(f"notices, {how}", f"{flowed.left.rows:,}"),
        Figure(f"late by, p50, {how}", f"{percentile(late, 0.5):.2f} s"),
        at_most(f"late by, p99, {how}", percentile(late, 0.99), limit, "s"),
        Figure(f"late by, at most, {how}", f"{max(late):.2f} s"),
        none_of(f"lost, {how}", flowed.left.lost + flowed.left.missing),
        none_of(f"accepted twice, {how}", flowed.left.doubled),
    ]


def _watch(seconds: int, run: Run) -> None:
    pause = Event()
    for second in range(seconds):
        pause.wait(1)
        run.progress(second + 1, seconds)


@contextmanager
def _killing(serving: Crew, killed: list[str], *, active: bool) -> Iterator[None]:
    """While the block runs, one after the other is killed, and started anew at once; one is in any case."""
    stopping = Event()

    def kill() -> None:
        due = monotonic() + KILL_EVERY
        for name in cycle(serving.names):
            if stopping.wait(max(0.0, due - monotonic())) and killed:
                return
            due += KILL_EVERY
            serving.kill(name)
            serving.bury(name)
            serving.start(name)
            killed.append(name)

    thread = Thread(target=kill, name="killer", daemon=True)
    if active:
        thread.start()
    try:
        yield
    finally:
        stopping.set()
        if active:
            thread.join()
