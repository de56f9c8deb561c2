"""Something that is due daily at a local time is due once a local day, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.zones import local_day, next_daily, zone

DENVER = zone("America/Denver")
INSTANTS = st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2037-12-31")).map(
    lambda naive: naive.replace(tzinfo=UTC)
)
TIMES = st.times().map(lambda at: at.replace(microsecond=0))
ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)


def shown(moment: datetime, at: ZoneInfo) -> str:
    return f"{moment.astimezone(at):%Y-%m-%d %H:%M %Z}"


def dues(first: date, at: str, days: int, where: ZoneInfo = DENVER) -> list[str]:
    moment, found = datetime.combine(first, time(0), where).astimezone(UTC) - timedelta(seconds=1), []
    for _ in range(days):
        moment = next_daily(moment, time.fromisoformat(at), where)
        found.append(shown(moment, where))
    return found


def test_on_an_ordinary_day_it_is_due_at_that_time() -> None:
    assert dues(date(2026, 8, 12), "07:30", 2) == ["2026-08-12 07:30 MDT", "2026-08-13 07:30 MDT"]


def test_a_time_that_the_clocks_skip_is_due_as_soon_as_they_have() -> None:
    assert dues(date(2026, 3, 7), "02:30", 3) == [
        "2026-03-07 02:30 MST",
        "2026-03-08 03:00 MDT",
        "2026-03-09 02:30 MDT",
    ]


def test_a_time_that_the_clocks_show_twice_is_due_when_they_show_it_first() -> None:
    assert dues(date(2026, 11, 1), "01:30", 2) == ["2026-11-01 01:30 MDT", "2026-11-02 01:30 MST"]


def test_whoever_asks_between_the_two_is_told_the_next_day() -> None:
    between = datetime(2026, 11, 1, 8, 15, tzinfo=UTC)  # 01:15 for the second time
    assert shown(next_daily(between, time(1, 0), DENVER), DENVER) == "2026-11-02 01:00 MST"


def test_whoever_asks_at_the_very_instant_is_told_the_next_day() -> None:
    first = next_daily(datetime(2026, 8, 12, tzinfo=UTC), time(12), DENVER)
    assert next_daily(first, time(12), DENVER) - first == timedelta(days=1)


@pytest.mark.parametrize("at", ["00:00", "00:30"])
def test_the_four_zones_in_which_an_alarm_clock_library_skipped_a_day_have_it(at: str) -> None:
    for name in ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"):
        days = [due[:10] for due in dues(date(2026, 3, 7), at, 4, zone(name))]
        assert days == ["2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10"]


@given(INSTANTS, TIMES, ZONES)
def test_the_next_one_is_later_and_no_clock_there_has_shown_its_time_earlier_that_day(
    after: datetime, at: time, where: ZoneInfo
) -> None:
    due = next_daily(after, at, where)
    local = due.astimezone(where).replace(tzinfo=None)
    just_before = (due - timedelta(seconds=1)).astimezone(where).replace(tzinfo=None)
    wanted = datetime.combine(local.date(), at)
    assert due > after
    assert just_before < local
    assert local == wanted or just_before < wanted < local or just_before.date() < local.date()


@given(INSTANTS, TIMES, ZONES)
def test_no_local_day_goes_without_and_none_has_two(after: datetime, at: time, where: ZoneInfo) -> None:
    first = next_daily(after, at, where)
    second = next_daily(first, at, where)
    if is_whole(first, where) and is_whole(second, where):
        assert local_day(second, where) - local_day(first, where) == timedelta(days=1)


def is_whole(moment: datetime, where: ZoneInfo) -> bool:
    """Whether no midnight near it is skipped: an island that changes sides of the date line loses a day."""
    near = [datetime.combine(local_day(moment, where), time(0)) + timedelta(days=n) for n in (-1, 0, 1, 2)]
    return all(
        midnight.replace(tzinfo=where).astimezone(UTC).astimezone(where).replace(tzinfo=None) == midnight
        for midnight in near
    )


@given(INSTANTS, TIMES, ZONES, st.timedeltas(timedelta(0), timedelta(hours=20)))
def test_asking_at_any_moment_before_it_gives_the_same_answer(
    after: datetime, at: time, where: ZoneInfo, later: timedelta
) -> None:
    due = next_daily(after, at, where)
    if after + later < due:
        assert next_daily(after + later, at, where) == due
