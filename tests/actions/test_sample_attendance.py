"""In the sample district everybody comes to work, but for those whom the visitor plays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.practice.samples.attendance import PLAYED, come_to_work
from bot.practice.samples.folder import write_samples
from bot.practice.samples.history import District, live_through
from bot.practice.samples.people import sample_members
from scheduling.escalations.facts import EscalationKind
from scheduling.escalations.tables import escalations
from scheduling.policy.loader import load_policy
from scheduling.roster.tables import people
from scheduling.shifts.rows import is_held
from scheduling.shifts.tables import check_ins, claims, shifts
from scheduling.shifts.watch.sweep import is_watch_due, sweep_watch
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from tests.conftest import NOON

POLICY = load_policy("arizona-ssp")
LATE = POLICY.chains["shift_no_show"].opens[0]


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Database]:
    """A database in which the sample history has happened."""
    database = open_database(f"sqlite:///{tmp_path / 'muster.db'}")
    migrate(database)
    members = [replace(member, id=f"U{number}") for number, member in enumerate(sample_members())]
    (tmp_path / "samples").mkdir()
    samples = write_samples(tmp_path / "samples", NOON)
    live_through(District(database, POLICY, samples, "T0PRACTICE", members), NOON)
    yield database
    database.close()


def look(database: Database, at: datetime) -> set[str]:
    """Whoever is looked for, by first name, once it has been looked."""
    with database.begin(at) as tx:
        while is_watch_due(tx):
            sweep_watch(tx, POLICY)
        missing = select(people.c.email).where(
            escalations.c.officer_id == people.c.id, escalations.c.kind == EscalationKind.SHIFT_NO_SHOW
        )
        return {email.partition("@")[0] for email in tx.execute(missing).scalars()}


def test_nobody_is_missed_when_the_page_opens(district: Database) -> None:
    with district.read(NOON) as tx:
        under_way = (shifts.c.starts_at <= NOON - LATE) & (shifts.c.ends_at > NOON)
        at_work = (
            select(claims.c.id).join(shifts, shifts.c.id == claims.c.shift_id).where(is_held(), under_way)
        )
        come = select(check_ins.c.claim_id).where(check_ins.c.in_at.is_not(None))
        expected = set(tx.execute(at_work).scalars())
        assert expected
        assert expected <= set(tx.execute(come).scalars())
    assert look(district, NOON) == set()


def test_only_those_whom_the_visitor_plays_are_ever_missed(district: Database) -> None:
    missed = set[str]()
    for day in range(1, 12):  # as somebody does who lets the page's clock jump from day to day
        for hour in (0, 3):
            at = NOON + timedelta(days=day, hours=hour)
            come_to_work(district, POLICY, at)
            missed |= look(district, at)
    assert missed
    assert missed <= set(PLAYED)
