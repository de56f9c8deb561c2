"""The agency's own clock counts as a check-in; on both databases."""

from datetime import datetime, timedelta

from scheduling.policy.loader import load_policy
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.attendance.actions import check_in
from scheduling.shifts.attendance.rows import find_check_in
from scheduling.shifts.watch.sweep import sweep_watch
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.feed import pull, row
from tests.factories.watched import find_no_show
from tests.people import Cast

POLICY = load_policy("default")
ENTERED = "2026-08-12T13:10"
TODAY = {"starts": "2026-08-12T13:00", "ends": "2026-08-12T21:00"}
HOUR = timedelta(hours=1)


def is_missed(tx: Transaction, claim_id: int) -> bool:
    return find_no_show(tx, claim_id) is not None


def held_by_ada(database: Database, cast: Cast, now: datetime) -> int:
    with database.begin(now) as tx:
        report = pull(tx, row(**TODAY))
        number = report.differences[0].number
        assert number is not None
        return claim_shift(tx, actor=cast.ada, shift_id=number, policy=POLICY).claim_id


def test_an_officer_whom_the_feed_clocks_in_is_looked_for_no_more(
    database: Database, cast: Cast, now: datetime
) -> None:
    claim_id = held_by_ada(database, cast, now)
    with database.begin(now + 1.5 * HOUR) as tx:
        sweep_watch(tx, POLICY)
        assert is_missed(tx, claim_id)
        for _ in range(2):  # the same delivery again changes nothing
            pull(tx, row(**TODAY, clock=[{"officer": cast.ada.badge, "in": ENTERED}]))
        assert not is_missed(tx, claim_id)
        known = find_check_in(tx, claim_id)
        assert (known.in_at, known.in_via, known.in_by) == (now + HOUR + timedelta(minutes=10), "feed", None)


def test_what_the_officer_has_said_stands(database: Database, cast: Cast, now: datetime) -> None:
    claim_id = held_by_ada(database, cast, now)
    with database.begin(now + HOUR) as tx:
        check_in(tx, actor=cast.ada, shift_id=1, policy=POLICY)
    with database.begin(now + 10 * HOUR) as tx:
        gone = "2026-08-12T21:05"
        pull(tx, row(**TODAY, clock=[{"officer": cast.ada.email, "in": ENTERED, "out": gone}]))
        known = find_check_in(tx, claim_id)
        assert (known.in_at, known.in_via, known.out_via) == (now + HOUR, "slack", "feed")


def test_somebody_who_does_not_hold_the_shift_is_named_in_the_quarantine(
    database: Database, cast: Cast, now: datetime
) -> None:
    held_by_ada(database, cast, now)
    with database.begin(now + 1.5 * HOUR) as tx:
        clock = [{"officer": cast.ben.email, "in": ENTERED}]
        report = pull(tx, row(**TODAY, clock=clock), row("J2"))
        [named] = report.quarantined
        assert "no holder of the shift" in named.reason
