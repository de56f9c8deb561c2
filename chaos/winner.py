"""One winner: many processes and threads claim the same shifts at the same moment. How many win each?

Every officer may claim every shift (they lie a day apart), so that nothing but the race decides. A thread is
one officer, who tries every shift in turn; all begin together, and on the same shift.
"""

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from multiprocessing import get_context
from threading import Barrier
from time import perf_counter
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from bench.workload import settle
from bot.clock import SystemClock
from chaos.databases import Place
from chaos.figures import Figure, exactly, none_of
from chaos.run import Progress, Run, Scale
from scheduling.audit.tables import audit
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.rows import is_held
from scheduling.shifts.tables import claims, shifts
from scheduling.store.engine import Database, open_database

CLAIMED: Final = "claimed"
REFUSED: Final = "refused, naming the winner"
LOCKED: Final = "database is locked"

_START_SECONDS: Final = 60.0
"""How long the processes wait for one another; if one has died by then, the race fails."""

_LOOK_SECONDS: Final = 1.0
"""How often the progress is looked up."""


@dataclass(frozen=True, slots=True)
class Size:
    """`processes` × `threads` officers, each of whom tries every one of `shifts`."""

    processes: int
    threads: int
    shifts: int

    @property
    def attempts(self) -> int:
        """How often somebody presses Claim."""
        return self.processes * self.threads * self.shifts


SIZES: Final = {Scale.FULL: Size(4, 50, 500), Scale.SHORT: Size(2, 12, 10)}


@dataclass(slots=True)
class Tally:
    """What one officer, or all of them, came away with: outcomes, and the numbers of the claims they won."""

    outcomes: Counter[str] = field(default_factory=Counter)
    won: list[int] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count another's in."""
        self.outcomes.update(other.outcomes)
        self.won.extend(other.won)


@dataclass(frozen=True, slots=True)
class Race:
    """What a race left behind.

    Attributes:
        outcomes: how many attempts came to what; anything but CLAIMED and REFUSED is a fault.
        doubles: shifts with more holders than places.
        lost: claims that an officer was told they had, and that are not there.
        unclaimed: shifts that nobody got.
        recorded: claims in the audit.
        seconds: from the start of the processes to the last attempt.
    """

    outcomes: Mapping[str, int]
    doubles: int
    lost: int
    unclaimed: int
    recorded: int
    seconds: float

    @property
    def attempts(self) -> int:
        """How often somebody pressed Claim and got an answer."""
        return sum(self.outcomes.values())


def measure(place: Place, run: Run) -> list[Figure]:
    """Hold one race on an empty database."""
    size = SIZES[run.scale]
    with place.empty() as url:
        race = run_race(url, size, run.progress)
    locked = race.outcomes.get(LOCKED, 0)
    other = {what: many for what, many in race.outcomes.items() if what not in {CLAIMED, REFUSED, LOCKED}}
    named = ", ".join(f"{many:,} × {what}" for what, many in other.items())
    return [
        exactly("contended attempts", race.attempts, size.attempts),
        exactly("claims in the audit, one a shift", race.recorded, size.shifts),
        none_of("shifts with two winners", race.doubles),
        none_of("shifts with none", race.unclaimed),
        none_of("claims acknowledged and lost", race.lost),
        none_of("database is locked", locked),
        Figure("other faults", named or "0", "0", held=not other),
        Figure("attempts a second", f"{race.attempts / race.seconds:,.0f}"),
    ]


def run_race(database_url: str, size: Size, progress: Progress) -> Race:
    """Race in an empty, migrated database."""
    database = open_database(database_url)
    try:
        _prepare(database, size)
        begun = perf_counter()
        tally = _race(database, database_url, size, progress)
        seconds = perf_counter() - begun
        with database.read(SystemClock().now()) as tx:
            rows = tx.execute(select(claims.c.id, claims.c.shift_id).where(is_held()))
            held: dict[int, int] = {row.id: row.shift_id for row in rows}
            every = tx.execute(select(func.count()).select_from(shifts)).scalar_one()
            recorded = select(func.count()).where(audit.c.verb == "shift_claimed")
            return Race(
                outcomes=tally.outcomes,
                doubles=sum(1 for holders in Counter(held.values()).values() if holders > 1),
                lost=len(set(tally.won) - held.keys()),
                unclaimed=every - len(set(held.values())),
                recorded=tx.execute(recorded).scalar_one(),
                seconds=seconds,
            )
    finally:
        database.close()


def _prepare(database: Database, size: Size) -> None:
    with database.begin(SystemClock().now()) as tx:
        settle(tx, officers=size.processes * size.threads, days=size.shifts, places=1)


def _race(database: Database, database_url: str, size: Size, progress: Progress) -> Tally:
    spawn = get_context("spawn")
    tally = Tally()
    with spawn.Manager() as manager, ProcessPoolExecutor(size.processes, mp_context=spawn) as pool:
        together = manager.Barrier(size.processes, timeout=_START_SECONDS)
        competing = [
            pool.submit(_compete, database_url, number, size.threads, together)
            for number in range(size.processes)
        ]
        while wait(competing, timeout=_LOOK_SECONDS).not_done:
            progress(_count_claimed(database), size.shifts)
        for process in competing:
            tally.add(process.result())
    return tally


def _count_claimed(database: Database) -> int:
    with database.read(SystemClock().now()) as tx:
        claimed: int = tx.execute(select(func.count()).where(is_held())).scalar_one()
        return claimed


def _compete(database_url: str, number: int, threads: int, together: Barrier) -> Tally:
    """One process: its own connections, its share of the officers, one thread for each of them."""
    database, policy, now = open_database(database_url), load_policy("default"), SystemClock().now()
    with database.read(now) as tx:
        mine = list_people(tx)[number * threads : (number + 1) * threads]
        wanted = list(tx.execute(select(shifts.c.id).order_by(shifts.c.id)).scalars())
    together.wait()
    tally = Tally()
    with ThreadPoolExecutor(threads) as pool:
        for came_away_with in pool.map(lambda officer: _try_all(database, policy, officer, wanted), mine):
            tally.add(came_away_with)
    database.close()
    return tally


def _try_all(database: Database, policy: Policy, officer: Person, wanted: list[int]) -> Tally:
    clock, tally = SystemClock(), Tally()
    for shift_id in wanted:
        try:
            with database.begin(clock.now()) as tx:
                claimed = claim_shift(tx, actor=officer, shift_id=shift_id, policy=policy)
            tally.outcomes[CLAIMED] += 1
            tally.won.append(claimed.claim_id)
        except Refused as refused:
            tally.outcomes[_said(refused)] += 1
        except DBAPIError as fault:
            tally.outcomes[LOCKED if LOCKED in str(fault) else type(fault.orig).__name__] += 1
    return tally


def _said(refused: Refused) -> str:
    first = refused.refusals[0]
    named = first.rule is Rule.FULL and first.figures.get("holders")
    return REFUSED if named else f"refused: {first.rule}"
