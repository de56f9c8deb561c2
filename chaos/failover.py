"""Fail-over: one process dies, freezes, loses its line to the database, or stops; others go on in its place.

Each time it is fetching the feed, and has a notice in hand that Slack has not accepted. Measured is the time
until Slack accepts that notice from another, and until another asks for the feed. One SQLite file has one
process: there it is killed, and started anew at once.
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from threading import Event, Lock
from time import monotonic
from typing import Final

from bot.clock import SystemClock
from chaos.crew import NAMES, Crew, crew, holder_of, wait_for
from chaos.databases import Place
from chaos.figures import Figure, at_most, none_of
from chaos.flow import Aftermath, Flow, hire_many, look_back, wait_until_settled
from chaos.run import Run, Scale
from chaos.slow_feed import SlowFeed, slow_feed
from scheduling.replicas.queries import list_duties, list_replicas
from scheduling.store.engine import Database, open_database
from tests.fakes.slack_api import Json, listening
from tests.fakes.strict_slack import StrictSlack
from tests.process.proxy import Cable, cable

ROUNDS: Final = {Scale.FULL: 20, Scale.SHORT: 1}
UNPLANNED_SECONDS: Final = 13.0
PLANNED_SECONDS: Final = 1.0

UNPLANNED: Final = ("killed", "frozen", "cut off")
PLANNED: Final = "stopped"

PEOPLE: Final = 60
A_SECOND: Final = 8.0

_BEFORE: Final = 0.3
"""Seconds between the moment at which somebody fetches the feed and the blow."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One round: what happened to whom, and after how many seconds others had taken on the notice that it had
    in hand, and the feed (None where there are no others).
    """

    blow: str
    notice: float
    feed: float | None


def measure(place: Place, run: Run) -> list[Figure]:
    """All rounds, unplanned and planned, and what became of the notices."""
    rounds = ROUNDS[run.scale]
    taken, left = take_over(place, run, rounds)
    unplanned = [each for each in taken if each.blow != PLANNED]
    planned = [each for each in taken if each.blow == PLANNED]
    return [
        Figure("rounds, unplanned and planned", f"{len(unplanned)}, {len(planned)}"),
        *_longest("unplanned", unplanned, UNPLANNED_SECONDS),
        *_longest("planned", planned, PLANNED_SECONDS),
        none_of("lost", left.lost + left.missing),
        none_of("accepted by Slack twice", left.doubled),
    ]


def _longest(how: str, rounds: list[Taken], limit: float) -> list[Figure]:
    found = []
    if rounds:
        found.append(at_most(f"{how}: the notice in hand", max(each.notice for each in rounds), limit, "s"))
    if feeds := [each.feed for each in rounds if each.feed is not None]:
        found.append(at_most(f"{how}: the feed in hand", max(feeds), limit, "s"))
    return found


def take_over(place: Place, run: Run, rounds: int) -> tuple[list[Taken], Aftermath]:
    """So many unplanned rounds, each blow in its turn, and as many planned ones where there are others."""
    slack, taken = StrictSlack(), list[Taken]()
    with (
        place.empty() as url,
        tempfile.TemporaryDirectory(prefix="muster-chaos-") as folder,
        listening(slack) as slack_url,
        _cables(url) as cables,
        slow_feed() as feed,
    ):
        database = open_database(url)
        flow = Flow(database, hire_many(database, PEOPLE), A_SECOND, run.chance("failover", place.name))
        urls = {name: laid.url for name, laid in cables.items()}
        told = {"MUSTER_FEED_URL": feed.url, "MUSTER_FEED_EVERY": "10s"}
        with crew(slack_url, url, Path(folder), urls=urls, told=told) as serving:
            house = House(serving, slack, database, feed, cables)
            blows = list(islice(cycle(UNPLANNED if cables else UNPLANNED[:1]), rounds))
            blows += [PLANNED] * rounds if cables else []
            with flow.flowing():
                for number, blow in enumerate(blows, start=1):
                    taken.append(house.round(blow))
                    run.progress(number, len(blows))
            wait_until_settled(database)
        left = look_back(database, flow, slack)
        database.close()
    return taken, left


@contextmanager
def _cables(database_url: str) -> Iterator[dict[str, Cable]]:
    """Each process's own line to PostgreSQL; none to a file."""
    with ExitStack() as laid:
        there = NAMES if database_url.startswith("postgresql") else ()
        yield {name: laid.enter_context(cable(database_url)) for name in there}


