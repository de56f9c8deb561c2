"""Escalations: how soon somebody urgent is told, what an idle sweep costs, and 500 opened at once.

A served Muster sends to the practice workspace, which takes one message a second and channel, as Slack does.
Accepted is the instant that the workspace puts on a message.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic, perf_counter
from typing import Any, Final

from sqlalchemy import select

from bench import bots
from bench.figures import Figure, median, percentile
from bench.workload import AGENCY, ZONE, email_of
from bot.clock import SystemClock
from bot.manifest import load_manifest
from bot.practice.people import Member
from bot.practice.server import PracticeServer
from chaos.databases import Place, places
from scheduling.escalations.due import next_sweep_at
from scheduling.escalations.facts import Concern, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.shown import POST, key_of_post
from scheduling.escalations.tables import escalation_tellings, escalations
from scheduling.outbox.actions import Urgency
from scheduling.outbox.tables import notices
from scheduling.policy.loader import load_policy
from scheduling.roster.tables import people
from scheduling.store.engine import Database, open_database

OPEN: Final = 10_000
IDLE: Final = (100, OPEN, 10 * OPEN)
LOOKS: Final = 300

DUE: Final = 100
"""So many urgent ones fall due, one after the other, each for a supervisor of its own."""

BETWEEN: Final = timedelta(milliseconds=400)
AT_ONCE: Final = 500
URGENT: Final = 20
PATIENCE: Final = 180.0

PACK: Final = """
[escalations.notices]
source = "bench"
urgent_from = "always"
steps = [{ tell = ["supervisor"] }]

