"""Bad feeds: mutated feeds come through the real door, and each is taken, held or refused in one sentence.

The door is the one that the heartbeat uses: a file that is fetched, read, compared and applied. In between
the good feed comes again and must be taken: no bad one may leave anything behind that bars it. Held
deliveries are confirmed now and then, so that spoilt rows reach the schedule and the claims on it.
"""

import logging
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final

import structlog

from bench.workload import ZONE, roster
from bot.tasks.feed_pulls import FeedPulls
from bot.tasks.source import FEED, Source
from chaos.databases import Place
from chaos.feed_mutations import spoil
from chaos.feed_samples import as_csv, as_export, as_icalendar, as_json, rows
from chaos.figures import Figure, at_most, exactly
from chaos.memory import peak_megabytes
from chaos.run import Run, Scale
from scheduling.audit.actions import COMMAND_LINE
from scheduling.feed.actions import confirm_pull
from scheduling.feed.facts import PullReport, PullState
from scheduling.feed.profile import load_profile
from scheduling.policy.loader import load_policy
from scheduling.refusals import Refused
from scheduling.roster.import_people import import_roster
from scheduling.roster.queries import list_people
from scheduling.shifts.actions import claim_shift
from scheduling.store.engine import Database, open_database
from scheduling.zones import zone

FEEDS: Final = {Scale.FULL: 20_000, Scale.SHORT: 150}
LONGEST_SECONDS: Final = 1.0
MOST_MEGABYTES: Final = 256.0

NOW: Final = datetime(2026, 8, 12, 19, 0, tzinfo=UTC)
"""The instant of every pull, so that the same seed spoils the same feeds."""

_OFFICERS: Final = 20
_GOOD_EVERY: Final = 25
_CONFIRMED: Final = 0.3


@dataclass(slots=True)
class Pulled:
    """What came of the feeds; their numbers find them again.

    Attributes:
        came_to: how many were applied, held, refused, unreached (too large to be fetched), or gave an
            exception.
        uncaught: those that gave an exception.
        barred: good ones that were not taken.
        seconds: number → how long it took.
    """

    came_to: Counter[str] = field(default_factory=Counter)
    uncaught: list[int] = field(default_factory=list)
    barred: list[int] = field(default_factory=list)
    seconds: dict[int, float] = field(default_factory=dict)

    @property
    def slow(self) -> list[int]:
        """Those over LONGEST_SECONDS."""
        return [number for number, seconds in self.seconds.items() if seconds > LONGEST_SECONDS]


class SetClock:
    """A clock that stands still."""

    def now(self) -> datetime:
        """NOW."""
        return NOW


def measure(place: Place, run: Run) -> list[Figure]:
    """Pull all of them, and once more those that took long: the machine may have been busy otherwise."""
    feeds = FEEDS[run.scale]
    pulled, megabytes = _pull_in_child(place, range(feeds), run, lambda done: run.progress(done, feeds))
    if pulled.slow:
        again, _ = _pull_in_child(place, pulled.slow, run, lambda _done: None)
        pulled.seconds |= {
            number: min(pulled.seconds[number], once) for number, once in again.seconds.items()
        }
    return [
        exactly("mutated feeds", pulled.came_to.total(), feeds),
        *(Figure(f"… {state}", f"{pulled.came_to[state]:,}") for state in _STATES),
        _none_numbered("uncaught", pulled.uncaught),
        _none_numbered("good feeds not taken in between", pulled.barred),
        _none_numbered(f"over {LONGEST_SECONDS:g} s", pulled.slow),
        Figure("slowest", f"{max(pulled.seconds.values()):.2f} s"),
        at_most("peak memory", megabytes, MOST_MEGABYTES, "MB", digits=0),
    ]


_STATES: Final = (PullState.APPLIED, PullState.HELD, PullState.REFUSED, PullState.UNREACHED)


def mutant(seed: int, number: int, samples: Sequence[bytes]) -> bytes:
    """The spoilt feed with this number under this seed."""
    chance = Random(f"{seed}:{number}")
    return spoil(samples[number % len(samples)], chance)


def pull_all(
    database: Database, numbers: Iterable[int], seed: int, folder: Path, progress: Callable[[int], None]
) -> Pulled:
    """Let the spoilt feeds with these numbers come, one after another, into an empty database."""
    door = _Door(database, folder, Random(f"{seed}"))
    pulled = Pulled()
    door.open()
    for done, number in enumerate(numbers, start=1):
        if done % _GOOD_EVERY == 0 and not door.takes_a_good_one():
            pulled.barred.append(number)
        seconds, came_to = door.pull(mutant(seed, number, door.samples), number)
        pulled.came_to[came_to] += 1
        pulled.seconds[number] = seconds
        if came_to not in _STATES:
            pulled.uncaught.append(number)
        progress(done)
    return pulled


