"""Giving back, waiting in line, and who gets the place next; on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduling.audit.tables import audit
from scheduling.outbox.actions import Urgency
from scheduling.policy.loader import load_policy
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.actions import join_waitlist, leave_waitlist, release_shift
from scheduling.shifts.facts import Released, Shift
from scheduling.shifts.handover import fill_from_waitlist
from scheduling.shifts.queries import find_shift, list_holders, list_waiting, list_waits_of
from scheduling.shifts.questions.actions import ask_release
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.roster import change_person
from tests.factories.shifts import add_shift, change_shift_row, give
from tests.factories.told import list_boards_touched, list_recorded, list_told, refs_of
from tests.factories.watched import find_unfilled
from tests.people import Cast

POLICY = load_policy("default")


def release(tx: Transaction, actor: Person, shift: Shift, officer: Person, reason: str = "") -> Released:
    return release_shift(tx, actor=actor, shift_id=shift.id, policy=POLICY, officer=officer, reason=reason)


def wait(tx: Transaction, actor: Person, shift: Shift) -> int:
    return join_waitlist(tx, actor=actor, shift_id=shift.id, policy=POLICY).rank


def held_by_ada(tx: Transaction, cast: Cast, hours_ahead: float = 48, **told: int) -> Shift:
    shift = add_shift(tx, cast.quartz, tx.now + timedelta(hours=hours_ahead), **told)
    give(tx, shift, cast.ada)
    return shift


def holders(tx: Transaction, shift: Shift) -> list[str]:
    return [person.name for person, _ in list_holders(tx, shift.id)]


def test_an_officer_who_gives_a_shift_back_in_time_is_free_and_nobody_is_alarmed(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = held_by_ada(tx, cast, hours_ahead=100)
        released = release(tx, cast.ada, shift, cast.ada)
        assert (released.next_holder, released.shift.free) == (None, 1)
        assert (holders(tx, shift), list_told(tx)) == ([], [])
        assert list_boards_touched(tx) == ["2026-08-16"]
        assert list_recorded(tx) == [(f"person:{cast.ada.id}", "shift_released")]


def test_a_shift_cannot_be_given_back_twice(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        shift = held_by_ada(tx, cast)
        release(tx, cast.ada, shift, cast.ada)
        with pytest.raises(Refused) as refusal:
            release(tx, cast.ada, shift, cast.ada)
        assert refusal.value.refusals[0].rule is Rule.NOT_YOURS


def test_an_officer_whom_the_sergeant_takes_off_late_is_told_and_so_are_the_supervisors(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = held_by_ada(tx, cast, hours_ahead=3)
        release(tx, cast.sol, shift, cast.ada, reason="ill")
        assert list_told(tx) == [("shift_released", f"person:{cast.ada.id}")]
        unfilled = find_unfilled(tx, shift)
        assert unfilled is not None
        assert unfilled.urgency is Urgency.URGENT
        tx.finish_deferred()
        of_release = select(audit.c.after).where(audit.c.verb == "shift_released")
        assert tx.execute(of_release).scalar_one() == {
            "set_aside": ["release_cutoff"],
            "policy": f"default {POLICY.version}",
        }


def test_an_officer_gives_back_late_and_alone_while_no_cut_off_is_in_force(
    database: Database, cast: Cast, now: datetime
) -> None:
    from_tomorrow = replace(POLICY.release_cutoff, since=now.date() + timedelta(days=1))
    policy = replace(POLICY, release_cutoff=from_tomorrow)
    with database.begin(now) as tx:
        today, tomorrow = held_by_ada(tx, cast, hours_ahead=3), held_by_ada(tx, cast, hours_ahead=20)
        release_shift(tx, actor=cast.ada, shift_id=today.id, policy=policy)
        with pytest.raises(Refused) as refusal:
            release_shift(tx, actor=cast.ada, shift_id=tomorrow.id, policy=policy)
        assert refusal.value.refusals[0].rule is Rule.RELEASE_CUTOFF
        assert list_told(tx) == []


def test_a_late_release_that_somebody_in_line_fills_alarms_nobody(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = held_by_ada(tx, cast, hours_ahead=3)
        wait(tx, cast.ben, shift)
        assert release(tx, cast.sol, shift, cast.ada, reason="ill").next_holder == cast.ben
        assert [kind for kind, _ in list_told(tx)] == ["waitlist_moved_up", "shift_released"]


def test_past_the_cut_off_an_officer_asks_those_who_answer_for_them(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = held_by_ada(tx, cast, hours_ahead=3)
        with pytest.raises(Refused) as refusal:
            release(tx, cast.ada, shift, cast.ada)
        assert refusal.value.refusals[0].rule is Rule.RELEASE_CUTOFF
        asked = ask_release(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY, reason="my child is ill")
        assert asked.whom == (cast.sol,)
        assert list_told(tx) == [("release_asked", f"person:{cast.sol.id}")]
        assert holders(tx, shift) == ["Ada Alder"]


@pytest.mark.parametrize(
    ("reason", "hours_ahead", "rule"), [(" ", 3, Rule.REASON_MISSING), ("ill", -9, Rule.ENDED)]
)
def test_nobody_is_asked_without_a_reason_or_for_a_shift_that_is_over(
    database: Database, cast: Cast, now: datetime, reason: str, hours_ahead: float, rule: Rule
) -> None:
    with database.begin(now) as tx:
        shift = held_by_ada(tx, cast, hours_ahead=hours_ahead)
        with pytest.raises(Refused) as refusal:
            ask_release(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY, reason=reason)
        assert refusal.value.refusals[0].rule is rule


class TestTheLine:
    """Who waits for a full shift, in which order, and until when."""

    def test_a_full_shift_has_a_line_in_order_of_joining(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            shift = held_by_ada(tx, cast)
            assert [wait(tx, officer, shift) for officer in (cast.ben, cast.sol)] == [1, 2]
            assert list_waiting(tx, shift.id) == [cast.ben, cast.sol]
            assert [(waits.shift.id, waits.rank) for waits in list_waits_of(tx, cast.sol)] == [(shift.id, 2)]

    def test_nobody_waits_for_what_they_could_not_claim_or_need_not_wait_for(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            full = held_by_ada(tx, cast)
            free = add_shift(tx, cast.quartz, now + timedelta(days=3))
            unarmed = change_person(tx, cast.ben, armed=False)
            armed = change_shift_row(tx, held_by_ada(tx, cast, hours_ahead=96), armed=True)
            wait(tx, cast.sol, full)
            for officer, shift, rule in (
                (cast.ada, full, Rule.ALREADY_YOURS),
                (cast.sol, full, Rule.ALREADY_WAITING),
                (cast.ben, free, Rule.NOT_FULL),
                (unarmed, armed, Rule.ARMED),
            ):
                with pytest.raises(Refused) as refusal:
                    wait(tx, officer, shift)
                assert refusal.value.refusals[0].rule is rule

    def test_whoever_leaves_the_line_makes_the_next_one_first(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            shift = held_by_ada(tx, cast)
            wait(tx, cast.ben, shift)
            wait(tx, cast.sol, shift)
            leave_waitlist(tx, actor=cast.ben, shift_id=shift.id)
            assert list_waits_of(tx, cast.sol)[0].rank == 1
            with pytest.raises(Refused) as refusal:
                leave_waitlist(tx, actor=cast.ben, shift_id=shift.id)
            assert refusal.value.refusals[0].rule is Rule.NOT_WAITING

    def test_a_release_hands_the_place_to_the_first_who_passes_and_tells_everyone_concerned(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            shift = held_by_ada(tx, cast)
            wait(tx, cast.ben, shift)
            wait(tx, cast.sol, shift)
            give(tx, add_shift(tx, cast.basalt, shift.starts_at), cast.ben)  # by now Ben is elsewhere
            released = release(tx, cast.ada, shift, cast.ada)
            assert released.next_holder == cast.sol
            assert [over.officer for over in released.passed_over] == [cast.ben]
            assert list_told(tx) == [
                ("waitlist_moved_up", f"person:{cast.sol.id}"),
                ("waitlist_passed_over", f"person:{cast.ben.id}"),
            ]
            assert refs_of(tx, "waitlist_passed_over")["rules"][0] == "overlap"
            assert (holders(tx, shift), list_waiting(tx, shift.id)) == (["Sergeant Sol Sequoia"], [cast.ben])
            assert list_recorded(tx)[-1] == (f"person:{cast.sol.id}", "waitlist_moved_up")

    def test_two_more_places_go_to_the_first_two_in_line(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            shift = held_by_ada(tx, cast)
            for officer in (cast.ben, cast.sol, cast.cleo):
                wait(tx, officer, shift)
            fill_from_waitlist(tx, change_shift_row(tx, shift, places=3), POLICY)
            assert holders(tx, shift) == ["Ada Alder", "Ben Birch", "Sergeant Sol Sequoia"]
            assert list_waiting(tx, shift.id) == [cast.cleo]

    def test_a_place_that_the_feed_has_cut_is_not_handed_on(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            shift = add_shift(tx, cast.quartz, now + timedelta(days=2), places=2)
            give(tx, shift, cast.ada)
            give(tx, shift, cast.sol, place=2)
            wait(tx, cast.ben, shift)
            change_shift_row(tx, shift, places=1)
            assert release(tx, cast.ada, shift, cast.ada).next_holder is None
            found = find_shift(tx, shift.id)
            assert found is not None
            assert (found.held, found.free) == (1, 0)
