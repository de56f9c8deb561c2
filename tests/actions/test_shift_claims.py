"""Claiming, on both databases: what lands, what is refused, what is written down, who is told."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from scheduling.audit.tables import audit
from scheduling.policy.loader import load_policy
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.actions import claim_shift, release_shift
from scheduling.shifts.facts import Claimed
from scheduling.shifts.queries import find_shift, list_holders, preview_claim
from scheduling.shifts.questions.actions import ask_override
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.roster import change_person
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_boards_touched, list_recorded, list_told, refs_of
from tests.people import HERON, KESTREL, Cast

POLICY = load_policy("default")


def claim(tx: Transaction, actor: Person, shift_id: int, **told: object) -> Claimed:
    return claim_shift(tx, actor=actor, shift_id=shift_id, policy=POLICY, **told)  # type: ignore[arg-type]  # passed on


def refused(tx: Transaction, actor: Person, shift_id: int, **told: object) -> list[Rule]:
    with pytest.raises(Refused) as refusal:
        claim(tx, actor, shift_id, **told)
    return [each.rule for each in refusal.value.refusals]


def test_an_officer_who_claims_a_free_shift_holds_it(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2))
        claimed = claim(tx, cast.ada, shift.id)
    with database.read(now) as tx:
        assert list_holders(tx, shift.id) == [(cast.ada, now)]
        assert (claimed.place, claimed.officer) == (1, cast.ada)
        assert list_recorded(tx) == [(f"person:{cast.ada.id}", "shift_claimed")]


def test_whoever_presses_reads_the_answer_and_is_not_told_again(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        claim(tx, cast.ada, add_shift(tx, cast.quartz, now + timedelta(days=2)).id)
        assert list_told(tx) == []
        assert list_boards_touched(tx) == ["2026-08-14"]


def test_two_claims_of_one_day_ask_for_one_update_of_its_board(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2), places=2)
        claim(tx, cast.ada, shift.id)
        claim(tx, cast.ben, shift.id)
        assert list_boards_touched(tx) == ["2026-08-14"]


def test_the_second_officer_is_refused_with_the_winners_name_and_time(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2))
        claim(tx, cast.ada, shift.id)
    with database.begin(now + timedelta(seconds=1)) as tx, pytest.raises(Refused) as refusal:
        claim(tx, cast.ben, shift.id)
    assert refusal.value.refusals[0].figures["holders"] == (("Ada Alder", now),)


def test_a_shift_of_two_places_takes_two_officers_and_no_third(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2), places=2)
        assert [claim(tx, officer, shift.id).place for officer in (cast.ada, cast.ben)] == [1, 2]
        assert refused(tx, cast.sol, shift.id) == [Rule.FULL]


def test_a_place_given_back_in_the_middle_is_taken_again(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2), places=3)
        for officer in (cast.ada, cast.ben):
            claim(tx, officer, shift.id)
        release_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        assert claim(tx, cast.sol, shift.id).place == 1
        assert claim(tx, cast.cleo, shift.id).place == 3


def test_nobody_claims_a_shift_that_does_not_exist(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        assert refused(tx, cast.ada, 404) == [Rule.NO_SUCH_SHIFT]


def test_an_officer_who_was_deactivated_may_do_nothing(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2))
        gone = change_person(tx, cast.ada, deactivated_at=now)
        assert refused(tx, gone, shift.id) == [Rule.DEACTIVATED]


def test_a_refused_claim_changes_nothing(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2), agency="Osprey Town Police")
        refused(tx, cast.ada, shift.id)
        found = find_shift(tx, shift.id)
        assert found is not None
        assert (found.held, list_recorded(tx), list_boards_touched(tx)) == (0, [], [])


def test_the_preview_says_what_the_claim_then_finds(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        before = add_shift(tx, cast.basalt, now + timedelta(days=1), hours=4)
        shift = add_shift(tx, cast.quartz, now + timedelta(days=1, hours=13))
        claim(tx, cast.ada, before.id)
        verdict = preview_claim(tx, officer=cast.ada, shift=shift, policy=POLICY)
        assert verdict.load.rest_before == timedelta(hours=9)
        assert claim(tx, cast.ada, shift.id).load == verdict.load


class TestForOthers:
    """A supervisor puts officers on shifts, and sets rules aside with a reason that is kept."""

    def test_an_officer_whom_the_sergeant_puts_on_a_shift_is_told(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            shift = add_shift(tx, cast.quartz, now + timedelta(days=2))
            claim(tx, cast.sol, shift.id, officer=cast.ada)
            assert list_told(tx) == [("shift_claimed", f"person:{cast.ada.id}")]
            assert list_holders(tx, shift.id) == [(cast.ada, now)]
            assert list_recorded(tx) == [(f"person:{cast.sol.id}", "shift_claimed")]

    def test_an_officer_puts_nobody_else_on_a_shift(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            shift = add_shift(tx, cast.quartz, now + timedelta(days=2))
            assert refused(tx, cast.ada, shift.id, officer=cast.ben) == [Rule.NOT_ENTITLED]

    def test_a_sergeants_override_is_kept_with_its_reason_the_rules_and_the_figures(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            early = add_shift(tx, cast.basalt, now + timedelta(days=1), hours=4)
            give(tx, early, cast.ada)
            shift = add_shift(tx, cast.quartz, now + timedelta(days=1, hours=6))
            assert refused(tx, cast.sol, shift.id, officer=cast.ada) == [Rule.REST]
            assert refused(tx, cast.sol, shift.id, officer=cast.ada, override_reason=" ")[0] is (
                Rule.REASON_MISSING
            )
            claim(tx, cast.sol, shift.id, officer=cast.ada, override_reason="nobody else can come")
            tx.finish_deferred()
            row = tx.execute(select(audit.c.after, audit.c.reason)).one()
            assert row.reason == "nobody else can come"
            assert row.after["set_aside"] == ["rest"]
            assert (row.after["day_hours"], row.after["officer"]) == (10.0, cast.ada.id)
            assert row.after["policy"] == f"default {POLICY.version}"
            assert refs_of(tx, "shift_claimed")["override_reason"] == "nobody else can come"

    def test_a_reason_longer_than_there_is_room_for_is_cut_and_shows_it(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            shift = add_shift(tx, cast.quartz, now + timedelta(days=2))
            claim(tx, cast.sol, shift.id, officer=cast.ada, override_reason="x" * 600)
            tx.finish_deferred()
            kept = tx.execute(select(audit.c.reason)).scalar_one()
            assert (len(kept), kept[-1]) == (500, "…")

    def test_what_only_a_coordinator_may_set_aside_is_asked_of_a_coordinator(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            shift = add_shift(tx, cast.quartz, now + timedelta(days=2), agency=KESTREL)
            assert ask_override(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY).whom == (cast.cora,)

    def test_nobody_is_asked_for_what_nobody_may_give_or_what_is_free_to_take(
        self, database: Database, cast: Cast, now: datetime
    ) -> None:
        with database.begin(now) as tx:
            free = add_shift(tx, cast.quartz, now + timedelta(days=2), agency=HERON)
            armed = add_shift(tx, cast.quartz, now + timedelta(days=4), armed=True)
            lapsed = change_person(tx, cast.ada, qualified_on=date(2020, 1, 1))
            for shift, rule in ((free, Rule.NOTHING_REFUSES), (armed, Rule.QUALIFICATION)):
                with pytest.raises(Refused) as refusal:
                    ask_override(tx, actor=lapsed, shift_id=shift.id, policy=POLICY)
                assert refusal.value.refusals[0].rule is rule
            assert list_told(tx) == []
