"""Wherever a report, a reading or an addition breaks off, nothing of it is there; then it is done, once."""

from collections.abc import Callable
from datetime import datetime

import pytest

from scheduling.reports.actions import follow_up, make_report, read_report
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.crashes.half_way import breaks, everything
from tests.factories.reports import POLICY, draft, reported
from tests.people import Cast

Deed = Callable[[Transaction, Cast], object]


def report_it(tx: Transaction, cast: Cast) -> None:
    make_report(tx, POLICY, actor=cast.ben, draft=draft(cast.quartz))


def read_it(tx: Transaction, cast: Cast) -> None:
    read_report(tx, actor=cast.sol, report_id=1)


def be_turned_away(tx: Transaction, cast: Cast) -> None:
    read_report(tx, actor=cast.cora, report_id=1)


def add_to_it(tx: Transaction, cast: Cast) -> None:
    follow_up(tx, actor=cast.sol, report_id=1, what="More")


@pytest.mark.parametrize(
    "deed", [report_it, read_it, be_turned_away, add_to_it], ids=lambda deed: deed.__name__
)
def test_what_breaks_off_half_way_has_done_nothing(
    database: Database, cast: Cast, now: datetime, deed: Deed
) -> None:
    with database.begin(now) as tx:
        reported(tx, cast.ada, cast.quartz)
    before, broken_at = everything(database), 0
    while breaks(database, lambda tx: deed(tx, cast), now, broken_at):
        assert everything(database) == before, f"broken off at statement {broken_at}"
        broken_at += 1
    assert broken_at > 2
    assert everything(database) != before  # the last time it went through
