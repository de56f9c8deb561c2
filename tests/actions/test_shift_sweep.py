"""What time alone brings about; on both databases."""

from datetime import date, datetime, timedelta

from scheduling.policy.loader import load_policy
from scheduling.roster.queries import find_person
from scheduling.shifts.actions import join_waitlist, release_shift
from scheduling.shifts.queries import list_holders, list_waiting
from scheduling.shifts.sweep import close_waitlists, fill_one_shift, sweep_first_shifts, sweep_shifts
from scheduling.store.engine import Database
from tests.factories.roster import change_person
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_recorded, list_told
from tests.people import Cast

POLICY = load_policy("default")


def test_the_line_of_a_shift_that_starts_is_closed(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(hours=1))
        give(tx, shift, cast.ada)
        join_waitlist(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
        assert close_waitlists(tx) == 0
    with database.begin(now + timedelta(hours=1)) as tx:
        assert [close_waitlists(tx), close_waitlists(tx)] == [1, 0]
        assert list_waiting(tx, shift.id) == []
        assert list_recorded(tx)[-1] == ("sweep", "waitlist_closed")


def test_the_first_shift_of_an_officer_is_the_first_that_began_while_they_held_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        given_back = add_shift(tx, cast.quartz, now + timedelta(days=1))
        worked = add_shift(tx, cast.quartz, now + timedelta(days=2))
        give(tx, given_back, cast.ada)
        give(tx, worked, cast.ada)
        assert sweep_first_shifts(tx) == 0
        release_shift(tx, actor=cast.ada, shift_id=given_back.id, policy=POLICY)
    with database.begin(now + timedelta(days=5)) as tx:
        assert [sweep_first_shifts(tx), sweep_first_shifts(tx)] == [1, 0]
        ada = find_person(tx, cast.ada.id)
        assert ada is not None
        assert ada.first_shift_on == date(2026, 8, 14)


def test_a_free_place_goes_to_somebody_in_line_as_soon_as_the_rules_allow_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2))
        give(tx, shift, cast.ada)
        join_waitlist(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
        change_person(tx, cast.ben, standing="blocked", standing_reason="course overdue")
        release_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        told = list_told(tx)
        assert fill_one_shift(tx, POLICY) == 0
        assert list_told(tx) == told  # nobody is told every few seconds
        change_person(tx, cast.ben, standing="clear")
        while sweep_shifts(tx, POLICY):
            pass
        assert [person.name for person, _ in list_holders(tx, shift.id)] == ["Ben Birch"]
        assert list_told(tx)[-1] == ("waitlist_moved_up", f"person:{cast.ben.id}")


def test_one_line_that_nobody_can_leave_does_not_hold_up_the_next(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        stuck, moving = (add_shift(tx, cast.quartz, now + timedelta(days=day)) for day in (2, 3))
        for shift, waits in ((stuck, cast.ben), (moving, cast.cleo)):
            give(tx, shift, cast.ada)
            join_waitlist(tx, actor=waits, shift_id=shift.id, policy=POLICY)
        for person in (cast.ben, cast.cleo):
            change_person(tx, person, standing="blocked")
        for shift in (stuck, moving):
            release_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        change_person(tx, cast.cleo, standing="clear")
        assert fill_one_shift(tx, POLICY) == 1
        assert list_holders(tx, moving.id)[0][0].name == "Cleo Cedar"
