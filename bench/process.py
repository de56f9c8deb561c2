"""Start to first answer, and memory when idle and after work."""

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import psutil

from bench import bots
from bench.figures import Figure, median
from bench.workload import email_of
from bot.practice.server import PracticeServer

STARTS = 5
COMMANDS = 600
AT_ONCE = 20


def measure() -> list[Figure]:
    """Start Muster several times until its first answer; then keep one busy and look at its memory."""
    with bots.workspace() as server:
        firsts = [_start_to_first_answer(server) for _ in range(STARTS)]
        with bots.muster(server) as process:
            _first_answer(server)
            idle = _megabytes(process.pid)
            _keep_busy(server)
            loaded = _megabytes(process.pid)
    first = median(firsts)
    return [
        Figure("start to first answer", f"{first:.2f} s", goal="≤ 3 s", met=first <= 3),
        Figure("memory, idle (resident)", f"{idle:.0f} MB", goal="≤ 150 MB", met=idle <= 150),
        Figure(
            f"memory after {COMMANDS} commands, {AT_ONCE} at once",
            f"{loaded:.0f} MB",
            goal="≤ 150 MB",
            met=loaded <= 150,
        ),
    ]


def _start_to_first_answer(server: PracticeServer) -> float:
    with bots.prepared(server) as settings:
        begun = perf_counter()
        with bots.serving(settings):
            _first_answer(server)
            return perf_counter() - begun


def _first_answer(server: PracticeServer) -> None:
    workspace = server.workspace
    workspace.wait_for(lambda: server.sockets.connections > 0, timeout=30)
    person = workspace.member(email_of(0)).id
    answer = workspace.type(person, workspace.dm(person), "/shifts")
    if not answer.ok:
        raise RuntimeError(answer.sentence)


def _keep_busy(server: PracticeServer) -> None:
    workspace = server.workspace
    people = [workspace.member(email_of(number)).id for number in range(bots.OFFICERS)]
    homes = {person: workspace.dm(person) for person in people}
    commands = ("/shifts", "/shifts mine", "/shifts claim 3", "/shifts who")

    def type_one(number: int) -> None:
        person = people[number % len(people)]
        workspace.type(person, homes[person], commands[number % len(commands)])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(type_one, range(COMMANDS)))


def _megabytes(pid: int) -> float:
    return psutil.Process(pid).memory_info().rss / 1_000_000
