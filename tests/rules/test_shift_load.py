"""Hours and rest on local days and weeks, the nights on which the clocks change among them."""

from datetime import UTC, date, datetime, timedelta

from scheduling.policy.loader import load_policy
from scheduling.shifts.load import load_of
from tests.factories.facts import at, claim_of, neighbour, officer, shift

POLICY = load_policy("default")
DENVER = officer(zone="America/Denver")


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def test_a_lone_shift_is_its_own_day_and_week_and_has_no_neighbours() -> None:
    load = load_of(claim_of(shift(at(13, 7))), POLICY)
    assert (load.day, load.day_hours) == (date(2026, 8, 13), hours(8))
    assert (load.week, load.week_hours) == (date(2026, 8, 10), hours(8))
    assert (load.rest_before, load.rest_after) == (None, None)


def test_midnight_divides_a_night_shift_between_two_days() -> None:
    load = load_of(claim_of(shift(at(13, 21), 8)), POLICY)
    assert (load.day, load.day_hours) == (date(2026, 8, 14), hours(5))


def test_a_shift_that_ends_at_midnight_does_not_touch_the_next_day() -> None:
    load = load_of(claim_of(shift(at(13, 20), 4), neighbour(at(14, 0), 8)), POLICY)
    assert (load.day, load.day_hours) == (date(2026, 8, 13), hours(4))


def test_sunday_night_belongs_to_the_week_in_which_most_of_it_lies_with_what_else_is_there() -> None:
    night = claim_of(shift(at(16, 22), 4), neighbour(at(12, 8), 8), neighbour(at(19, 8), 3, number=8))
    load = load_of(night, POLICY)
    assert (load.week, load.week_hours) == (date(2026, 8, 10), hours(10))


def test_rest_is_to_the_nearest_claim_on_each_side() -> None:
    load = load_of(
        claim_of(
            shift(at(13, 7), 8),
            neighbour(at(11, 7), 8, number=1),
            neighbour(at(12, 7), 8, number=2),
            neighbour(at(14, 1.5), 4, number=3),
        ),
        POLICY,
    )
    assert (load.rest_before, load.rest_after) == (hours(16), hours(10.5))


def test_a_claim_more_than_a_week_away_is_no_neighbour() -> None:
    load = load_of(claim_of(shift(at(13, 7)), neighbour(at(5, 6), 0.5)), POLICY)
    assert load.rest_before is None


def test_a_day_belongs_to_the_officer_not_to_the_school() -> None:
    late = shift(at(13, 23), 4)  # midnight in Denver, where the officer lives
    assert load_of(claim_of(late, by=DENVER), POLICY).day == date(2026, 8, 14)
    assert load_of(claim_of(late, by=DENVER), POLICY).day_hours == hours(4)


def test_the_night_on_which_clocks_go_forward_counts_the_hours_really_worked() -> None:
    spring = datetime(2026, 3, 8, 7, tzinfo=UTC)  # midnight in Denver; 02:00 does not exist
    load = load_of(claim_of(shift(spring, 23), by=DENVER), POLICY)
    assert (load.day, load.day_hours) == (date(2026, 3, 8), hours(23))


def test_the_day_on_which_clocks_go_back_has_25_hours() -> None:
    autumn = datetime(2026, 11, 1, 6, tzinfo=UTC)  # midnight in Denver
    load = load_of(claim_of(shift(autumn, 24), by=DENVER), POLICY)
    assert (load.day, load.day_hours) == (date(2026, 11, 1), hours(24))
    longer = claim_of(shift(autumn, 24), neighbour(autumn + hours(24), 4), by=DENVER)
    assert load_of(longer, POLICY).day_hours == hours(25)


def test_an_hour_in_which_two_shifts_overlap_is_counted_once() -> None:
    load = load_of(claim_of(shift(at(13, 7), 8), neighbour(at(13, 11), 8)), POLICY)
    assert load.day_hours == hours(12)
    assert load.week_hours == hours(12)