[escalations.shift_unfilled]
source = "bench"
opens = { hours_before = [72, 4] }
urgent_from = 4
steps = [{ tell = ["channel"] }]
hours = { from = "00:00", until = "23:59" }
"""


def measure() -> list[Figure]:
    """Measure on SQLite, and on PostgreSQL where this machine has it."""
    with places() as found:
        return [figure for place in found for figure in _on(place)]


def _on(place: Place) -> list[Figure]:
    return [*_nothing_due(place), *_one_after_the_other(place), *_many_at_once(place)]


def _nothing_due(place: Place) -> list[Figure]:
    looks = [_looks(place, many) for many in IDLE]
    return [
        Figure(
            f"{place.name}: a sweep with nothing due, {many:,} open (p50, p99)",
            f"{median(taken) * 1_000:.2f}, {percentile(taken, 0.99) * 1_000:.2f} ms",
            ratio=f"{median(taken) / median(looks[0]):.2f} × the first",
            goal="p99 ≤ 10 ms",
            met=percentile(taken, 0.99) <= 0.010,
        )
        for many, taken in zip(IDLE, looks, strict=True)
    ]


def _looks(place: Place, many: int) -> list[float]:
    with place.empty() as url, _opened(url) as database:
        _open_for_long(database, many)
        taken = []
        for _ in range(LOOKS):
            begun = perf_counter()
            with database.read(SystemClock().now()) as tx:
                foreseen = next_sweep_at(tx)
            taken.append(perf_counter() - begun)
            if foreseen is not None and foreseen <= tx.now:
                raise RuntimeError("something was due")
        return taken


def _one_after_the_other(place: Place) -> list[Figure]:
    alone, among = (_seconds_late(place, many) for many in (0, OPEN))
    p50, p99 = percentile(among, 0.5), percentile(among, 0.99)
    against = percentile(alone, 0.99)
    what = f"{place.name}: urgent, from due to accepted, {OPEN:,} open"
    yardstick = f"{against:.2f} s with none open"
    return [
        Figure(f"{what} (p50)", f"{p50:.2f} s"),
        Figure(f"{what} (p99)", f"{p99:.2f} s", yardstick, f"{p99 / against:.2f} ×", "≤ 2 s", p99 <= 2),
    ]


def _seconds_late(place: Place, many: int) -> list[float]:
    """How long after it was due each of `DUE` urgent ones was accepted, among so many that are not due."""
    with _served(place) as (database, officers):
        _open_for_long(database, many)
        first = SystemClock().now() + timedelta(seconds=5)
        due = {officer: first + number * BETWEEN for number, officer in enumerate(officers)}
        _write(database, [_urgent(officer, at) for officer, at in due.items()])
        accepted = _wait_for(database, [f"notices:person:{officer}" for officer in officers])
        return [(accepted[f"notices:person:{officer}"] - at).total_seconds() for officer, at in due.items()]


def _many_at_once(place: Place) -> list[Figure]:
    with _served(place) as (database, _):
        with tempfile.TemporaryDirectory() as folder:
            policy = load_policy(_policy_in(Path(folder)))
        now = SystemClock().now()
        subjects = [f"shift:{10 * OPEN + number}" for number in range(AT_ONCE)]
        with database.begin(now) as tx:
            for number, subject in enumerate(subjects):
                urgent = number % (AT_ONCE // URGENT) == 0
                kind = EscalationKind.SHIFT_UNFILLED
                open_escalation(tx, policy, Concern(kind, subject, ZONE, level=1 if urgent else 0))
        accepted = _wait_for(database, subjects)
        late = [(accepted[subject] - now).total_seconds() for subject in subjects]
        messages = len(set(accepted.values()))
    urgent_late, all_late = max(late[:: AT_ONCE // URGENT]), max(late)
    what = f"{place.name}: {AT_ONCE} opened at once"
    pace = f"{messages} messages, one a second"
    return [
        Figure(
            f"{what}: {URGENT} urgent accepted", f"{urgent_late:.1f} s", goal="≤ 5 s", met=urgent_late <= 5
        ),
        Figure(
            f"{what}: all accepted", f"{all_late:.1f} s", pace, f"{all_late / messages:.2f} ×", "≤ 60 s",
            all_late <= 60,
        ),
    ]  # fmt: skip


@contextmanager
def _served(place: Place) -> Iterator[tuple[Database, Sequence[int]]]:
    """Muster serving a workspace: its database, and officers, each with a supervisor of their own."""
    supervisors = [Member(f"Supervisor {number}", f"s{email_of(number)}") for number in range(DUE)]
    with (
        PracticeServer(
            load_manifest(), supervisors, ["shifts", "supervisors"], clock=SystemClock()
        ) as server,
        tempfile.TemporaryDirectory() as folder,
        place.empty() as url,
        _opened(url) as database,
    ):
        officers = _hire(database, server)
        settings = bots.environment(server) | {
            "MUSTER_DATABASE_URL": url,
            "MUSTER_TIMEZONE": ZONE,
            "MUSTER_POLICY": _policy_in(Path(folder)),
            "MUSTER_SHIFTS_CHANNEL": server.workspace.channel("shifts"),
            "MUSTER_SUPERVISORS_CHANNEL": server.workspace.channel("supervisors"),
        }
        with bots.serving(settings):
            server.workspace.wait_for(lambda: server.sockets.connections > 0, timeout=60)
            yield database, officers


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    try:
        yield database
    finally:
        database.close()


def _policy_in(folder: Path) -> str:
    pack = folder / "bench.toml"
    pack.write_text(PACK, encoding="utf-8")
    return f"default,{pack}"


def _hire(database: Database, server: PracticeServer) -> list[int]:
    workspace = server.workspace
    row = {
        "badge": "", "agency": AGENCY, "programme": "", "armed": False, "zone": ZONE, "active": True,
        "standing": "clear", "standing_reason": "", "employment": "", "funding": "",
    }  # fmt: skip
    with database.begin(SystemClock().now()) as tx:
        for number in range(DUE):
            address = f"s{email_of(number)}"
            account = {"slack_team_id": workspace.app.team_id, "slack_id": workspace.member(address).id}
            led = {"name": f"Supervisor {number}", "email": address, "kind": "", "role": "supervisor"}
            known = tx.execute(people.insert().values(**row, **led, **account).returning(people.c.id))
            officer = {"name": f"Officer {number}", "email": email_of(number), "kind": "SSO"}
            answers = {"role": "officer", "supervisor_id": known.scalar_one()}
            tx.execute(people.insert().values(**row, **officer, **answers))
        return list(tx.execute(select(people.c.id).where(people.c.role == "officer")).scalars())


def _open_for_long(database: Database, many: int) -> None:
    """Escalations of which nothing is due for a month."""
    later = SystemClock().now() + timedelta(days=30)
    _write(
        database,
        [
            _row(EscalationKind.SHIFT_UNFILLED, f"shift:{number}", later + timedelta(seconds=number))
            for number in range(1, many + 1)
        ],
    )


def _urgent(officer: int, at: datetime) -> dict[str, Any]:
    urgent = {"urgency": int(Urgency.URGENT), "officer_id": officer}
    return _row(EscalationKind.NOTICES, f"notices:person:{officer}", at) | urgent


def _row(kind: EscalationKind, subject: str, next_at: datetime) -> dict[str, Any]:
    return {
        "kind": kind.value, "subject": subject, "part": "", "level": 0, "agency": AGENCY, "zone": ZONE,
        "urgency": int(Urgency.CONFIRMATION), "officer_id": None, "opened_at": SystemClock().now(),
        "state": "open", "step": 0, "round": 0, "reminded": 0, "next_at": next_at, "ending": "",
        "resolution": "",
    }  # fmt: skip


def _write(database: Database, rows: list[dict[str, Any]]) -> None:
    if rows:
        with database.begin(SystemClock().now()) as tx:
            tx.execute(escalations.insert(), rows)


def _wait_for(database: Database, subjects: Sequence[str]) -> dict[str, datetime]:
    """When the first message about each was accepted, once all are.

    Raises:
        RuntimeError: some were not for long.
    """
    deadline, pause = monotonic() + PATIENCE, Event()
    while len(accepted := _accepted(database)) < len(subjects):
        if monotonic() > deadline:
            raise RuntimeError(f"{len(accepted)} of {len(subjects)} were told after {PATIENCE:.0f} s")
        pause.wait(1.0)  # seldom: a look takes the bot's time
    return accepted


def _accepted(database: Database) -> dict[str, datetime]:
    """When the first message about each was accepted, of those of which one was."""
    told = select(escalations.c.subject, escalation_tellings.c.post_id).join(
        escalation_tellings, escalation_tellings.c.escalation_id == escalations.c.id
    )
    posted = select(notices.c.dedupe_key, notices.c.slack_ts).where(
        notices.c.kind == POST, notices.c.slack_ts.is_not(None)
    )
    with database.read(SystemClock().now()) as tx:
        stamps = {row.dedupe_key: row.slack_ts for row in tx.execute(posted)}
        keys = [(row.subject, f"{key_of_post(row.post_id)}:first") for row in tx.execute(told)]
    return {
        subject: datetime.fromtimestamp(float(stamps[key]), UTC) for subject, key in keys if key in stamps
    }
