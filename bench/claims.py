"""Claims a second, one after another, against one SQLModel insert-and-commit a claim on the same file."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from sqlmodel import Session

from bench.figures import Figure, median
from bench.workload import settle
from bot.clock import SystemClock
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.tables import ClaimRow
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate

ROUNDS = 10
A_ROUND = 100


def measure() -> list[Figure]:
    """Alternate rounds of claims and of plain inserts, and hold the medians against each other."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder, 'claims.db')}")
        migrate(database)
        now, policy = SystemClock().now(), load_policy("default")
        officers, shift_ids = _prepare(database, now)
        ours, theirs = [], []
        for number in range(ROUNDS):
            ours.append(A_ROUND / _claim_round(database, now, policy, officers, shift_ids[number]))
            theirs.append(A_ROUND / _insert_round(database, now, officers, shift_ids[-1]))
        database.close()
    share = median(ours) / median(theirs)
    return [
        Figure(
            "claims a second (SQLite, one after another)",
            f"{median(ours):,.0f}/s",
            f"{median(theirs):,.0f}/s insert + commit",
            f"{share:.2f} ×",
            "≥ 0.7 ×",
            share >= 0.7,
        )
    ]


def _prepare(database: Database, now: datetime) -> tuple[list[Person], list[int]]:
    with database.begin(now) as tx:
        settle(tx, officers=A_ROUND, days=ROUNDS + 1, places=A_ROUND)
        return list_people(tx), list(range(1, ROUNDS + 2))


def _claim_round(
    database: Database, now: datetime, policy: Policy, officers: list[Person], shift_id: int
) -> float:
    begun = perf_counter()
    for officer in officers:
        with database.begin(now) as tx:
            claim_shift(tx, actor=officer, shift_id=shift_id, policy=policy)
    return perf_counter() - begun


def _insert_round(database: Database, now: datetime, officers: list[Person], shift_id: int) -> float:
    begun = perf_counter()
    for place, officer in enumerate(officers):
        with Session(database.engine) as session:
            session.add(
                ClaimRow(
                    shift_id=shift_id,
                    place=place,
                    person_id=officer.id,
                    state="released",
                    claimed_at=now,
                    ended_at=now + timedelta(hours=1),
                )
            )
            session.commit()
    return perf_counter() - begun
