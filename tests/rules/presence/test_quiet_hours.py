"""Until when somebody is left alone, by their own clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.presence.facts import Habits
from scheduling.presence.judging import MOST_DAYS_OFF, MOST_QUIET
from scheduling.presence.rules import quiet_until, reminded_at

PHOENIX, DENVER = ZoneInfo("America/Phoenix"), ZoneInfo("America/Denver")
NIGHT = Habits(time(22), time(6))
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
WEEKEND = frozenset({5, 6})


def _at(written: str, zone: ZoneInfo = PHOENIX) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-08-12 21:59", None),
        ("2026-08-12 22:00", "2026-08-13 06:00"),
        ("2026-08-12 23:59", "2026-08-13 06:00"),
        ("2026-08-13 00:00", "2026-08-13 06:00"),
        ("2026-08-13 05:59", "2026-08-13 06:00"),
        ("2026-08-13 06:00", None),
    ],
)
def test_a_night_lasts_over_midnight(at: str, until: str | None) -> None:
    assert quiet_until(NIGHT, _at(at), PHOENIX) == (_at(until) if until else None)


def test_whoever_works_nights_sleeps_by_day() -> None:
    day = Habits(time(8), time(16))

    assert quiet_until(day, _at("2026-08-12 12:00"), PHOENIX) == _at("2026-08-12 16:00")
    assert quiet_until(day, _at("2026-08-12 23:00"), PHOENIX) is None


def test_whoever_said_nothing_may_be_told_at_any_time() -> None:
    assert quiet_until(Habits(), _at("2026-08-12 03:00"), PHOENIX) is None


def test_quiet_hours_go_by_the_persons_own_clock() -> None:
    ten_in_denver = _at("2026-08-12 22:00", DENVER)

    assert quiet_until(NIGHT, ten_in_denver, DENVER) == _at("2026-08-13 06:00", DENVER)
    assert quiet_until(NIGHT, ten_in_denver, PHOENIX) is None


def test_a_day_off_lasts_from_midnight_to_midnight() -> None:
    off = Habits(days_off=WEEKEND)

    assert quiet_until(off, _at("2026-08-14 23:59"), PHOENIX) is None
    assert quiet_until(off, _at("2026-08-15 00:00"), PHOENIX) == _at("2026-08-17 00:00")


def test_days_off_between_two_nights_are_one_long_night() -> None:
    off = Habits(time(22), time(6), WEEKEND)

    assert quiet_until(off, _at("2026-08-14 22:30"), PHOENIX) == _at("2026-08-17 06:00")


def test_the_night_in_which_the_clocks_go_forward_is_an_hour_shorter() -> None:
    begins = _at("2027-03-13 22:00", DENVER)

    until = quiet_until(NIGHT, begins, DENVER)

    assert until == _at("2027-03-14 06:00", DENVER)
    assert until.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=7)


def test_the_night_in_which_the_clocks_go_back_is_an_hour_longer() -> None:
    begins = _at("2026-10-31 22:00", DENVER)

    until = quiet_until(NIGHT, begins, DENVER)

    assert until == _at("2026-11-01 06:00", DENVER)
    assert until.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=9)


@pytest.mark.parametrize(("sunday", "hours"), [("2027-03-14", 23), ("2026-11-01", 25)])
def test_a_day_off_on_which_the_clocks_change_is_the_whole_local_day(sunday: str, hours: int) -> None:
    begins = _at(f"{sunday} 00:00", DENVER)
    sundays = Habits(days_off=frozenset({6}))

    until = quiet_until(sundays, begins, DENVER)

    assert quiet_until(sundays, begins - timedelta(seconds=1), DENVER) is None
    assert until is not None
    assert until.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=hours)
    assert until.astimezone(DENVER).hour == 0


def test_a_night_that_would_end_in_the_hour_that_is_skipped_ends_with_the_gap() -> None:
    until = quiet_until(Habits(time(22), time(2, 30)), _at("2027-03-13 23:00", DENVER), DENVER)

    assert until == _at("2027-03-14 03:00", DENVER)


def test_whoever_was_woken_once_is_not_put_to_bed_again_when_the_clocks_go_back() -> None:
    habits = Habits(time(22), time(1, 30))
    shown_twice = _at("2026-11-01 01:15", DENVER)
    first, second = (shown_twice.replace(fold=fold).astimezone(UTC) for fold in (0, 1))

    assert quiet_until(habits, first, DENVER) == first + timedelta(minutes=15)
    assert quiet_until(habits, second, DENVER) is None


NAMED = _at("2026-10-20 12:00", DENVER)


@pytest.mark.parametrize(
    ("since", "habits", "at"),
    [
        ("2026-10-30 00:00", Habits(), "2026-10-29 18:00"),
        ("2026-11-02 00:00", Habits(), "2026-11-01 18:00"),  # the clocks go back in that night
        ("2027-03-15 00:00", Habits(), "2027-03-14 18:00"),  # and forward
        ("2026-10-30 00:00", Habits(time(8), time(20)), "2026-10-29 20:00"),
        ("2026-10-30 00:00", Habits(time(17), time(6)), "2026-10-30 06:00"),
        ("2026-10-21 00:00", Habits(), None),  # they were named yesterday
    ],
)
def test_whoever_stands_in_is_told_again_on_the_evening_before(
    since: str, habits: Habits, at: str | None
) -> None:
    told = reminded_at(_at(since, DENVER), NAMED, habits, DENVER)
    assert told == (_at(at, DENVER) if at is not None else None)


def test_the_evening_before_is_that_of_whoever_stands_in() -> None:
    """Midnight in Denver is eleven in the evening in Phoenix, on the day before."""
    midnight = _at("2026-08-30 00:00", DENVER)
    assert reminded_at(midnight, NAMED - timedelta(days=90), Habits(), PHOENIX) == _at("2026-08-29 18:00")


@given(
    starts=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    length=st.integers(1, int(MOST_QUIET.total_seconds()) // 60),
    days=st.frozensets(st.integers(0, 6), max_size=MOST_DAYS_OFF),
    at=st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes)),
    zone=st.sampled_from([PHOENIX, DENVER, ZoneInfo("America/Havana"), ZoneInfo("Australia/Lord_Howe")]),
)
def test_whatever_is_said_everybody_can_be_told_within_eight_days(
    starts: time, length: int, days: frozenset[int], at: datetime, zone: ZoneInfo
) -> None:
    ends = (datetime.combine(date(2026, 1, 1), starts) + timedelta(minutes=length)).time()
    habits = Habits(starts, ends, days)

    until = quiet_until(habits, at, zone)

    assert until is None or at < until <= at + timedelta(days=8)
    if until is not None:
        assert quiet_until(habits, until, zone) is None
