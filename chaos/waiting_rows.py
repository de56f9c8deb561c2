"""Waiting rows: a million notices that are not due yet cost the courier nothing.

Timed is what the courier asks again and again, inside its transaction: what is due. Once with nothing due,
once with some due, and once in a storm, where thousands of due notices are for a channel that was written to
just now. Then leasing one letter, and what /healthz asks. The memory is that of a whole `muster run`, with a
thousand rows and with a million.
"""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Final

import psutil
from sqlalchemy import literal, select

from bench import bots
from bench.figures import percentile
from bench.workload import ZONE
from bot.clock import SystemClock
from chaos.databases import POSTGRESQL, SQLITE, Place
from chaos.figures import Figure, at_most, exactly
from chaos.run import Run, Scale
from chaos.waiting_fill import FEW, add_due, add_storm, count_waiting, fill
from scheduling.outbox.due import find_due
from scheduling.outbox.facts import Route
from scheduling.outbox.leases import lease_due
from scheduling.outbox.queries import measure_backlog
from scheduling.store.engine import Database, open_database
from scheduling.store.transaction import Transaction
from tests.process.launch import running

ROWS: Final = {Scale.FULL: 1_000_000, Scale.SHORT: 5_000}
STORM: Final = 500
SOME: Final = 20

_POLL_MS: Final = {SQLITE: 1.0, POSTGRESQL: 5.0}
_ROUNDS, _A_ROUND = 10, 200
_MORE_MEGABYTES: Final = 10.0
_HEALTH_CHECKS: Final = 50


def measure(place: Place, run: Run) -> list[Figure]:
    """Fill an outbox, and time the polls; before and after, see how much memory the bot needs on it."""
    rows, now = ROWS[run.scale], SystemClock().now()
    with place.empty() as url:
        database = open_database(url)
        fill(database, now, FEW)
        few = _memory_of_bot(url)
        fill(database, now, rows, run.progress)
        many = _memory_of_bot(url)
        waiting = count_waiting(database, now)
        figures = _time_polls(database, now, _POLL_MS[place.name])
        database.close()
    return [
        exactly("rows that wait", waiting, rows),
        *figures,
        Figure(f"memory of the bot, {FEW:,} rows wait", f"{few:,.0f} MB"),
        at_most(f"more with {rows:,}", many - few, _MORE_MEGABYTES, "MB", digits=1),
    ]


def _time_polls(database: Database, now: datetime, limit: float) -> list[Figure]:
    def poll(tx: Transaction) -> object:
        return find_due(tx, routes=list(Route))

    nothing = _p99(database, now, poll)
    backlog = _p99(database, now, measure_backlog)
    add_due(database, now, SOME)
    some, leasing = _p99(database, now, poll), _p99(database, now, lease_due)
    add_storm(database, now, STORM)
    with database.begin(now) as tx:
        lease_due(tx)  # whoever is leased for is busy from now on
    storm = _p99(database, now, poll)
    return [
        at_most("due poll p99, nothing due", nothing, limit, "ms"),
        at_most(f"due poll p99, {SOME} due", some, limit, "ms"),
        at_most(f"due poll p99, storm of {STORM}, channel busy", storm, limit, "ms"),
        at_most("backlog for /healthz p99, nothing due", backlog, limit, "ms"),
        Figure("for comparison: SELECT 1", f"{_p99(database, now, _nothing_at_all):.2f} ms"),
        Figure(f"leasing p99, {SOME} due (writes, not committed)", f"{leasing:.2f} ms"),
    ]


def _nothing_at_all(tx: Transaction) -> object:
    return tx.execute(select(literal(1))).scalar()


class _UndoneError(Exception):
    """Rolls a transaction back."""


def _p99(database: Database, now: datetime, ask: Callable[[Transaction], object]) -> float:
    """The p99 of one question in ms, of the quietest of several rounds: a machine has other things to do, but
    what the question itself costs, it costs in every round.
    """
    rounds = []
    for _ in range(_ROUNDS):
        taken = []
        for _ in range(_A_ROUND):
            with suppress(_UndoneError), database.begin(now) as tx:
                begun = perf_counter()
                ask(tx)
                taken.append((perf_counter() - begun) * 1000)
                raise _UndoneError
        rounds.append(percentile(taken, 0.99))
    return min(rounds)


def _memory_of_bot(database_url: str) -> float:
    """The memory (resident, MB) of a bot that serves this database and has been asked how it is."""
    with bots.workspace() as server, tempfile.TemporaryDirectory(prefix="muster-chaos-") as folder:
        settings = bots.environment(server) | {
            "MUSTER_DATABASE_URL": database_url,
            "MUSTER_TIMEZONE": ZONE,
            "MUSTER_SHIFTS_CHANNEL": server.workspace.channel("shifts"),
            "MUSTER_SUPERVISORS_CHANNEL": server.workspace.channel("supervisors"),
        }
        del settings["MUSTER_PORT"]
        with running(settings, Path(folder)) as bot:
            if not bot.serves():
                raise RuntimeError("The bot is not well.")
            for _ in range(_HEALTH_CHECKS):
                bot.http.get("/healthz")
            return psutil.Process(bot.process.pid).memory_info().rss / 1_000_000
