"""What a feed does to people who hold shifts or wait for them; on both databases."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduling.audit.tables import audit
from scheduling.feed.actions import confirm_pull
from scheduling.feed.held import HeldDelivery, find_held_delivery
from scheduling.feed.queries import list_known
from scheduling.outbox.tables import notices
from scheduling.roster.facts import Person
from scheduling.shifts.actions import claim_shift, join_waitlist
from scheduling.shifts.queries import find_shift, list_held_by, list_holders, list_waiting
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.feed import POLICY, pull, row, rows
from tests.people import Cast, hire

FRIDAY = {"starts": "2026-08-14T07:00", "ends": "2026-08-14T15:00"}
OTHERS = [row(f"K{number}", starts="2026-09-01T07:00", ends="2026-09-01T15:00") for number in range(10)]
"""Enough other shifts that withdrawing one is no fifth of them."""


def _number(tx: Transaction, external_id: str) -> int:
    return next(each.id for each in list_known(tx, "heron", []) if each.external_id == external_id)


def _opened(tx: Transaction, *told: dict[str, Any]) -> Cast:
    cast = hire(tx)
    pull(tx, *told, *OTHERS)
    return cast


def _claimed(tx: Transaction, officer: Person, external_id: str) -> int:
    number = _number(tx, external_id)
    claim_shift(tx, actor=officer, shift_id=number, policy=POLICY)
    return number


def _sent(tx: Transaction, kind: str) -> list[tuple[str, dict[str, Any]]]:
    found = tx.execute(select(notices.c.addressee, notices.c.refs).where(notices.c.kind == kind))
    return [(row.addressee, row.refs) for row in found.all()]


def test_an_officer_whose_shift_moves_is_told_from_when_to_when(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        cast = _opened(tx, row("J1"))
        number = _claimed(tx, cast.ada, "J1")
        pull(tx, row("J1", starts="2026-08-14T06:30"), *OTHERS)
        told = _sent(tx, "shift_changed")
        held = [each.shift.id for each in list_held_by(tx, cast.ada)]

    assert told == [
        (
            f"person:{cast.ada.id}",
            {
                "shift": number,
                "officer": cast.ada.id,
                "changes": {"starts_at": ["2026-08-14T14:00:00+00:00", "2026-08-14T13:30:00+00:00"]},
                "refusals": [],
            },
        )
    ]
    assert held == [number]


def test_an_officer_whose_moved_shift_breaks_a_rule_keeps_it_and_the_sergeant_is_asked(
    database: Database, now: datetime
) -> None:
    evening = row("J2", starts="2026-08-13T15:00", ends="2026-08-13T22:00")
    with database.begin(now) as tx:
        cast = _opened(tx, row("J1"), evening)
        _claimed(tx, cast.ada, "J1")
        late = _claimed(tx, cast.ada, "J2")
        pull(tx, row("J1"), evening | {"ends": "2026-08-14T01:00"}, *OTHERS)
        told, asked = _sent(tx, "shift_changed"), _sent(tx, "claim_in_question")
        held = {each.shift.id for each in list_held_by(tx, cast.ada)}

    assert told[0][1]["refusals"] == ["rest"]
    assert asked == [
        (f"person:{cast.sol.id}", {"shift": late, "officer": cast.ada.id}),
    ]
    assert late in held


def test_a_change_that_means_nothing_to_the_holder_sends_nothing(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        cast = _opened(tx, row("J1"))
        _claimed(tx, cast.ada, "J1")
        pull(tx, row("J1", backup_agencies=["Kestrel County Sheriff"], programme="SSP"), *OTHERS)

        assert _sent(tx, "shift_changed") == []


def test_an_officer_is_told_even_if_the_shift_moves_to_an_hour_that_is_past(
    database: Database, now: datetime
) -> None:
    today = row("J1", starts="2026-08-12T13:00", ends="2026-08-12T20:00")
    with database.begin(now) as tx:
        cast = _opened(tx, today)
        _claimed(tx, cast.ada, "J1")
        pull(tx, today | {"starts": "2026-08-12T11:30"}, *OTHERS)

        assert [to for to, _ in _sent(tx, "shift_changed")] == [f"person:{cast.ada.id}"]
        assert _sent(tx, "claim_in_question") == []


def test_an_officer_is_told_the_name_of_the_other_school_not_its_code(
    database: Database, now: datetime
) -> None:
    with database.begin(now) as tx:
        cast = _opened(tx, row("J1", zone="America/Phoenix"))
        _claimed(tx, cast.ada, "J1")
        pull(tx, row("J1", zone="America/Phoenix", school="BAS"), *OTHERS)

        assert _sent(tx, "shift_changed")[0][1]["changes"] == {"school": ["Quartz Elementary", "Basalt High"]}


def test_whoever_holds_or_waits_for_a_withdrawn_shift_is_told_and_the_line_is_closed(
    database: Database, now: datetime
) -> None:
    with database.begin(now) as tx:
        cast = _opened(tx, row("J1"))
        number = _claimed(tx, cast.ada, "J1")
        join_waitlist(tx, actor=cast.ben, shift_id=number, policy=POLICY)
        pull(tx, *OTHERS)
        lost, over = _sent(tx, "shift_withdrawn"), _sent(tx, "waitlist_passed_over")
        tx.finish_deferred()
        verbs = set(
            tx.execute(
                select(audit.c.verb).where(audit.c.subject == "shift", audit.c.subject_id == number)
            ).scalars()
        )

        assert list_held_by(tx, cast.ada) == []
        assert list_waiting(tx, number) == []
    assert lost == [(f"person:{cast.ada.id}", {"shift": number, "officer": cast.ada.id})]
    assert over == [
        (f"person:{cast.ben.id}", {"shift": number, "officer": cast.ben.id, "rules": ["withdrawn"]})
    ]
    assert {"shift_added", "shift_claimed", "shift_withdrawn", "claim_withdrawn"} <= verbs


def test_a_shift_that_returns_is_open_again_without_its_former_holder(
    database: Database, now: datetime
) -> None:
    with database.begin(now) as tx:
        cast = _opened(tx, row("J1"))
        number = _claimed(tx, cast.ada, "J1")
        pull(tx, *OTHERS)
        pull(tx, row("J1"), *OTHERS)
        shift = find_shift(tx, number)

        assert shift is not None
        assert (shift.status, shift.held) == ("open", 0)
        assert list_held_by(tx, cast.ada) == []


def test_a_second_place_goes_to_the_first_in_line(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        cast = _opened(tx, row("J1"))
        number = _claimed(tx, cast.ada, "J1")
        join_waitlist(tx, actor=cast.ben, shift_id=number, policy=POLICY)
        pull(tx, row("J1", places=2), *OTHERS)

        assert [person.name for person, _ in list_holders(tx, number)] == ["Ada Alder", "Ben Birch"]
        assert [to for to, _ in _sent(tx, "waitlist_moved_up")] == [f"person:{cast.ben.id}"]


def test_fewer_places_than_holders_takes_nobody_off(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        cast = _opened(tx, row("J1", places=2))
        number = _claimed(tx, cast.ada, "J1")
        _claimed(tx, cast.ben, "J1")
        pull(tx, row("J1", places=1), *OTHERS)
        shift = find_shift(tx, number)

        assert shift is not None
        assert (shift.held, shift.free) == (2, 0)


def test_the_boards_of_both_days_are_touched_when_a_shift_moves(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        _opened(tx, row("J1"))
        tx.execute(notices.update().values(state="sent", settled_at=now))
        pull(tx, row("J1", starts="2026-08-15T07:00", ends="2026-08-15T15:00"), *OTHERS)
        waiting = tx.execute(
            select(notices.c.post_key).where(notices.c.kind == "day_board", notices.c.state == "waiting")
        ).scalars()

        assert sorted(waiting) == ["day_board:2026-08-14", "day_board:2026-08-15"]


def test_a_held_pull_says_how_many_officers_it_would_cost_their_shift_and_touches_none_until_confirmed(
    database: Database, now: datetime
) -> None:
    with database.begin(now) as tx:
        cast = hire(tx)
        pull(tx, *rows(4))
        number = _claimed(tx, cast.ada, "J4")
        held = pull(tx, *rows(2))
        facts = find_held_delivery(tx, held.pull_id)
        assert isinstance(facts, HeldDelivery)
        assert facts.claims_lost == 1
        assert [each.shift.id for each in list_held_by(tx, cast.ada)] == [number]

        confirm_pull(tx, actor=cast.cora, pull_id=facts.pull.id, policy=POLICY)

        assert list_held_by(tx, cast.ada) == []