@dataclass(frozen=True, slots=True)
class House:
    """What is struck."""

    crew: Crew
    slack: StrictSlack
    database: Database
    feed: SlowFeed
    cables: Mapping[str, Cable]

    def round(self, blow: str) -> Taken:
        """Strike whoever fetches the feed once it also has a notice in hand; wait for others; make good."""
        struck = self._fetching() if self.cables else NAMES[0]
        at, hand = self._strike(struck, blow)
        if not self.cables:
            self._make_good(struck, blow)
        notice = self._until_taken(hand) - at
        feed = self._until_asked(after=at) - at if self.cables else None
        self.feed.let_go()
        if self.cables:
            self._make_good(struck, blow)
        return Taken(blow, notice, feed)

    def _fetching(self) -> str:
        """Who fetches the feed now; it stays at it."""
        self.feed.hold_next()
        wait_for(self.feed.held.is_set, "somebody fetches the feed")
        Event().wait(_BEFORE)
        with self.database.read(SystemClock().now()) as tx:
            names = {row.id: row.name for row in list_replicas(tx)}
            duty = next(row for row in list_duties(tx) if row.name == "feed")
        return names[str(duty.replica)]

    def _strike(self, struck: str, blow: str) -> tuple[float, set[str]]:
        """Strike when a message of its own has reached Slack and is not accepted yet; answers when that was
        (monotonic seconds), and which notices it carried. Whoever is asked to stop is let finish it.
        """
        lock, found = Lock(), list[tuple[float, set[str]]]()

        def look(asked: Json) -> bool:
            with lock:
                if found or holder_of(self.database, asked) != struck:
                    return False
                at = monotonic()
                self._act(struck, blow)
                found.append((at, set(asked["metadata"]["event_payload"]["parts"].split())))
                return blow != PLANNED

        self.slack.on_arrival = look
        wait_for(lambda: found, f"{struck} has a notice in hand")
        self.slack.on_arrival = lambda _asked: False
        return found[0]

    def _act(self, struck: str, blow: str) -> None:
        match blow:
            case "killed":
                self.crew.kill(struck)
            case "frozen":
                self.crew.freeze(struck)
            case "cut off":
                self.cables[struck].cut()
            case _:
                self.crew.stop(struck)

    def _make_good(self, struck: str, blow: str) -> None:
        match blow:
            case "frozen":
                self.crew.thaw(struck)
            case "cut off":
                self.cables[struck].mend()
            case _:
                self.crew.bury(struck)
                self.crew.start(struck)
        self.crew.wait_until_serving(*self.crew.names)
        if self.cables:
            wait_for(self._all_present, "everybody has registered")

    def _all_present(self) -> bool:
        with self.database.read(SystemClock().now()) as tx:
            return {row.name for row in list_replicas(tx)} == set(self.crew.names)

    def _until_taken(self, parts: set[str]) -> float:
        """When Slack had accepted all of these, in monotonic seconds."""
        wait_for(lambda: parts <= self.slack.first_taken().keys(), "the notice is sent by another")
        return monotonic()

    def _until_asked(self, *, after: float) -> float:
        """When the feed was asked for first after an instant, in monotonic seconds."""
        wait_for(lambda: any(at > after for at in self.feed.asked), "another fetches the feed")
        return min(at for at in self.feed.asked if at > after)