class _Door:
    """The file that is pulled, once as Muster's own format and once through a profile."""

    def __init__(self, database: Database, folder: Path, chance: Random) -> None:
        self._database = database
        self._chance = chance
        self._policy = load_policy("default")
        self._file = folder / "feed"
        shifts = rows(NOW.date().replace(day=14))
        self.samples = (as_json(shifts), as_csv(shifts), as_icalendar(shifts), as_export(shifts))
        muster, export = (self._pulls(name) for name in ("muster", "officertrak-style"))
        self._pulls_of = (muster, muster, muster, export)

    def open(self) -> None:
        """A roster, a good feed, and officers on some of its shifts."""
        with self._database.begin(NOW) as tx:
            import_roster(tx, content=roster(_OFFICERS), district_zone=ZONE, actor=COMMAND_LINE)
        if not self.takes_a_good_one():
            raise RuntimeError("The feed that is to be spoilt is not taken while it is good.")
        for shift_id in range(1, 9):
            self._claim(shift_id)

    def takes_a_good_one(self) -> bool:
        """Whether the good feed comes in: applied, or held because it differs much from what is there."""
        self._file.write_bytes(self.samples[self._chance.randrange(3)])
        report = self._pulls_of[0].pull()
        if report is None or report.quarantined:
            return False
        return report.state is PullState.APPLIED or self._confirm(report)

    def pull(self, content: bytes, number: int) -> tuple[float, str]:
        """Pull one feed: how many seconds it took, and its state, or the name of the exception."""
        self._file.write_bytes(content)
        begun = perf_counter()
        try:
            report = self._pulls_of[number % len(self._pulls_of)].pull()
            if report is not None and report.state is PullState.HELD and self._chance.random() < _CONFIRMED:
                self._confirm(report)
        except Exception as fault:
            logging.getLogger(__name__).exception("feed %d", number)
            return perf_counter() - begun, type(fault).__name__
        return perf_counter() - begun, "nothing" if report is None else report.state

    def _confirm(self, report: PullReport) -> bool:
        if report.pull_id is None:
            return False
        with self._database.begin(NOW) as tx:
            return isinstance(
                confirm_pull(tx, actor=None, pull_id=report.pull_id, policy=self._policy), PullReport
            )

    def _claim(self, shift_id: int) -> None:
        with self._database.begin(NOW) as tx:
            everybody = list_people(tx)
            try:
                claim_shift(tx, actor=everybody[shift_id], shift_id=shift_id, policy=self._policy)
            except Refused:
                return  # a draft, or closed

    def _pulls(self, profile: str) -> FeedPulls:
        return FeedPulls(
            Source(FEED, str(self._file)),
            load_profile(profile),
            self._database,
            SetClock(),
            self._policy,
            zone(ZONE),
        )


def _pull_in_child(
    place: Place, numbers: Sequence[int], run: Run, progress: Callable[[int], None]
) -> tuple[Pulled, float]:
    """Pull in a process of its own: what came of it, and the most memory (MB) that this process had."""
    context = get_context("spawn")
    with place.empty() as url:
        heard, say = context.Pipe(duplex=False)
        process = context.Process(target=_pull_and_say, args=(url, numbers, run.seed, say))
        process.start()
        say.close()
        try:
            return _hear(heard, progress)
        finally:
            process.kill()
            process.join()


def _pull_and_say(database_url: str, numbers: Sequence[int], seed: int, say: Connection) -> None:
    """The child: pulls, says how far it has come, and in the end what came of it and its peak memory."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    database = open_database(database_url)
    with tempfile.TemporaryDirectory(prefix="muster-chaos-") as folder:
        pulled = pull_all(database, numbers, seed, Path(folder), say.send)
    database.close()
    say.send((pulled, peak_megabytes()))


def _hear(heard: Connection, progress: Callable[[int], None]) -> tuple[Pulled, float]:
    while True:
        said = heard.recv()
        if isinstance(said, int):
            progress(said)
        else:
            pulled, megabytes = said
            return pulled, megabytes


def _none_numbered(what: str, numbers: Sequence[int]) -> Figure:
    which = f" (feeds {', '.join(map(str, numbers[:5]))})" if numbers else ""
    return Figure(what, f"{len(numbers):,}{which}", "0", held=not numbers)
