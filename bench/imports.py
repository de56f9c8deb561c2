"""The first import of 7,000 shifts, and the same file once more."""

import tempfile
from pathlib import Path
from time import perf_counter

from bench.figures import Figure, median
from bench.workload import ZONE, feed
from bot.clock import SystemClock
from scheduling.feed.actions import receive_pull
from scheduling.feed.profile import load_profile
from scheduling.policy.loader import load_policy
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from scheduling.zones import zone

DAYS, A_DAY = 28, 250
ROUNDS = 3


def measure() -> list[Figure]:
    """Import into a new database each round, then again with other bytes around the same shifts."""
    content = feed(SystemClock().now(), days=DAYS, a_day=A_DAY, places=1)
    again = content + b"\n"  # other bytes, the same shifts
    first, second = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            database = open_database(f"sqlite:///{Path(folder, 'imports.db')}")
            migrate(database)
            first.append(_receive(database, content))
            second.append(_receive(database, again))
            database.close()
    return [
        Figure("first import", f"{median(first):.2f} s", goal="≤ 5 s", met=median(first) <= 5),
        Figure("unchanged import", f"{median(second):.2f} s", goal="≤ 1 s", met=median(second) <= 1),
    ]


def _receive(database: Database, content: bytes) -> float:
    begun = perf_counter()
    with database.begin(SystemClock().now()) as tx:
        receive_pull(
            tx,
            source="bench",
            content=content,
            profile=load_profile("muster"),
            policy=load_policy("default"),
            district_zone=zone(ZONE),
        )
    return perf_counter() - begun
