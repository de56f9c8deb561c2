"""An armed shift, and a firearms qualification that turns out to end before it; on both databases."""

from datetime import date, datetime, timedelta

import pytest

from scheduling.escalations.actions import resolve
from scheduling.escalations.facts import Ending, Escalation, EscalationKind
from scheduling.escalations.queries import find_unresolved, list_history
from scheduling.policy.loader import load_policy
from scheduling.roster.holdings import ask_look_at_holdings, note_departures
from scheduling.shifts.actions import release_shift
from scheduling.shifts.facts import Shift
from scheduling.shifts.feed_actions import change_shifts
from scheduling.shifts.holdings.sweep import look_at_holdings
from scheduling.shifts.queries import find_held
from scheduling.shifts.terms import Occasion
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.roster import change_person
from tests.factories.shifts import add_shift, give, moved_by_feed
from tests.people import Cast

POLICY = load_policy("default")
DAY = timedelta(days=1)
TOO_SHORT = date(2025, 8, 17)
"""A qualification of that day ends five days before Ben's shift, and is not yet over."""


@pytest.fixture
def held(database: Database, cast: Cast, now: datetime) -> Shift:
    """In ten days Ben works an armed shift. The roster has had too late a day, and is put right."""
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + 10 * DAY, armed=True)
        give(tx, shift, cast.ben)
        give(tx, add_shift(tx, cast.quartz, now + 12 * DAY), cast.ben)  # unarmed: no concern of anybody's
    qualified(database, cast, TOO_SHORT, now)
    return shift


def qualified(database: Database, cast: Cast, day: date, at: datetime) -> None:
    """The roster says so, and what Ben holds is looked at."""
    with database.begin(at) as tx:
        change_person(tx, cast.ben, qualified_on=day)
        ask_look_at_holdings(tx, [cast.ben.id])
        look_at_holdings(tx, POLICY)


def moved(database: Database, shift: Shift, by: timedelta, at: datetime) -> None:
    """The feed says so, and what its holders hold is looked at."""
    with database.begin(at) as tx:
        change, schools = moved_by_feed(shift, by), {shift.school.code: shift.school}
        change_shifts(tx, [change], schools=schools, policy=POLICY, by=Occasion("feed", "pull:1"))
        look_at_holdings(tx, POLICY)


def unresolved(tx: Transaction, shift: Shift, cast: Cast) -> Escalation | None:
    claim = find_held(tx, shift.id, cast.ben)
    return find_unresolved(tx, EscalationKind.QUALIFICATION, f"claim:{claim.claim_id}") if claim else None


def endings(database: Database, at: datetime) -> list[Ending | None]:
    with database.read(at) as tx:
        return [each.ending for each in list_history(tx, limit=9)]


def test_one_that_ends_between_the_claim_and_the_shift_is_escalated_and_again_three_days_before(
    database: Database, cast: Cast, now: datetime, held: Shift
) -> None:
    levels = []
    for days in (0, 6, 7):
        with database.begin(now + days * DAY) as tx:
            look_at_holdings(tx, POLICY)
            about = unresolved(tx, held, cast)
            assert about is not None
            assert about.concern.ends_at == held.starts_at
            levels.append(about.concern.level)
    assert levels == [0, 0, 1]
    assert len(endings(database, now)) == 1


def test_whoever_qualifies_anew_needs_nobody(
    database: Database, cast: Cast, now: datetime, held: Shift
) -> None:
    qualified(database, cast, date(2026, 8, 12), now + DAY)
    assert endings(database, now) == [Ending.QUALIFIED]


def test_a_shift_that_is_moved_to_before_the_end_needs_nobody_and_one_that_is_put_off_still_does(
    database: Database, cast: Cast, now: datetime, held: Shift
) -> None:
    moved(database, held, DAY, now)
    with database.read(now) as tx:
        about = unresolved(tx, held, cast)
        assert about is not None
        assert about.concern.ends_at == held.starts_at + DAY
    moved(database, held, -6 * DAY, now + DAY)
    assert endings(database, now) == [Ending.QUALIFIED]


def test_a_claim_that_ends_takes_it_along(database: Database, cast: Cast, now: datetime, held: Shift) -> None:
    with database.begin(now) as tx:
        release_shift(tx, actor=cast.ben, shift_id=held.id, policy=POLICY, officer=cast.ben, reason="")
        look_at_holdings(tx, POLICY)
    assert endings(database, now) == [Ending.RELEASED]


def test_of_an_officer_who_is_gone_only_that_is_told(
    database: Database, cast: Cast, now: datetime, held: Shift
) -> None:
    with database.begin(now) as tx:
        change_person(tx, cast.ben, active=False)
        note_departures(tx, [cast.ben.id])
        look_at_holdings(tx, POLICY)
        assert unresolved(tx, held, cast) is None
        assert find_unresolved(
            tx, EscalationKind.OFFICER_GONE, f"person:{cast.ben.id}", f"{now:%Y%m%dT%H%M%S}"
        )
    assert set(endings(database, now)) == {Ending.CANCELLED, None}


def test_what_a_sergeant_has_resolved_by_hand_is_opened_again_at_the_next_rung_only(
    database: Database, cast: Cast, now: datetime, held: Shift
) -> None:
    with database.begin(now) as tx:
        about = unresolved(tx, held, cast)
        assert about is not None
        resolve(tx, actor=cast.sol, escalation_id=about.id, reason="is on the range on Friday")
    qualified(database, cast, TOO_SHORT, now + DAY)
    assert endings(database, now) == [Ending.RESOLVED]
    qualified(database, cast, TOO_SHORT, now + 7 * DAY)
    assert endings(database, now) == [None, Ending.RESOLVED]
