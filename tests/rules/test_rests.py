"""Until when tired people want to be left alone, as they type it, by their own clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.grammar.dates import ImpossibleDateError
from handlers.grammar.rests import Rest, next_week, parse_rest, rest_until, tomorrow
from scheduling.zones import local_day

WEDNESDAY = date(2026, 8, 12)
PHOENIX, DENVER = ZoneInfo("America/Phoenix"), ZoneInfo("America/Denver")


def rested(typed: str, now: str, zone: ZoneInfo = PHOENIX) -> str:
    """Until when it rests by the clock on the wall, where that clock shows `now`: `08-12 14:30`."""
    moment = datetime.fromisoformat(now).replace(tzinfo=zone).astimezone(UTC)
    rest = parse_rest(typed, local_day(moment, zone))
    return f"{rest_until(rest, moment, zone).astimezone(zone):%m-%d %H:%M}" if rest is not None else ""


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("20m", "08-12 12:20"),
        ("20 min", "08-12 12:20"),
        ("in 20 minutes", "08-12 12:20"),
        ("twenty minutes", "08-12 12:20"),
        ("for 90 minutes", "08-12 13:30"),
        ("90m", "08-12 13:30"),
        ("half an hour", "08-12 12:30"),
        ("1h", "08-12 13:00"),
        ("an hour", "08-12 13:00"),
        ("2h 30m", "08-12 14:30"),
        ("2h30m", "08-12 14:30"),
        ("2h30", "08-12 14:30"),
        ("2 hours and 30 minutes", "08-12 14:30"),
        ("2 and a half hours", "08-12 14:30"),
        ("an hour and a half", "08-12 13:30"),
        ("1.5h", "08-12 13:30"),
        ("2 days", "08-14 12:00"),
        ("a week", "08-19 12:00"),
    ],
)
def test_a_length_is_counted_from_now(typed: str, until: str) -> None:
    assert rested(typed, "2026-08-12 12:00") == until


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("14:30", "08-12 14:30"),
        ("until 2:30pm", "08-12 14:30"),
        ("2 p.m.", "08-12 14:00"),
        ("1400 hrs", "08-12 14:00"),
        ("at 9", "08-13 09:00"),
        ("11:00", "08-13 11:00"),
        ("noon", "08-13 12:00"),
        ("until midnight", "08-13 00:00"),
        ("tonight at midnight", "08-13 00:00"),
        ("midnight tonight", "08-13 00:00"),
        ("tonight 12am", "08-13 00:00"),
        ("tonight at 1", "08-13 01:00"),
        ("today 24:00", "08-13 00:00"),
        ("fri midnight", "08-15 00:00"),
        ("fri 24:00", "08-15 00:00"),
        ("fri 00:00", "08-14 00:00"),
        ("in the morning", "08-13 08:00"),
        ("tomorrow", "08-13 08:00"),
        ("tomorrow morning", "08-13 08:00"),
        ("tomorrow evening", "08-13 20:00"),
        ("tomorrow at 9", "08-13 09:00"),
        ("tomorrow 9am", "08-13 09:00"),
        ("9am tomorrow", "08-13 09:00"),
        ("tmrw 0730", "08-13 07:30"),
        ("tomorrow noon", "08-13 12:00"),
        ("fri at 2 pm", "08-14 14:00"),
        ("on friday", "08-14 08:00"),
        ("monday", "08-17 08:00"),
        ("mon 7:30", "08-17 07:30"),
        ("mon at 7", "08-17 07:00"),
        ("next monday", "08-17 08:00"),
        ("next week", "08-17 08:00"),
        ("8/20", "08-20 08:00"),
        ("aug 20 9am", "08-20 09:00"),
        ("12/24", "12-24 08:00"),
    ],
)
def test_a_day_or_an_hour_is_the_next_one(typed: str, until: str) -> None:
    assert rested(typed, "2026-08-12 12:00") == until


@pytest.mark.parametrize(
    ("typed", "now", "until"),
    [
        ("tonight", "2026-08-12 12:00", "08-12 20:00"),
        ("this evening", "2026-08-12 19:59", "08-12 20:00"),
        ("tonight", "2026-08-12 20:00", "08-13 08:00"),
        ("tonight", "2026-08-31 23:30", "09-01 08:00"),
        ("tonight", "2026-12-31 23:30", "01-01 08:00"),
        ("tonight", "2026-08-12 00:30", "08-12 20:00"),
        ("tonight at 9", "2026-08-12 12:00", "08-12 21:00"),
        ("tonight 22:15", "2026-08-12 21:00", "08-12 22:15"),
        ("tonight at 1", "2026-08-12 00:30", "08-12 01:00"),
        ("tonight 22:15", "2026-08-12 22:30", "08-13 08:00"),
        ("today", "2026-08-12 12:00", "08-12 20:00"),
        ("today 5pm", "2026-08-12 12:00", "08-12 17:00"),
    ],
)
def test_tonight_is_the_evening_and_after_that_the_morning(typed: str, now: str, until: str) -> None:
    assert rested(typed, now) == until


@pytest.mark.parametrize(
    ("typed", "now", "until"),
    [
        ("monday", "2026-08-17 07:00", "08-17 08:00"),
        ("monday", "2026-08-17 08:00", "08-24 08:00"),
        ("mon 7:30", "2026-08-17 07:00", "08-17 07:30"),
        ("mon 7:30", "2026-08-17 12:00", "08-24 07:30"),
        ("next monday", "2026-08-17 07:00", "08-24 08:00"),
        ("next monday", "2026-08-16 12:00", "08-17 08:00"),
        ("monday", "2026-12-30 12:00", "01-04 08:00"),
        ("tomorrow", "2026-12-31 23:59", "01-01 08:00"),
        ("1/2", "2026-12-31 12:00", "01-02 08:00"),
        ("2h 30m", "2026-12-31 22:00", "01-01 00:30"),
        ("noon", "2028-02-28 13:00", "02-29 12:00"),
        ("3/1", "2027-02-27 12:00", "03-01 08:00"),
    ],
)
def test_a_weekday_that_is_past_today_is_the_next_also_over_the_end_of_a_month_or_year(
    typed: str, now: str, until: str
) -> None:
    assert rested(typed, now) == until


@pytest.mark.parametrize(
    ("typed", "now", "until"),
    [
        ("2h 30m", "2026-03-07 23:30", "03-08 03:00"),  # 2:00 to 3:00 is skipped
        ("at 2:30", "2026-03-07 23:30", "03-08 03:00"),
        ("tomorrow at 2:30", "2026-03-07 12:00", "03-08 03:00"),
        ("tonight", "2026-03-07 21:00", "03-08 08:00"),
        ("24h", "2026-03-07 12:00", "03-08 13:00"),
        ("2h 30m", "2026-10-31 23:30", "11-01 01:00"),  # 1:00 to 2:00 is shown twice
        ("1:30", "2026-10-31 23:30", "11-01 01:30"),
        ("sunday 1:30", "2026-10-31 12:00", "11-01 01:30"),
        ("tonight", "2026-10-31 23:00", "11-01 08:00"),
        ("24h", "2026-10-31 12:00", "11-01 11:00"),
        ("noon", "2026-10-31 13:00", "11-01 12:00"),
    ],
)
def test_lengths_are_true_and_hours_those_of_the_wall_when_the_clocks_change(
    typed: str, now: str, until: str
) -> None:
    assert rested(typed, now, DENVER) == until


def test_an_hour_that_is_shown_twice_is_when_it_is_shown_first() -> None:
    rest = parse_rest("sun 1:30", date(2026, 10, 31))
    assert rest is not None
    saturday = datetime(2026, 10, 31, 19, tzinfo=UTC)
    assert rest_until(rest, saturday, DENVER) == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)


def test_tomorrow_and_next_week_are_mornings_also_where_the_clocks_change() -> None:
    saturday = datetime(2026, 10, 31, 19, 0, tzinfo=UTC)  # clocks go back on Sunday
    assert rest_until(tomorrow(saturday, DENVER), saturday, DENVER) == datetime(2026, 11, 1, 15, tzinfo=UTC)
    assert rest_until(next_week(saturday, DENVER), saturday, DENVER) == datetime(2026, 11, 2, 15, tzinfo=UTC)
    spring = datetime(2026, 3, 7, 19, 0, tzinfo=UTC)  # and forward on Sunday
    assert rest_until(Rest(length=timedelta(days=1)), spring, DENVER) == spring + timedelta(days=1)
    skipped = Rest(day=date(2026, 3, 8), at=time(2, 30))
    assert rest_until(skipped, spring, DENVER) == datetime(2026, 3, 8, 9, 0, tzinfo=UTC)


def test_next_week_is_monday_also_on_a_monday_and_on_a_sunday() -> None:
    for day in (16, 17):
        moment = datetime(2026, 8, day, 19, tzinfo=UTC)
        expected = {16: 17, 17: 24}[day]
        assert next_week(moment, PHOENIX).day == date(2026, 8, expected)


@pytest.mark.parametrize(
    "typed",
    ["", "a while", "13pm", "99:99", "25:00", "mon 25:00", "later", "soon", "20", "for 20", "2h maybe"],
)
def test_what_is_no_time_or_could_be_two_is_none(typed: str) -> None:
    assert parse_rest(typed, WEDNESDAY) is None


@given(
    st.text(max_size=40) | st.from_regex(r"(until|for|in)? ?\d{1,6} ?(h|m|am|pm|:30)? ?(tomorrow|mon|and)?")
)
def test_whatever_is_typed_is_a_time_or_none_or_no_date(typed: str) -> None:
    now = datetime(2026, 8, 12, 19, tzinfo=UTC)
    try:
        rest = parse_rest(typed, WEDNESDAY)
    except ImpossibleDateError:
        return
    if rest is not None:
        assert rest_until(rest, now, PHOENIX).tzinfo is UTC
