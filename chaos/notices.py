"""Notices: processes are killed and frozen and the database crashes while notices flow; each arrives once.

Half of the blows fall at the worst moment there is: Slack has accepted a message and not answered yet. Slack
itself loses some answers on the way, and breaks now and then.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from threading import Event, Lock, Timer
from typing import Final

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from chaos.crew import Crew, crew, holder_of, wait_for
from chaos.databases import SQLITE, Place
from chaos.figures import Figure, exactly, none_of
from chaos.flow import Aftermath, Flow, hire_many, look_back, wait_until_settled
from chaos.run import Progress, Run, Scale
from scheduling.outbox.actions import SHIFTS_CHANNEL, SUPERVISORS_CHANNEL
from scheduling.outbox.leases import LEASE
from scheduling.replicas.rules import DEAD_SECONDS
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from tests.fakes.slack_api import DROP_AFTER, DROP_BEFORE, SERVER_ERROR, Json, listening
from tests.fakes.strict_slack import StrictSlack
from tests.postgres import Server, own_server

PEOPLE: Final = 150
A_SECOND: Final = 10.0


@dataclass(frozen=True, slots=True)
class Blows:
    """How many of each; `alone_frozen`: for how many seconds a process that has no peers stands still."""

    kills: int
    freezes: int
    crashes: int
    alone_frozen: float = LEASE.total_seconds() + 2

    @property
    def names(self) -> list[str]:
        """One word a blow."""
        return ["kill"] * self.kills + ["freeze"] * self.freezes + ["crash"] * self.crashes


SIZES: Final = {Scale.FULL: Blows(60, 20, 8), Scale.SHORT: Blows(2, 1, 1, alone_frozen=1)}

_FAULTS: Final = (DROP_AFTER, DROP_BEFORE, SERVER_ERROR)
_FAULTY_SHARE: Final = 0.02
_BETWEEN_SECONDS: Final = (0.1, 1.0)
_DOWN_SECONDS: Final = (0.1, 2.0)
_COMMIT_SECONDS: Final = 0.06
"""Within so long after an answer what came of it is being committed."""


def measure(place: Place, run: Run) -> list[Figure]:
    """Strike again and again, then count."""
    blows = SIZES[run.scale]
    with home(place) as found:
        left = strike_all(found, blows, run.chance("notices", place.name), run.progress)
    return [
        Figure("kill -9, freezes, database crashes", f"{blows.kills}, {blows.freezes}, {blows.crashes}"),
        Figure("notices that flowed meanwhile", f"{left.rows:,}"),
        Figure("of which marked uncertain for a while", f"{left.uncertain:,}"),
        none_of("committed and not in the outbox", left.missing),
        none_of("lost", left.lost),
        none_of("accepted by Slack twice", left.doubled),
        exactly("settled as sent", left.rows - left.unsent, left.rows),
    ]


@dataclass(frozen=True, slots=True)
class Home:
    """A database that may be crashed: its server where it has one."""

    url: str
    server: Server | None


@contextmanager
def home(place: Place) -> Iterator[Home]:
    """A database of one's own.

    Raises:
        RuntimeError: PostgreSQL's own programs are not installed, so no server can be crashed.
    """
    if place.name == SQLITE:
        with place.empty() as url:
            yield Home(url, None)
        return
    with own_server() as server:
        if server is None:
            raise RuntimeError("This needs PostgreSQL's initdb and pg_ctl: a server of one's own is crashed.")
        with psycopg.connect(f"{server.url.replace('+psycopg', '')}/postgres", autocommit=True) as admin:
            admin.execute("CREATE DATABASE chaos")
        database = open_database(f"{server.url}/chaos")
        migrate(database)
        database.close()
        yield Home(f"{server.url}/chaos", server)


def strike_all(home: Home, blows: Blows, chance: Random, progress: Progress) -> Aftermath:
    """Let notices flow, strike in random order, and answer what became of the notices."""
    slack, database = StrictSlack(), open_database(home.url)
    slack.faults = lambda: chance.choice(_FAULTS) if chance.random() < _FAULTY_SHARE else None
    addressees = [*hire_many(database, PEOPLE), SHIFTS_CHANNEL, SUPERVISORS_CHANNEL]
    flow = Flow(database, addressees, A_SECOND, chance)
    order = blows.names
    chance.shuffle(order)
    with (
        tempfile.TemporaryDirectory(prefix="muster-chaos-") as folder,
        listening(slack) as slack_url,
        crew(slack_url, home.url, Path(folder)) as serving,
    ):
        house = House(serving, slack, database, home.server, chance, blows.alone_frozen)
        with flow.flowing():
            for number, blow in enumerate(order, start=1):
                house.strike(blow)
                progress(number, len(order))
        wait_until_settled(database)
    left = look_back(database, flow, slack)
    database.close()
    return left


@dataclass(frozen=True, slots=True)
class House:
    """What is struck."""

    crew: Crew
    slack: StrictSlack
    database: Database
    server: Server | None
    chance: Random
    alone_frozen: float

    def strike(self, blow: str) -> None:
        """One blow after a little peace, and peace again afterwards: everybody serves."""
        Event().wait(self.chance.uniform(*_BETWEEN_SECONDS))
        if blow == "freeze":
            self._freeze(at=self._moment())
        elif blow == "kill":
            self._kill(at=self._moment())
        elif self.server is not None:
            self._crash(self.server)
        else:  # a file crashes with the process that writes to it
            self._kill(at=partial(self._at_commit, self.chance.uniform(0, _COMMIT_SECONDS)))

    def _moment(self) -> "Moment":
        return self._at_worst if self.chance.random() < 0.5 else self._anytime

    def _kill(self, *, at: "Moment") -> None:
        struck = at(self.crew.kill)
        self.crew.bury(struck)
        self.crew.start(struck)
        self.crew.wait_until_serving(struck)

    def _freeze(self, *, at: "Moment") -> None:
        struck = at(self.crew.freeze)
        Event().wait(DEAD_SECONDS + 2 if self.server is not None else self.alone_frozen)
        self.crew.thaw(struck)
        self.crew.wait_until_serving(struck)

    def _crash(self, server: Server) -> None:
        server.crash()
        Event().wait(self.chance.uniform(*_DOWN_SECONDS))
        server.start()
        self.crew.wait_until_serving(*self.crew.names)

    def _anytime(self, strike: "Strike") -> str:
        struck = self.chance.choice(self.crew.names)
        strike(struck)
        return struck

    def _at_worst(self, strike: "Strike") -> str:
        """Between the acceptance of a message and its answer."""
        lock, struck = Lock(), list[str]()

        def look(asked: Json) -> None:
            with lock, suppress(SQLAlchemyError):
                holder = None if struck else holder_of(self.database, asked)
                if holder is not None:
                    strike(holder)
                    struck.append(holder)

        self.slack.on_taken = look
        wait_for(lambda: struck, "a message is under way")
        self.slack.on_taken = lambda _asked: None
        return struck[0]

    def _at_commit(self, after: float, strike: "Strike") -> str:
        """While what came of a call is being written."""
        ended = Event()

        def soon(name: str) -> None:
            def strike_now() -> None:
                strike(name)
                ended.set()

            Timer(after, strike_now).start()

        struck = self._at_worst(soon)
        ended.wait()
        return struck


Strike = Callable[[str], None]
Moment = Callable[[Strike], str]
"""Waits for its moment, strikes one process, and answers which."""
