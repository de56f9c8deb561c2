"""Crashes: a process that claims and releases is killed at random instants, and nothing acknowledged is lost.

Afterwards every claim has its one audit row and its one outbox row, every release likewise, and neither the
audit nor the outbox knows of a claim that is not there.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from random import Random
from signal import SIGKILL
from time import monotonic
from typing import Final

from sqlalchemy import select

from bot.clock import SystemClock
from chaos.crash_work import CLAIMED, RELEASED, Acknowledged, prepare, work
from chaos.databases import Place
from chaos.figures import Figure, exactly, none_of
from chaos.run import Progress, Run, Scale
from scheduling.audit.tables import audit
from scheduling.outbox.tables import notices
from scheduling.shifts.tables import claims
from scheduling.store.engine import Database, open_database
from scheduling.store.transaction import Transaction

KILLS: Final = {Scale.FULL: 200, Scale.SHORT: 4}

_LONGEST_LIFE: Final = 0.5
"""How many seconds a process may live at most after its first acknowledgement."""

_PATIENCE: Final = 60.0
"""How many seconds a process may take to its first acknowledgement."""


@dataclass(slots=True)
class Told:
    """The numbers of the claims of which somebody was told that they have them, or have given them back; and
    how many processes were killed while they said so.
    """

    claimed: set[int] = field(default_factory=set)
    released: set[int] = field(default_factory=set)
    kills: int = 0

    def hear(self, told: Acknowledged) -> None:
        """One acknowledgement more."""
        verb, claim_id = told
        (self.claimed if verb == CLAIMED else self.released).add(claim_id)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What was left, counted.

    Attributes:
        acknowledged: claims and releases that somebody was told of.
        lost: those of them that the database does not know.
        doubled: places with two holders.
        unrecorded: claims and releases without exactly one audit row.
        untold: claims and releases without exactly one outbox row.
        orphans: audit rows and outbox rows about claims and releases that are not there.
    """

    acknowledged: int
    lost: int
    doubled: int
    unrecorded: int
    untold: int
    orphans: int


def measure(place: Place, run: Run) -> list[Figure]:
    """Kill and start anew, then count."""
    kills = KILLS[run.scale]
    with place.empty() as url:
        database = open_database(url)
        prepare(database)
        told = kill_again_and_again(url, kills, run.chance("crashes", place.name), run.progress)
        left = look_back(database, told)
        database.close()
    return [
        exactly("kill -9 under load", told.kills, kills),
        Figure("claims and releases acknowledged", f"{left.acknowledged:,}"),
        none_of("acknowledged and lost", left.lost),
        none_of("places with two holders", left.doubled),
        none_of("without their one audit row", left.unrecorded),
        none_of("without their one outbox row", left.untold),
        none_of("audit or outbox rows of nothing", left.orphans),
    ]


def kill_again_and_again(database_url: str, kills: int, chance: Random, progress: Progress) -> Told:
    """Start the work and kill it, so many times, and answer all that it acknowledged.

    Raises:
        RuntimeError: a process ended by itself, or did nothing: it was not killed under load.
    """
    told = Told()
    context = get_context("forkserver")  # a new process costs a fork, not two seconds of imports
    context.set_forkserver_preload([work.__module__])
    for number in range(1, kills + 1):
        heard, acknowledge = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(database_url, chance.randrange(1 << 30), acknowledge))
        process.start()
        acknowledge.close()
        try:
            if not heard.poll(_PATIENCE):
                raise RuntimeError(f"The process did nothing for {_PATIENCE:.0f} s.")
            _listen(heard, told, seconds=chance.uniform(0, _LONGEST_LIFE))
            if not process.is_alive():
                raise RuntimeError(f"The process ended by itself, with {process.exitcode}.")
        finally:
            process.kill()
            process.join()
        told.kills += process.exitcode == -SIGKILL
        _listen(heard, told, seconds=0)  # what it said last stands in the pipe
        heard.close()
        progress(number, kills)
    return told


def _listen(heard: Connection, told: Told, seconds: float) -> None:
    """Hear what is acknowledged for so long, and whatever stands in the pipe already."""
    until = monotonic() + seconds
    with suppress(EOFError):  # nobody is left to say anything
        while heard.poll(max(0.0, until - monotonic())):
            told.hear(heard.recv())


def look_back(database: Database, told: Told) -> Aftermath:
    """Hold what was acknowledged against the rows, and the rows against the audit and the outbox."""
    with database.read(SystemClock().now()) as tx:
        rows = tx.execute(select(claims.c.id, claims.c.state, claims.c.shift_id, claims.c.place)).all()
        recorded = {verb: _recorded(tx, verb) for verb in (CLAIMED, RELEASED)}
        enqueued = {verb: _enqueued(tx, verb) for verb in (CLAIMED, RELEASED)}
    there = {CLAIMED: {row.id for row in rows}, RELEASED: {row.id for row in rows if row.state == "released"}}
    holders = Counter((row.shift_id, row.place) for row in rows if row.state == "held")
    return Aftermath(
        acknowledged=len(told.claimed) + len(told.released),
        lost=len(told.claimed - there[CLAIMED]) + len(told.released - there[RELEASED]),
        doubled=sum(many > 1 for many in holders.values()),
        unrecorded=sum(recorded[verb][each] != 1 for verb, all_of in there.items() for each in all_of),
        untold=sum(enqueued[verb][each] != 1 for verb, all_of in there.items() for each in all_of),
        orphans=sum(
            len(rows_of[verb].keys() - all_of)
            for rows_of in (recorded, enqueued)
            for verb, all_of in there.items()
        ),
    )


def _recorded(tx: Transaction, verb: str) -> Counter[int]:
    """Number of a claim → its audit rows of this verb."""
    found = tx.execute(select(audit.c.before, audit.c.after).where(audit.c.verb == f"shift_{verb}"))
    return Counter((row.after if verb == CLAIMED else row.before)["claim"] for row in found)


def _enqueued(tx: Transaction, verb: str) -> Counter[int]:
    """Number of a claim → its outbox rows of this kind."""
    found = tx.execute(select(notices.c.refs).where(notices.c.kind == f"shift_{verb}"))
    return Counter(row.refs["claim"] for row in found)
