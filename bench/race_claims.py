"""Many processes and threads claim the same shifts at the same moment: how many win each, and what breaks.

`make race` runs it whole: 4 processes × 50 threads on 100 shifts, which is 20,000 attempts, on SQLite, and on
PostgreSQL where this machine has it. `tests/races/` runs a short form. Every officer may claim every shift
(they lie a day apart), so that nothing but the race decides. A thread is one officer, who tries every shift
in turn; all begin together, and on the same shift.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier
from time import perf_counter
from typing import Final

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from bench.workload import ZONE, feed, roster
from bot.clock import SystemClock
from scheduling.audit.actions import COMMAND_LINE
from scheduling.audit.tables import audit
from scheduling.feed.actions import receive_pull
from scheduling.feed.profile import load_profile
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.import_people import import_roster
from scheduling.roster.queries import list_people
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.rows import is_held
from scheduling.shifts.tables import claims, shifts
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from scheduling.zones import zone
from tests.postgres import running_server

CLAIMED = "claimed"
REFUSED = "refused, naming the winner"
LOCKED = "database is locked"

_START_SECONDS: Final = 60.0
"""How long the processes wait for one another; if one has died by then, the race fails."""


@dataclass(frozen=True, slots=True)
class Race:
    """What a race left behind.

    Attributes:
        outcomes: how many attempts came to what; anything but CLAIMED and REFUSED is a fault.
        doubles: shifts with more holders than places.
        unclaimed: shifts that nobody got.
        recorded: claims in the audit.
        seconds: from the first attempt to the last.
    """

    outcomes: Mapping[str, int]
    doubles: int
    unclaimed: int
    recorded: int
    seconds: float

    @property
    def attempts(self) -> int:
        """How often somebody pressed Claim."""
        return sum(self.outcomes.values())


def run_race(database_url: str, *, processes: int, threads: int, on: int) -> Race:
    """Let `processes` × `threads` officers race for `on` shifts in an empty, migrated database."""
    database = open_database(database_url)
    try:
        _prepare(database, officers=processes * threads, on=on)
        begun = perf_counter()
        outcomes = _race(database_url, processes, threads)
        seconds = perf_counter() - begun
        with database.read(SystemClock().now()) as tx:
            held = Counter(tx.execute(select(claims.c.shift_id).where(is_held())).scalars())
            every = tx.execute(select(func.count()).select_from(shifts)).scalar_one()
            recorded = select(func.count()).where(audit.c.verb == "shift_claimed")
            return Race(
                outcomes=outcomes,
                doubles=sum(1 for holders in held.values() if holders > 1),
                unclaimed=every - len(held),
                recorded=tx.execute(recorded).scalar_one(),
                seconds=seconds,
            )
    finally:
        database.close()


def _prepare(database: Database, *, officers: int, on: int) -> None:
    now = SystemClock().now()
    with database.begin(now) as tx:
        import_roster(tx, content=roster(officers), district_zone=ZONE, actor=COMMAND_LINE)
        receive_pull(
            tx,
            source="race",
            content=feed(now, days=on, a_day=1, places=1),
            profile=load_profile("muster"),
            policy=load_policy("default"),
            district_zone=zone(ZONE),
        )


def _race(database_url: str, processes: int, threads: int) -> Counter[str]:
    spawn = get_context("spawn")
    outcomes: Counter[str] = Counter()
    with spawn.Manager() as manager, ProcessPoolExecutor(processes, mp_context=spawn) as pool:
        together = manager.Barrier(processes, timeout=_START_SECONDS)
        competing = [
            pool.submit(_compete, database_url, number, threads, together) for number in range(processes)
        ]
        for process in competing:
            outcomes.update(process.result())
    return outcomes


def _compete(database_url: str, number: int, threads: int, together: Barrier) -> Counter[str]:
    """One process: its own connections, its share of the officers, one thread for each of them."""
    database, policy, now = open_database(database_url), load_policy("default"), SystemClock().now()
    with database.read(now) as tx:
        mine = list_people(tx)[number * threads : (number + 1) * threads]
        wanted = list(tx.execute(select(shifts.c.id).order_by(shifts.c.id)).scalars())
    together.wait()
    outcomes: Counter[str] = Counter()
    with ThreadPoolExecutor(threads) as pool:
        for came_to in pool.map(lambda officer: _try_all(database, policy, officer, wanted), mine):
            outcomes.update(came_to)
    database.close()
    return outcomes


def _try_all(database: Database, policy: Policy, officer: Person, wanted: list[int]) -> Counter[str]:
    clock = SystemClock()
    came_to: Counter[str] = Counter()
    for shift_id in wanted:
        try:
            with database.begin(clock.now()) as tx:
                claim_shift(tx, actor=officer, shift_id=shift_id, policy=policy)
            came_to[CLAIMED] += 1
        except Refused as refused:
            came_to[_said(refused)] += 1
        except DBAPIError as fault:
            came_to[LOCKED if LOCKED in str(fault) else type(fault).__name__] += 1
    return came_to


def _said(refused: Refused) -> str:
    first = refused.refusals[0]
    named = first.rule is Rule.FULL and first.figures.get("holders")
    return REFUSED if named else f"refused: {first.rule}"


@contextmanager
def _databases() -> Iterator[list[tuple[str, str]]]:
    with tempfile.TemporaryDirectory() as folder, running_server() as server:
        found = [("SQLite", f"sqlite:///{Path(folder, 'race.db')}")]
        if server is not None:
            found.append(("PostgreSQL", f"{server}/postgres"))
        for _, url in found:
            database = open_database(url)
            migrate(database)
            database.close()
        yield found


def main() -> int:
    """Run both races whole and print what they left; answers the exit code."""
    table = Table("database")
    for heading in ("attempts", "claims", "double", "unclaimed", "locked", "other", "a second"):
        table.add_column(heading, justify="right", no_wrap=True)
    faults = 0
    with _databases() as found:
        for name, url in found:
            race = run_race(url, processes=4, threads=50, on=100)
            locked = race.outcomes.get(LOCKED, 0)
            other = race.attempts - sum(race.outcomes.get(kind, 0) for kind in (CLAIMED, REFUSED, LOCKED))
            faults += race.doubles + race.unclaimed + locked + other
            counts = (race.attempts, race.recorded, race.doubles, race.unclaimed, locked, other)
            speed = f"{race.attempts / race.seconds:,.0f}"
            table.add_row(name, *(f"{count:,}" for count in counts), speed)
    Console().print(table)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
