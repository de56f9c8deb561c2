"""What the sweep of training costs: nothing due among more and more, much due at once, and how that grows."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import func, select

from bench.figures import Figure, median
from bench.workload import AGENCY, ZONE, email_of
from scheduling.outbox.tables import notices
from scheduling.policy.loader import load_policy
from scheduling.policy.requirements import Anchor, Due, Requirement, Starts
from scheduling.policy.schema import Policy
from scheduling.roster.tables import people
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from scheduling.store.transaction import Transaction
from scheduling.training.tables import obligations
from scheduling.training.terms import keep_terms
from scheduling.training.upkeep.sweep import is_training_due, note_pack, sweep_training

NOW = datetime(2026, 8, 12, 17, tzinfo=UTC)
"""Ten in the morning in the district: an hour at which people are told."""

DAY = timedelta(days=1)
IDLE = (1_000, 10_000, 100_000)
"""So many obligations, four an officer, and nothing due."""

LOOKS = 300
DUE = (250, 500, 1_000, 2_000)
"""So many officers reach a rung on the first day, on the second, and so on."""

ROUNDS = 3


def measure() -> list[Figure]:
    """Measure on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_nothing_due(Path(folder)), *_much_due(Path(folder))]


def _nothing_due(folder: Path) -> list[Figure]:
    p50s = [_p50_of_a_look(folder / f"{count}.db", count) for count in IDLE]
    return [
        Figure(
            f"a sweep with nothing due, {count:,} obligations (p50)",
            f"{p50 * 1_000:.2f} ms",
            ratio=f"{p50 / p50s[0]:.2f} × the first",
            goal="≤ 2 ms",
            met=p50 <= 0.002,
        )
        for count, p50 in zip(IDLE, p50s, strict=True)
    ]


def _p50_of_a_look(path: Path, count: int) -> float:
    database, policy = _empty(path), _policy()
    with database.begin(NOW) as tx:
        _hire(tx, [NOW - 10 * DAY] * (count // len(Anchor)))
        _open_all(tx, policy)
        note_pack(tx, policy)
        tx.execute(people.update().values(review_at=None))
    taken = []
    for _ in range(LOOKS):
        begun = perf_counter()
        with database.read(NOW) as tx:
            found = is_training_due(tx, policy)
        taken.append(perf_counter() - begun)
        if found:
            raise RuntimeError("something was due")
    database.close()
    return median(taken)


def _much_due(folder: Path) -> list[Figure]:
    settled, policy = folder / "settled.db", _policy()
    opening = _settle(settled, policy)
    rounds = [list(_days(folder / f"round{number}.db", settled, policy)) for number in range(ROUNDS)]
    taken = [median(seconds) for seconds in zip(*rounds, strict=True)]
    growth = (taken[-1] / DUE[-1]) / (taken[0] / DUE[0])
    told = dict(zip(DUE, taken, strict=True))
    return [
        Figure(
            f"first review of {sum(DUE):,} officers, four obligations each",
            f"{opening:.1f} s",
            ratio=f"{opening / sum(DUE) * 1_000:.1f} ms each",
        ),
        Figure(
            "1,000 reach a rung: told, in the outbox",
            f"{told[1_000]:.2f} s",
            goal="≤ 2 s",
            met=told[1_000] <= 2,
        ),
        Figure(
            f"what one costs among {DUE[-1]:,} due, against {DUE[0]:,}",
            ", ".join(f"{seconds:.2f} s" for seconds in taken),
            ratio=f"{growth:.2f} ×",
            goal="≤ 1.25 ×",
            met=growth <= 1.25,
        ),
    ]


def _settle(path: Path, policy: Policy) -> float:
    """Have everybody reviewed for the first time; answers the seconds that took."""
    database = _empty(path)
    with database.begin(NOW) as tx:
        _hire(tx, [NOW - (29 - day) * DAY for day, count in enumerate(DUE) for _ in range(count)])
    taken = _sweep_all(database, policy, NOW)
    database.close()
    return taken


def _days(path: Path, settled: Path, policy: Policy) -> Iterator[float]:
    """The seconds that each day's rungs take."""
    shutil.copyfile(settled, path)
    database, told = open_database(f"sqlite:///{path}"), 0
    for day, count in enumerate(DUE, start=1):
        yield _sweep_all(database, policy, NOW + day * DAY)
        told += count
        _check_told(database, told)
    database.close()


def _sweep_all(database: Database, policy: Policy, now: datetime) -> float:
    begun, left = perf_counter(), 1
    while left:
        with database.begin(now) as tx:
            left = sweep_training(tx, policy)
    return perf_counter() - begun


def _check_told(database: Database, expected: int) -> None:
    countdowns = select(func.count()).where(notices.c.kind == "training_countdown")
    with database.read(NOW) as tx:
        told = tx.execute(countdowns).scalar_one()
    if told != expected:
        raise RuntimeError(f"{told:,} officers were told, and {expected:,} should have been")


def _policy() -> Policy:
    """Four courses, each due 60 days after a day of the roster; the first is told of 30 days before."""
    courses = {
        anchor.value: Requirement(
            anchor.value, f"Course {anchor.value}", "bench", Starts(anchors=(anchor,)), Due(days=60),
            reminders=(30,) if anchor is Anchor.ELIGIBLE else (0,),
        )
        for anchor in Anchor
    }  # fmt: skip
    return replace(load_policy("default"), requirements=courses)


def _empty(path: Path) -> Database:
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    return database


def _hire(tx: Transaction, eligible: list[datetime]) -> None:
    """Put an officer on the roster for each of these days."""
    recently = (NOW - 10 * DAY).date()
    tx.execute(
        people.insert(),
        [
            {
                "email": email_of(number), "name": f"Officer {number}", "badge": str(number),
                "agency": AGENCY, "kind": "SSO", "programme": "", "employment": "", "funding": "",
                "armed": False, "role": "officer", "zone": ZONE, "active": True, "standing": "clear",
                "standing_reason": "", "eligible_on": since.date(), "hired_on": recently,
                "assigned_on": recently, "first_shift_on": recently,
            }
            for number, since in enumerate(eligible)
        ],
    )  # fmt: skip


def _open_all(tx: Transaction, policy: Policy) -> None:
    """What a review would have opened for everybody, in one statement."""
    terms = keep_terms(tx, policy.requirements.values(), policy.edition)
    officers = tx.execute(select(people.c.id)).scalars().all()
    tx.execute(
        obligations.insert(),
        [_opened(officer, key, terms_id) for officer in officers for key, terms_id in terms.items()],
    )


def _opened(officer: int, requirement: str, terms_id: int) -> dict[str, Any]:
    due_at = NOW + (officer % 50 + 1) * DAY
    return {
        "person_id": officer, "requirement": requirement, "terms_id": terms_id, "period": "once",
        "starts_on": NOW.date(), "anchors": {}, "first_due_on": due_at.date(), "due_on": due_at.date(),
        "due_at": due_at, "next_at": due_at, "state": "open", "opened_at": NOW, "reason": "",
        "handing_back": False, "handed_back": [],
    }  # fmt: skip
