"""A notice is checked again when it is sent: what has been overtaken is not told."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, enqueue
from scheduling.outbox.facts import Obsolete
from scheduling.policy.loader import load_policy
from scheduling.refusals import Rule
from scheduling.shifts import notices
from scheduling.shifts.actions import claim_shift, join_waitlist, release_shift
from scheduling.shifts.facts import Shift
from scheduling.shifts.notice_facts import (
    Overfull,
    PlaceLost,
    ShiftChanged,
    ShiftClaimed,
    ShiftWithdrawn,
    WaitlistMovedUp,
    WaitlistPassedOver,
)
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.shifts import add_shift, change_shift_row, give
from tests.factories.told import refs_of
from tests.people import Cast

POLICY = load_policy("default")


def load(tx: Transaction, kind: str, **refs: Any) -> object:
    return getattr(notices, f"load_{kind}")(tx, refs or refs_of(tx, kind))


def released(tx: Transaction, cast: Cast, shift: Shift) -> None:
    release_shift(tx, actor=cast.sol, shift_id=shift.id, policy=POLICY, officer=cast.ada, reason="ill")


def test_an_officer_is_told_of_a_claim_made_for_them_unless_it_has_ended_since(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2))
        claim_shift(tx, actor=cast.sol, shift_id=shift.id, policy=POLICY, officer=cast.ada)
        told = load(tx, "shift_claimed")
        assert isinstance(told, ShiftClaimed)
        assert (told.officer, told.by, told.override_reason) == (cast.ada, cast.sol, "")
        released(tx, cast, shift)
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)  # again, but by herself
        assert isinstance(load(tx, "shift_claimed"), Obsolete)
        assert isinstance(load(tx, "shift_released"), Obsolete)


def test_an_officer_who_moved_up_is_told_unless_the_shift_is_over(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(hours=2))
        give(tx, shift, cast.ada)
        join_waitlist(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
        released(tx, cast, shift)
        assert isinstance(load(tx, "waitlist_moved_up"), WaitlistMovedUp)
    with database.read(now + timedelta(hours=10)) as tx:
        assert load(tx, "waitlist_moved_up") == Obsolete("the shift is over")


def test_an_empty_post_of_an_earlier_release_alarms_the_supervisors_unless_somebody_has_taken_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(hours=2))
        give(tx, shift, cast.ada)
        released(tx, cast, shift)
        refs = {"shift": shift.id, "officer": cast.ada.id, "released_by": cast.sol.id, "reason": "ill"}
        enqueue(tx, [Notice("place_lost", SUPERVISORS_CHANNEL, "place_lost:1", refs)])
        told = load(tx, "place_lost")
        assert isinstance(told, PlaceLost)
        assert (told.released_by, told.reason) == (cast.sol, "ill")
        claim_shift(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
        assert load(tx, "place_lost") == Obsolete("the place is taken again")


def test_a_change_is_told_with_the_figures_of_the_rule_that_it_breaks_until_a_later_one_has_overtaken_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2))
        give(tx, add_shift(tx, cast.basalt, shift.starts_at - timedelta(hours=12), hours=4), cast.ada)
        give(tx, shift, cast.ada)
        earlier = shift.starts_at - timedelta(minutes=30)
        refs = {
            "shift": shift.id,
            "officer": cast.ada.id,
            "changes": {"starts_at": [shift.starts_at.isoformat(), earlier.isoformat()]},
            "refusals": ["rest"],
        }
        change_shift_row(tx, shift, starts_at=earlier)
        told = notices.load_shift_changed(tx, refs, POLICY)
        assert isinstance(told, ShiftChanged)
        assert [(refusal.rule, refusal.figures["rest"]) for refusal in told.refusals] == [
            (Rule.REST, timedelta(hours=7.5))
        ]
        change_shift_row(tx, shift, starts_at=shift.starts_at)
        assert notices.load_shift_changed(tx, refs, POLICY) == Obsolete("a later change has overtaken it")


@pytest.mark.parametrize(("status", "returned"), [("withdrawn", False), ("open", True)])
def test_whoever_lost_a_shift_is_told_even_where_it_has_returned_without_them(
    database: Database, cast: Cast, now: datetime, status: str, returned: bool
) -> None:
    with database.begin(now) as tx:
        shift = change_shift_row(tx, add_shift(tx, cast.quartz, now + timedelta(days=2)), status=status)
        told = load(tx, "shift_withdrawn", shift=shift.id, officer=cast.ada.id)
        assert isinstance(told, ShiftWithdrawn)
        assert told.returned is returned


def test_whoever_was_passed_over_is_told_while_they_wait_or_the_line_was_closed(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2))
        about = {"shift": shift.id, "officer": cast.ben.id}
        assert load(tx, "waitlist_passed_over", **about, rules=["rest"]) == Obsolete(
            "the officer is no longer in line"
        )
        told = load(tx, "waitlist_passed_over", **about, rules=["withdrawn"])
        assert isinstance(told, WaitlistPassedOver)
        assert told.closed
        give(tx, shift, cast.ada)
        join_waitlist(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
        assert load(tx, "waitlist_passed_over", **about, rules=["withdrawn"]) == Obsolete(
            "the officer is in line again"
        )


def test_a_shift_with_too_many_officers_is_told_with_their_names_until_there_is_room(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2), places=2)
        give(tx, shift, cast.ada)
        give(tx, shift, cast.ben, place=2)
        assert isinstance(load(tx, "overfull", shift=shift.id), Obsolete)
        change_shift_row(tx, shift, places=1)
        told = load(tx, "overfull", shift=shift.id)
        assert isinstance(told, Overfull)
        assert told.holders == (cast.ada, cast.ben)
        released(tx, cast, shift)
        assert load(tx, "overfull", shift=shift.id) == Obsolete("there are places for all who hold it")
