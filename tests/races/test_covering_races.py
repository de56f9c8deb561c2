"""Several look for somebody, and several want the place: one gets it, and who looks is told so once."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial

import pytest

from scheduling.escalations.facts import Ending
from scheduling.escalations.queries import list_history
from scheduling.refusals import Rule
from scheduling.roster.facts import Person
from scheduling.shifts.attendance.actions import check_in
from scheduling.shifts.covering.assigning import assign_officer
from scheduling.shifts.covering.backup import ask_backup
from scheduling.shifts.covering.cover import call_cover
from scheduling.shifts.covering.offers import offer_shift
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_shift
from scheduling.shifts.watch.sweep import sweep_watch
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.roster import add_person
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_told
from tests.factories.watched import find_no_show, find_unfilled, number_of, watch_all
from tests.people import HERON, KESTREL, TEAM, Cast
from tests.races.shift_deeds import POLICY, claiming, releasing
from tests.races.together import Deed, at_once

AGAIN = pytest.mark.parametrize("again", range(2))
HOUR = timedelta(hours=1)
SWEEPING = partial(sweep_watch, policy=POLICY)


def assigning(actor: Person, number: int, shift: Shift, officer: Person) -> Deed:
    return partial(
        assign_officer, actor=actor, escalation_id=number, shift_id=shift.id, officer=officer, reason="short",
        policy=POLICY,
    )  # fmt: skip


def calling(actor: Person, number: int) -> Deed:
    return partial(call_cover, actor=actor, escalation_id=number, reason="no answer", policy=POLICY)


def due(database: Database, cast: Cast, now: datetime, *, places: int = 1, hours_ahead: int = 24) -> Shift:
    """Of Heron's, with Kestrel as the back-up; it begins tomorrow, and the watch has not looked at it yet."""
    with database.begin(now) as tx:
        return add_shift(
            tx, cast.quartz, now + hours_ahead * HOUR, places=places, watch_at=now, agency=HERON,
            backup_agencies=[KESTREL],
        )  # fmt: skip


def unfilled(database: Database, cast: Cast, now: datetime) -> tuple[Shift, int]:
    """The same, and supervisors know of it."""
    shift = due(database, cast, now)
    watch_all(database, POLICY, now)
    with database.read(now) as tx:
        return shift, number_of(find_unfilled(tx, shift))


def missed(database: Database, cast: Cast, now: datetime) -> tuple[Shift, int]:
    """Ada's shift of Heron's began an hour ago, she has not come, and supervisors know of it."""
    with database.begin(now - HOUR) as tx:
        shift = add_shift(tx, cast.quartz, tx.now, watch_at=tx.now, agency=HERON)
        claim_id = give(tx, shift, cast.ada)
    watch_all(database, POLICY, now)
    with database.read(now) as tx:
        return shift, number_of(find_no_show(tx, claim_id))


def is_unfilled(tx: Transaction, shift: Shift) -> bool:
    return find_unfilled(tx, shift) is not None


def is_claimed_by(tx: Transaction, winner: Person) -> bool:
    """Whether the only escalation ended as this officer took the place."""
    [over] = list_history(tx, limit=9)
    return (over.ending, over.resolved_by) == (Ending.CLAIMED, winner.id)


def read_shift(tx: Transaction, shift: Shift) -> Shift:
    found = find_shift(tx, shift.id)
    assert found is not None
    return found


