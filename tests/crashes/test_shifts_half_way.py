"""Wherever what people do about an escalated shift breaks off, nothing of it is there; then it is done."""

from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import pytest

from scheduling.escalations.facts import EscalationKind
from scheduling.escalations.queries import list_open
from scheduling.roster.actions import mark_deactivated
from scheduling.shifts.attendance.actions import check_in, check_out
from scheduling.shifts.covering.assigning import assign_officer
from scheduling.shifts.covering.backup import ask_backup
from scheduling.shifts.covering.cover import call_cover
from scheduling.shifts.covering.offers import offer_shift
from scheduling.shifts.holdings.clearing import release_all
from scheduling.shifts.holdings.sweep import look_at_holdings
from scheduling.shifts.watch.sweep import sweep_watch
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.crashes.half_way import all_of_it_or_nothing
from tests.factories.shifts import add_shift, give
from tests.factories.triggers import POLICY
from tests.people import HERON, KESTREL, TEAM, Cast

HOUR = timedelta(hours=1)
UNFILLED, STAFFED, BEGUN = 1, 2, 3
"""Shifts by their number: nobody's; Ben's, who is gone; Ada's, who has not come."""


class Deed(Protocol):
    """Something that is done about one of them."""

    def __call__(self, tx: Transaction, cast: Cast) -> object:
        """Do it."""
        ...


def escalated(tx: Transaction, kind: EscalationKind) -> int:
    """The number of the one that is open."""
    [number] = [each.id for each in list_open(tx, limit=9) if each.concern.kind is kind]
    return number


def ask_officers(tx: Transaction, cast: Cast) -> None:
    number = escalated(tx, EscalationKind.SHIFT_UNFILLED)
    offer_shift(tx, actor=cast.sol, escalation_id=number, policy=POLICY)


def ask_the_back_up(tx: Transaction, cast: Cast) -> None:
    number = escalated(tx, EscalationKind.SHIFT_UNFILLED)
    ask_backup(tx, actor=cast.sol, escalation_id=number, policy=POLICY)


def assign(tx: Transaction, cast: Cast) -> None:
    number = escalated(tx, EscalationKind.SHIFT_UNFILLED)
    assign_officer(
        tx, actor=cast.sol, escalation_id=number, shift_id=UNFILLED, officer=cast.ada, reason="",
        policy=POLICY,
    )  # fmt: skip


def call_for_cover(tx: Transaction, cast: Cast) -> None:
    number = escalated(tx, EscalationKind.SHIFT_NO_SHOW)
    call_cover(tx, actor=cast.sol, escalation_id=number, reason="Nobody answers", policy=POLICY)


def come_late(tx: Transaction, cast: Cast) -> None:
    check_in(tx, actor=cast.ada, shift_id=BEGUN, policy=POLICY)


def come_and_go(tx: Transaction, cast: Cast) -> None:
    come_late(tx, cast)
    check_out(tx, actor=cast.ada, shift_id=BEGUN)


def release_all_of_ben(tx: Transaction, cast: Cast) -> None:
    number = escalated(tx, EscalationKind.OFFICER_GONE)
    release_all(tx, actor=cast.sol, escalation_id=number, reason="He has left", policy=POLICY)


@pytest.mark.parametrize(
    "deed",
    [ask_officers, ask_the_back_up, assign, call_for_cover, come_late, come_and_go, release_all_of_ben],
    ids=lambda deed: deed.__name__,
)
def test_what_breaks_off_half_way_has_done_nothing(
    database: Database, cast: Cast, now: datetime, deed: Deed
) -> None:
    with database.begin(now - 2 * HOUR) as tx:
        unfilled, held, begun = (
            add_shift(
                tx, cast.quartz, now + starts_in * HOUR, agency=HERON, backup_agencies=[KESTREL], watch_at=now
            )
            for starts_in in (48, 60, -1)
        )
        assert [unfilled.id, held.id, begun.id] == [UNFILLED, STAFFED, BEGUN]
        give(tx, held, cast.ben)
        give(tx, begun, cast.ada)
    with database.begin(now) as tx:
        mark_deactivated(tx, team_id=TEAM, slack_id=cast.ben.slack_id or "")
        look_at_holdings(tx, POLICY)
        sweep_watch(tx, POLICY)
    all_of_it_or_nothing(database, partial(deed, cast=cast), now + HOUR / 2)
