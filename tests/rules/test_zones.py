"""Local time at the edges: the two bad nights of the year, and zones that are none."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduling.zones import (
    LocalTimeError,
    end_of_day,
    find_zone,
    instant_of,
    local_day,
    start_of_day,
    week_of,
    zone,
)

DENVER = zone("America/Denver")
PHOENIX = zone("America/Phoenix")


@pytest.mark.parametrize("name", ["America", "", "Mars/Olympus", "../etc/passwd", "america/denver\n"])
def test_a_name_that_is_no_zone_is_not_found_and_never_raises(name: str) -> None:
    assert find_zone(name) is None


def test_a_missing_zone_is_refused_with_an_example() -> None:
    with pytest.raises(ValueError, match=r"'America' is not a time zone; .* America/Phoenix"):
        zone("America")


def test_a_local_time_in_summer_is_one_instant() -> None:
    assert instant_of(datetime.fromisoformat("2026-08-12T07:00"), DENVER) == datetime(
        2026, 8, 12, 13, 0, tzinfo=UTC
    )


def test_the_hour_that_the_clocks_skip_in_march_does_not_exist() -> None:
    with pytest.raises(LocalTimeError, match="2026-03-08 02:30 does not exist in America/Denver"):
        instant_of(datetime.fromisoformat("2026-03-08T02:30"), DENVER)


def test_the_hour_that_the_clocks_repeat_in_november_is_two_instants() -> None:
    with pytest.raises(LocalTimeError, match="2026-11-01 01:30 happens twice"):
        instant_of(datetime.fromisoformat("2026-11-01T01:30"), DENVER)


def test_phoenix_has_every_hour_of_both_nights() -> None:
    assert instant_of(datetime.fromisoformat("2026-03-08T02:30"), PHOENIX).hour == 9
    assert instant_of(datetime.fromisoformat("2026-11-01T01:30"), PHOENIX).hour == 8


@pytest.mark.parametrize(("day", "hours"), [("2026-03-08", 23), ("2026-11-01", 25), ("2026-08-12", 24)])
def test_a_local_day_is_as_long_as_the_clocks_make_it(day: str, hours: int) -> None:
    on = date.fromisoformat(day)
    assert end_of_day(on, DENVER) - start_of_day(on, DENVER) == timedelta(hours=hours)


def test_an_instant_shortly_after_midnight_utc_is_still_yesterday_in_phoenix() -> None:
    assert local_day(datetime(2026, 8, 12, 3, 0, tzinfo=UTC), PHOENIX) == date(2026, 8, 11)


def test_the_week_begins_on_monday() -> None:
    assert week_of(date(2026, 8, 16)) == date(2026, 8, 10)
    assert week_of(date(2026, 8, 10)) == date(2026, 8, 10)