@AGAIN
def test_what_is_claimed_as_it_is_found_empty_is_escalated_to_nobody_for_long(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift = due(database, cast, now)
    assert at_once(database, now, SWEEPING, claiming(cast.ada, shift), SWEEPING) == [None] * 3
    watch_all(database, POLICY, now)
    with database.read(now) as tx:
        assert not is_unfilled(tx, shift)
        assert [each.ending for each in list_history(tx, limit=9)] in ([], [Ending.CLAIMED])


@AGAIN
def test_the_last_two_places_taken_together_settle_it_and_of_three_they_do_not(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    two, three = due(database, cast, now, places=2), due(database, cast, now, places=3, hours_ahead=60)
    watch_all(database, POLICY, now)
    with database.read(now) as tx:
        assert [is_unfilled(tx, shift) for shift in (two, three)] == [True, True]
    for shift in (two, three):
        assert at_once(database, now, claiming(cast.ada, shift), claiming(cast.ben, shift)) == [None, None]
    with database.read(now) as tx:
        assert [is_unfilled(tx, shift) for shift in (two, three)] == [False, True]


@AGAIN
def test_a_place_given_back_as_another_takes_it_is_escalated_exactly_if_it_is_empty(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift = due(database, cast, now)
    with database.begin(now) as tx:
        give(tx, shift, cast.ada)
    said = at_once(database, now, releasing(cast.sol, shift, cast.ada), claiming(cast.ben, shift), SWEEPING)
    assert said in ([None, None, None], [None, Rule.FULL, None])
    watch_all(database, POLICY, now)
    with database.read(now) as tx:
        assert is_unfilled(tx, shift) is bool(read_shift(tx, shift).free)
        assert is_unfilled(tx, shift) is (said[1] is not None)


@AGAIN
def test_of_officers_who_take_up_the_same_offer_one_has_it_and_the_others_read_who(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift, number = unfilled(database, cast, now)
    with database.begin(now) as tx:
        offer_shift(tx, actor=cast.sol, escalation_id=number, policy=POLICY)
    said = at_once(database, now, claiming(cast.ada, shift), claiming(cast.ben, shift))
    assert sorted(map(str, said)) == ["None", Rule.FULL]
    with database.read(now) as tx:
        assert is_claimed_by(tx, (cast.ada, cast.ben)[said.index(None)])


@AGAIN
def test_two_who_message_officers_ask_everybody_once_and_two_who_ask_the_back_up_tell_it_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        kit = {"name": "Kit Kapok", "agency": KESTREL, "role": "supervisor", "slack_id": "U0KIT"}
        add_person(tx, **kit, slack_team_id=TEAM)
    _, number = unfilled(database, cast, now)
    deeds = [
        partial(act, actor=actor, escalation_id=number, policy=POLICY)
        for act in (offer_shift, ask_backup)
        for actor in (cast.sol, cast.cora)
    ]
    assert at_once(database, now, *deeds) == [None] * 4
    with database.read(now) as tx:
        told = Counter(list_told(tx))
        assert [told[("shift_offered", f"person:{each.id}")] for each in (cast.ada, cast.ben)] == [1, 1]
        assert [count for (kind, _), count in told.items() if kind == "backup_asked"] == [1]


@AGAIN
def test_of_two_supervisors_who_assign_somebody_to_one_place_the_second_reads_that_it_is_full(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift, number = unfilled(database, cast, now)
    said = at_once(
        database, now, assigning(cast.sol, number, shift, cast.ada),
        assigning(cast.cora, number, shift, cast.ben), claiming(cast.ben, shift),
    )  # fmt: skip
    assert said.count(None) == 1
    assert set(said) <= {None, Rule.FULL, Rule.ALREADY_YOURS}
    with database.read(now) as tx:
        assert read_shift(tx, shift).held == 1
        assert not is_unfilled(tx, shift)


@AGAIN
def test_two_who_call_for_cover_together_take_the_place_from_nobody_twice(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift, number = missed(database, cast, now)
    assert at_once(database, now, calling(cast.sol, number), calling(cast.cora, number)) == [None, None]
    with database.read(now) as tx:
        told = list_told(tx)
        assert told.count(("shift_released", f"person:{cast.ada.id}")) == 1
        assert told.count(("shift_offered", f"person:{cast.ben.id}")) == 1
        assert read_shift(tx, shift).wants_cover(now)


@AGAIN
def test_an_officer_who_comes_as_cover_is_called_for_has_the_place_or_has_lost_it_never_both(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift, number = missed(database, cast, now)
    coming = partial(check_in, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    said = at_once(database, now, calling(cast.sol, number), coming)
    came_first, was_late = [Rule.ESCALATION_RESOLVED, None], [None, Rule.NOT_YOURS]
    assert said in (came_first, was_late)
    with database.read(now) as tx:
        stands = read_shift(tx, shift)
        assert (stands.held, stands.wants_cover(now)) == ((1, False) if said == came_first else (0, True))


@AGAIN
def test_of_two_who_offer_to_cover_one_does(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    shift, number = missed(database, cast, now)
    with database.begin(now) as tx:
        calling(cast.sol, number)(tx)
    said = at_once(database, now, claiming(cast.ben, shift), claiming(cast.sol, shift), SWEEPING)
    assert sorted(map(str, said)) == ["None", "None", Rule.FULL]
    with database.read(now) as tx:
        assert is_claimed_by(tx, (cast.ben, cast.sol)[said.index(None)])
