"""Two things that happen to one shift at the same moment: whichever comes first, what is left makes sense.

Each story is told several times over, since no single run meets every order of events.
"""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from scheduling.audit.actions import FEED
from scheduling.refusals import Rule
from scheduling.shifts.actions import join_waitlist, leave_waitlist, release_shift
from scheduling.shifts.facts import Shift, Status
from scheduling.shifts.feed_actions import lock_concerned, withdraw_shifts
from scheduling.shifts.queries import find_shift, list_holders, list_waiting
from scheduling.shifts.sweep import sweep_shifts
from scheduling.shifts.tables import claims
from scheduling.shifts.terms import Occasion
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.feed import pull, row
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_recorded
from tests.people import Cast
from tests.races.shift_deeds import POLICY, claiming, releasing
from tests.races.together import at_once

AGAIN = pytest.mark.parametrize("again", range(3))


def withdraw(tx: Transaction, shift: Shift) -> None:
    lock_concerned(tx, [shift.id])
    withdraw_shifts(tx, [shift.id], reason="gone from the feed", by=Occasion(FEED, "pull:1"))


def prepared(database: Database, cast: Cast, now: datetime, *, places: int = 1, hold: bool = True) -> Shift:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2), places=places)
        if hold:
            give(tx, shift, cast.ada)
        return shift


def count_held(tx: Transaction, shift: Shift) -> int:
    held = select(func.count()).where(claims.c.shift_id == shift.id, claims.c.state == "held")
    count: int = tx.execute(held).scalar_one()
    return count


@AGAIN
def test_two_officers_and_a_place_for_each_both_get_one(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift = prepared(database, cast, now, places=2, hold=False)
    said = at_once(database, now, *(claiming(officer, shift) for officer in (cast.ada, cast.ben, cast.sol)))
    assert sorted(map(str, said)) == ["None", "None", Rule.FULL]
    with database.read(now) as tx:
        assert count_held(tx, shift) == 2


@AGAIN
def test_places_that_the_feed_cut_are_not_given_out_beyond_their_number(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    everybody = (cast.sol, cast.ada, cast.ben)
    starts = {"starts": "2026-08-15T07:00", "ends": "2026-08-15T15:00", "agency": ""}
    with database.begin(now) as tx:
        pull(tx, row(places=4, **starts))
        shift = find_shift(tx, 1)
        assert shift is not None
        for place, officer in enumerate((*everybody, cast.cleo), start=1):
            give(tx, shift, officer, place=place)
        pull(tx, row(places=2, **starts))
    for officer in everybody:  # who stays is the one on the last place
        with database.begin(now) as tx:
            release_shift(tx, actor=officer, shift_id=shift.id, policy=POLICY)

    assert at_once(database, now, *(claiming(officer, shift) for officer in everybody)).count(None) == 1

    with database.read(now) as tx:
        assert count_held(tx, shift) == 2


@AGAIN
def test_one_officer_who_presses_twice_on_two_phones_holds_one_place(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift = prepared(database, cast, now, places=2, hold=False)
    said = at_once(database, now, claiming(cast.ada, shift), claiming(cast.ada, shift))
    assert sorted(map(str, said)) == ["None", Rule.ALREADY_YOURS]


@AGAIN
def test_one_officer_who_claims_two_overlapping_shifts_at_once_gets_one(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shifts = [prepared(database, cast, now, hold=False) for _ in range(2)]
    said = at_once(database, now, *(claiming(cast.ada, shift) for shift in shifts))
    assert sorted(map(str, said)) == ["None", Rule.OVERLAP]


@AGAIN
def test_an_officer_and_a_sergeant_who_release_at_once_release_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift = prepared(database, cast, now)
    said = at_once(database, now, releasing(cast.ada, shift, cast.ada), releasing(cast.sol, shift, cast.ada))
    assert sorted(map(str, said)) == ["None", Rule.NOT_YOURS]
    with database.read(now) as tx:
        assert [verb for _, verb in list_recorded(tx)] == ["shift_released", "escalation_opened"]


@AGAIN
def test_a_claim_against_a_withdrawal_leaves_nobody_on_a_shift_that_is_gone(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift = prepared(database, cast, now, hold=False)
    said = at_once(database, now, claiming(cast.ada, shift), partial(withdraw, shift=shift))
    assert said in ([None, None], [Rule.WITHDRAWN, None])
    with database.read(now) as tx:
        assert count_held(tx, shift) == 0


@AGAIN
def test_a_release_against_a_withdrawal_ends_the_claim_once_and_moves_nobody_up_for_good(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift = prepared(database, cast, now)
    with database.begin(now) as tx:
        join_waitlist(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
    said = at_once(database, now, releasing(cast.ada, shift, cast.ada), partial(withdraw, shift=shift))
    assert said in ([None, None], [Rule.NOT_YOURS, None])
    with database.read(now) as tx:
        found = find_shift(tx, shift.id)
        assert found is not None
        assert (found.status, found.held) == (Status.WITHDRAWN, 0)
        assert list_waiting(tx, shift.id) == []


@AGAIN
def test_a_place_that_comes_free_goes_to_one_of_those_who_want_it(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift = prepared(database, cast, now)
    with database.begin(now) as tx:
        join_waitlist(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
    at_once(
        database,
        now,
        releasing(cast.ada, shift, cast.ada),
        claiming(cast.sol, shift),
        partial(join_waitlist, actor=cast.cleo, shift_id=shift.id, policy=POLICY),
        partial(leave_waitlist, actor=cast.ben, shift_id=shift.id),
        partial(sweep_shifts, policy=POLICY),
    )
    with database.begin(now) as tx:
        while sweep_shifts(tx, POLICY):
            pass
        found = find_shift(tx, shift.id)
        assert found is not None
        waiting = list_waiting(tx, shift.id)
        assert found.held <= 1
        assert found.held == 1 or not waiting
        assert not {person.id for person, _ in list_holders(tx, shift.id)} & {each.id for each in waiting}


@AGAIN
def test_two_shifts_given_back_at_once_make_nobody_in_both_lines_hold_two_that_overlap(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    one, other = (prepared(database, cast, now), prepared(database, cast, now, hold=False))
    with database.begin(now) as tx:
        give(tx, other, cast.sol)
        for shift in (one, other):
            join_waitlist(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
    said = at_once(database, now, releasing(cast.ada, one, cast.ada), releasing(cast.sol, other, cast.sol))
    assert said == [None, None]
    with database.read(now) as tx:
        assert count_held(tx, one) + count_held(tx, other) == 1
