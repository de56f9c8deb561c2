"""When a shift is looked at, what is seen of it, and whose turn it is; also in nights that clocks change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.escalations.facts import EscalationKind
from scheduling.policy.loader import load_policy
from scheduling.roster.facts import School
from scheduling.shifts.covering.facts import Candidate
from scheduling.shifts.covering.fairness import fairest_first
from scheduling.shifts.facts import Shift, Status
from scheduling.shifts.watch.rules import (
    LONGEST_PAUSE,
    Watched,
    WatchedClaim,
    expected_at,
    is_brief_due,
    late_level,
    next_look,
    unfilled_level,
)
from tests.factories.facts import at, officer, shift

POLICY = load_policy("default")
UNFILLED, NO_SHOW = (
    POLICY.chains[kind] for kind in (EscalationKind.SHIFT_UNFILLED, EscalationKind.SHIFT_NO_SHOW)
)
MOMENT, MINUTE, HOUR = timedelta(microseconds=1), timedelta(minutes=1), timedelta(hours=1)
SEVEN = shift(at(13, 7))
BASALT = School(2, "BAS", "Basalt High", "America/Denver")
CLOCKS_GO_BACK = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
"""Two in the night in Denver, for the first time; an hour later it is two again."""


def claimed(at_instant: datetime, **told: datetime | None) -> WatchedClaim:
    known = {"briefed_at": None, "in_at": None, **told}
    return WatchedClaim(1, 1, at_instant, known["briefed_at"], known["in_at"])


@pytest.mark.parametrize(
    ("before", "level"),
    [
        (72 * HOUR + MOMENT, None), (72 * HOUR, 0), (24 * HOUR + MOMENT, 0), (24 * HOUR, 1),
        (4 * HOUR + MOMENT, 1), (4 * HOUR, 2), (MOMENT, 2), (-7 * HOUR, 2), (-8 * HOUR, None),
    ],
)  # fmt: skip
def test_an_unfilled_shift_climbs_its_rungs_until_it_is_over(before: timedelta, level: int | None) -> None:
    assert unfilled_level(SEVEN, UNFILLED, SEVEN.starts_at - before) == level


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED, Status.WITHDRAWN])
def test_a_shift_that_is_full_or_not_open_is_on_no_rung(status: Status) -> None:
    now = SEVEN.starts_at - HOUR
    assert unfilled_level(replace(SEVEN, status=status), UNFILLED, now) is None
    assert unfilled_level(replace(SEVEN, held=1), UNFILLED, now) is None
    assert unfilled_level(replace(SEVEN, places=2, held=1), UNFILLED, now) == 2


def test_72_hours_before_a_night_on_which_the_clocks_go_back_are_72_hours() -> None:
    night = shift(CLOCKS_GO_BACK, 8, school=BASALT)
    thursday_two_in_the_night = datetime(2026, 10, 29, 8, 0, tzinfo=UTC)
    assert unfilled_level(night, UNFILLED, thursday_two_in_the_night) == 0
    assert unfilled_level(night, UNFILLED, thursday_two_in_the_night - MOMENT) is None


@pytest.mark.parametrize("starts_at", [at(13, 7), at(13, 23.9), CLOCKS_GO_BACK + 50 * MINUTE])
def test_who_has_not_come_is_late_a_quarter_of_an_hour_after_the_start_by_no_wall_clock(
    starts_at: datetime,
) -> None:
    held, claim = shift(starts_at, held=1), claimed(starts_at - 24 * HOUR)
    assert late_level(held, claim, NO_SHOW, starts_at + 15 * MINUTE - MOMENT) is None
    assert late_level(held, claim, NO_SHOW, starts_at + 15 * MINUTE) == 0
    assert late_level(held, claim, NO_SHOW, held.ends_at) is None


def test_who_has_come_or_has_nowhere_to_go_is_not_late() -> None:
    now = SEVEN.starts_at + HOUR
    assert late_level(SEVEN, claimed(at(1, 0), in_at=now - MINUTE), NO_SHOW, now) is None
    assert late_level(replace(SEVEN, status=Status.WITHDRAWN), claimed(at(1, 0)), NO_SHOW, now) is None


def test_who_takes_over_what_is_left_is_expected_then_and_not_before() -> None:
    took_over = SEVEN.starts_at + 2 * HOUR
    assert expected_at(SEVEN, took_over) == took_over
    assert expected_at(SEVEN, SEVEN.starts_at - HOUR) == SEVEN.starts_at
    assert late_level(SEVEN, claimed(took_over), NO_SHOW, took_over + 14 * MINUTE) is None
    assert late_level(SEVEN, claimed(took_over), NO_SHOW, took_over + 15 * MINUTE) == 0


def test_a_brief_is_due_from_two_hours_before_once_and_once_more_where_the_start_is_put_off() -> None:
    begins = SEVEN.starts_at - POLICY.brief.value
    assert not is_brief_due(SEVEN, None, POLICY, begins - MOMENT)
    assert is_brief_due(SEVEN, None, POLICY, begins)
    assert not is_brief_due(SEVEN, begins, POLICY, begins + HOUR)
    assert not is_brief_due(SEVEN, None, POLICY, SEVEN.ends_at)
    later = shift(SEVEN.starts_at + 5 * HOUR)
    assert not is_brief_due(later, begins, POLICY, begins + HOUR)
    assert is_brief_due(later, begins, POLICY, begins + 5 * HOUR)


def test_what_is_over_or_withdrawn_is_looked_at_no_more() -> None:
    assert next_look(Watched(SEVEN, ()), POLICY, SEVEN.ends_at) is None
    assert next_look(Watched(replace(SEVEN, status=Status.WITHDRAWN), ()), POLICY, at(1, 0)) is None


@given(
    now=st.floats(-100, 12).map(lambda hours: SEVEN.starts_at + hours * HOUR),
    ago=st.none() | st.floats(0, 0.4).map(lambda hours: hours * HOUR),
    wants_cover=st.booleans(),
)
def test_between_two_looks_nothing_becomes_due(
    now: datetime, ago: timedelta | None, wants_cover: bool
) -> None:
    """`ago`: since when somebody has it, who may have taken it over a moment ago; None: nobody has."""
    called = SEVEN.starts_at if wants_cover else None
    seen = replace(SEVEN, held=int(ago is not None), cover_called_at=called)
    claims = (claimed(now - ago),) if ago is not None else ()
    at_next = next_look(Watched(seen, claims), POLICY, now)
    if at_next is None:
        assert seen.ends_at <= now
        return
    assert now < at_next <= now + LONGEST_PAUSE
    for moment in (at_next - MOMENT, now + (at_next - now) / 2):
        assert _seen(seen, claims, moment) == _seen(seen, claims, now) or seen.ends_at <= moment


def _seen(of: Shift, claims: tuple[WatchedClaim, ...], now: datetime) -> object:
    late = [late_level(of, claim, NO_SHOW, now) for claim in claims]
    return unfilled_level(of, UNFILLED, now), late, is_brief_due(of, None, POLICY, now)


def test_the_fewest_hours_are_asked_first_and_of_equals_whoever_comes_first_by_name() -> None:
    people = [
        Candidate(officer(id=number, name=name), hours * HOUR)
        for number, name, hours in (
            (1, "Elm", 8),
            (2, "Ash", 8),
            (3, "Oak", 0),
            (5, "Fir", 7.5),
            (4, "Fir", 7.5),
        )
    ]
    assert [one.officer.id for one in fairest_first(people)] == [3, 4, 5, 2, 1]
    assert fairest_first(reversed(people)) == fairest_first(people)
