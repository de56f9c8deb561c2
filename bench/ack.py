"""How long people wait for an answer: a claim by Muster against a stock app that only acknowledges."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

from bench import bots
from bench.figures import Figure, median, percentile
from bench.workload import email_of
from bot.practice.server import PracticeServer

ROUNDS = {1: 60, 10: 9, 20: 6, 50: 4}
"""How many are typing at once, and how often."""


def measure() -> list[Figure]:
    """Measure the stock app, then Muster, on one workspace server of the same process each."""
    with bots.workspace() as server, bots.stock(server):
        server.workspace.wait_for(lambda: server.sockets.connections > 0, timeout=30)
        stock = _measure_bot(server, claims=False)
    with bots.workspace() as server, bots.muster(server):
        _wait_until_everybody_is_known(server)
        ours = _measure_bot(server, claims=True)
    return [figure for at_once in ROUNDS for figure in _figures(at_once, ours[at_once], stock[at_once])]


def _figures(at_once: int, ours: list[float], stock: list[float]) -> list[Figure]:
    share = median(ours) / median(stock)
    p50 = Figure(
        f"{at_once} at once, p50", f"{median(ours):.1f} ms", f"{median(stock):.1f} ms stock", f"{share:.2f} ×"
    )
    worst = max(ours)
    p99 = percentile(ours, 0.99)
    tail = Figure(
        f"{at_once} at once, p99 (worst)",
        f"{p99:.0f} ms ({worst:.0f})",
        f"{percentile(stock, 0.99):.0f} ms stock",
        f"{p99 / percentile(stock, 0.99):.2f} ×",
    )
    if at_once == 1:
        p50 = Figure(p50.what, p50.muster, p50.yardstick, p50.ratio, "p50 ≤ 0.5 × stock", share <= 0.5)
    if at_once == 20:
        tail = Figure(tail.what, tail.muster, tail.yardstick, tail.ratio, "p99 ≤ 300 ms", p99 <= 300)
    if at_once == 50:
        tail = Figure(tail.what, tail.muster, tail.yardstick, tail.ratio, "none over 2.5 s", worst <= 2_500)
    return [p50, tail]


def _wait_until_everybody_is_known(server: PracticeServer) -> None:
    """Muster looks people up by e-mail after its start, one a second."""
    traffic = server.workspace.traffic

    def known() -> bool:
        looked_up = [entry for entry in traffic.after(0) if entry["what"] == "users.lookupByEmail"]
        return len(looked_up) >= bots.OFFICERS

    server.workspace.wait_for(known, timeout=180)


def _measure_bot(server: PracticeServer, *, claims: bool) -> dict[int, list[float]]:
    workspace = server.workspace
    people = [workspace.member(email_of(number)).id for number in range(bots.OFFICERS)]
    homes = {person: workspace.dm(person) for person in people}
    turn = count()

    def claim(number: int, start: Barrier) -> float:
        person = people[number % len(people)]
        text = f"/shifts claim {number // len(people) + 1} now"
        start.wait()
        answer = workspace.type(person, homes[person], text)
        if not answer.ok:
            raise RuntimeError(f"{text}: {answer.sentence}")
        if claims:
            last = workspace.messages(person, homes[person])[-1]["text"]
            if "yours" not in last.lower():
                raise RuntimeError(f"{text} was answered: {last}")
        return answer.ack_ms

    times: dict[int, list[float]] = {}
    for at_once, rounds in ROUNDS.items():
        with ThreadPoolExecutor(at_once) as pool:
            for _ in range(rounds):
                barrier = Barrier(at_once)
                done = [pool.submit(claim, next(turn), barrier) for _ in range(at_once)]
                times.setdefault(at_once, []).extend(future.result() for future in done)
    return times
