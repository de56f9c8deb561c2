"""Officers come and go; on both databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduling.audit.tables import audit
from scheduling.policy.loader import load_policy
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.attendance.actions import check_in, check_out, find_shift_to_enter, find_shift_to_leave
from scheduling.shifts.attendance.rows import find_check_in
from scheduling.shifts.facts import Shift
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.shifts import add_shift, give
from tests.people import Cast

POLICY = load_policy("default")
HOUR = timedelta(hours=1)


def enter(tx: Transaction, actor: Person, shift: Shift, officer: Person | None = None, why: str = "") -> None:
    check_in(tx, actor=actor, shift_id=shift.id, policy=POLICY, officer=officer, reason=why)


def refused(refusal: pytest.ExceptionInfo[Refused]) -> tuple[Rule, dict[str, object]]:
    [first, *_] = refusal.value.refusals
    return first.rule, dict(first.figures)


def test_an_officer_comes_and_goes_and_both_instants_are_kept(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + HOUR)
        claim_id = give(tx, shift, cast.ada)
        enter(tx, cast.ada, shift)
    gone_at = now + 9 * HOUR
    with database.begin(gone_at) as tx:
        check_out(tx, actor=cast.ada, shift_id=shift.id)
        known = find_check_in(tx, claim_id)
        assert (known.in_at, known.in_by, known.out_at, known.out_by) == (
            now, cast.ada.id, gone_at, cast.ada.id,
        )  # fmt: skip


def test_nobody_checks_in_more_than_an_hour_before_the_start(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + HOUR + timedelta(seconds=1))
        give(tx, shift, cast.ada)
        with pytest.raises(Refused) as refusal:
            enter(tx, cast.ada, shift)
    rule, figures = refused(refusal)
    assert (rule, figures["opens_at"], figures["before"]) == (
        Rule.CHECK_IN_EARLY, shift.starts_at - HOUR, HOUR,
    )  # fmt: skip


def test_an_officer_who_is_there_cannot_come_again_and_who_has_gone_cannot_go_again(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now)
        give(tx, shift, cast.ada)
        with pytest.raises(Refused) as not_in:
            check_out(tx, actor=cast.ada, shift_id=shift.id)
        enter(tx, cast.ada, shift)
        with pytest.raises(Refused) as twice:
            enter(tx, cast.ada, shift)
        check_out(tx, actor=cast.ada, shift_id=shift.id)
        with pytest.raises(Refused) as gone:
            check_out(tx, actor=cast.ada, shift_id=shift.id)
    assert refused(not_in) == (Rule.NOT_CHECKED_IN, {"number": shift.id})
    assert refused(twice) == (Rule.CHECKED_IN, {"number": shift.id, "at": now})
    assert refused(gone) == (Rule.CHECKED_OUT, {"number": shift.id, "at": now})


def test_nobody_checks_in_to_a_shift_of_somebody_else_or_to_one_that_is_over(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now)
        give(tx, shift, cast.ada)
        with pytest.raises(Refused) as other:
            enter(tx, cast.ben, shift)
        assert refused(other)[0] is Rule.NOT_YOURS
    with database.begin(shift.ends_at) as tx, pytest.raises(Refused) as over:
        enter(tx, cast.ada, shift)
    assert refused(over) == (Rule.ENDED, {"number": shift.id, "ends_at": shift.ends_at})


def test_a_sergeant_checks_an_officer_in_with_a_reason_that_is_kept_and_not_without(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now)
        claim_id = give(tx, shift, cast.ada)
        for actor, why, rule in (
            (cast.sol, " ", Rule.REASON_MISSING), (cast.ben, "saw her", Rule.NOT_ENTITLED),
        ):  # fmt: skip
            with pytest.raises(Refused) as refusal:
                enter(tx, actor, shift, cast.ada, why)
            assert refused(refusal)[0] is rule
        enter(tx, cast.sol, shift, cast.ada, "radio down")
        known = find_check_in(tx, claim_id)
        assert (known.in_by, known.in_reason) == (cast.sol.id, "radio down")
        tx.finish_deferred()
        kept = select(audit.c.reason).where(audit.c.verb == "shift_checked_in")
        assert tx.execute(kept).scalar_one() == "radio down"


def test_who_names_no_shift_means_the_one_that_is_on_or_reads_when_the_next_may_be_entered(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        with pytest.raises(Refused) as none:
            find_shift_to_enter(tx, cast.ada, POLICY)
        first = add_shift(tx, cast.quartz, now, hours=4)
        second = add_shift(tx, cast.quartz, now + 4 * HOUR, hours=4)
        for shift in (first, second):
            give(tx, shift, cast.ada)
        assert find_shift_to_enter(tx, cast.ada, POLICY) == first.id
        enter(tx, cast.ada, first)
        with pytest.raises(Refused) as already:
            find_shift_to_enter(tx, cast.ada, POLICY)
    assert refused(none)[0] is Rule.NO_SHIFT_NOW
    assert refused(already)[0] is Rule.CHECKED_IN
    with database.begin(now + 4 * HOUR) as tx:
        assert find_shift_to_leave(tx, cast.ada) == first.id
        assert find_shift_to_enter(tx, cast.ada, POLICY) == second.id
