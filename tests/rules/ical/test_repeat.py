"""The days of a series, and the days on which a clock on the wall does not say what time it is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduling.ical.calendar import write_calendar
from scheduling.ical.repeat import Every, Repeat, days_of, find_unclear, occurrences
from tests.factories.entries import series
from tests.fakes.parsers.programs import Programs
from tests.rules.ical.test_series_in_programs import SINCE, UNTIL

HOUR = timedelta(hours=1)
NEW_YORK = ZoneInfo("America/New_York")
TUESDAY = date(2026, 8, 11)


@pytest.mark.parametrize(
    ("first", "repeat", "days"),
    [
        (date(2026, 8, 11), Repeat(Every.WEEK, until=date(2026, 8, 25)), ["08-11", "08-18", "08-25"]),
        (date(2026, 8, 11), Repeat(Every.MONTH, count=3), ["08-11", "09-08", "10-13"]),
        (date(2026, 1, 30), Repeat(Every.MONTH, count=3), ["01-30", "02-27", "03-27"]),
        (date(2026, 1, 30), Repeat(Every.QUARTER, count=3), ["01-30", "04-24", "07-31"]),
        (date(2026, 2, 24), Repeat(Every.MONTH, count=3), ["02-24", "03-24", "04-28"]),
        (date(2026, 2, 27), Repeat(Every.MONTH, count=3, last=True), ["02-27", "03-27", "04-24"]),
        (date(2026, 8, 11), Repeat(Every.WEEK, until=date(2026, 8, 10)), []),
        (date(2026, 8, 11), None, ["08-11"]),
    ],
)
def test_a_series_is_on_the_days_that_its_first_day_says(
    first: date, repeat: Repeat | None, days: list[str]
) -> None:
    assert [f"{day:%m-%d}" for day in days_of(first, repeat)] == days


@pytest.mark.parametrize(("until", "count"), [(None, None), (date(2027, 1, 1), 3), (None, 0), (None, -1)])
def test_a_series_without_one_end_is_none(until: date | None, count: int | None) -> None:
    with pytest.raises(ValueError, match="series"):
        Repeat(Every.WEEK, until=until, count=count)


def test_nine_in_the_morning_stays_nine_in_the_morning() -> None:
    found = occurrences(date(2026, 10, 27), time(9), HOUR, NEW_YORK, Repeat(Every.WEEK, count=2))
    assert [one.starts_at for one in found] == [
        datetime(2026, 10, 27, 13, tzinfo=UTC),
        datetime(2026, 11, 3, 14, tzinfo=UTC),
    ]
    assert all(one.original_at == one.starts_at and one.ends_at - one.starts_at == HOUR for one in found)


def test_only_what_is_asked_for_is_looked_up() -> None:
    weekly = Repeat(Every.WEEK, until=date(9000, 1, 1))
    since, until = datetime(2026, 9, 1, 13, tzinfo=UTC), datetime(2026, 9, 22, 13, tzinfo=UTC)
    found = occurrences(TUESDAY, time(9), HOUR, NEW_YORK, weekly, since=since, until=until)
    assert [one.starts_at.day for one in found] == [1, 8, 15]
    assert len(occurrences(TUESDAY, time(9), HOUR, NEW_YORK, weekly, limit=7)) == 7


@pytest.mark.parametrize(
    ("first", "start", "length", "unclear"),
    [
        (date(2027, 2, 28), time(2, 30), HOUR, date(2027, 3, 14)),  # does not exist
        (date(2026, 10, 18), time(1, 30), HOUR, date(2026, 11, 1)),  # exists twice
        (date(2026, 10, 18), time(0, 30), 3 * HOUR, date(2026, 11, 1)),  # the clocks change meanwhile
        (date(2027, 2, 27), time(22), 8 * HOUR, date(2027, 3, 13)),
        (date(2027, 2, 28), time(3), HOUR, None),
        (date(2026, 10, 18), time(9), 8 * HOUR, None),
    ],
)
def test_a_day_on_which_programs_would_disagree_is_named(
    first: date, start: time, length: timedelta, unclear: date | None
) -> None:
    assert find_unclear(first, start, length, NEW_YORK, Repeat(Every.WEEK, count=5)) == unclear
    assert (
        find_unclear(first, start, length, ZoneInfo("America/Phoenix"), Repeat(Every.WEEK, count=5)) is None
    )


def test_a_time_that_the_clocks_skip_is_an_hour_later_and_one_shown_twice_is_the_first() -> None:
    skipped, *_ = occurrences(date(2027, 3, 14), time(2, 30), HOUR, NEW_YORK, None)
    assert skipped.starts_at == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    twice, *_ = occurrences(date(2026, 11, 1), time(1, 30), HOUR, NEW_YORK, None)
    assert twice.starts_at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_programs_do_disagree_about_the_days_that_are_named(programs: Programs) -> None:
    for day, start, length in (
        (date(2027, 2, 28), time(2, 30), HOUR),
        (date(2026, 10, 18), time(1, 30), HOUR),
        (date(2026, 10, 18), time(0, 30), 3 * HOUR),
    ):
        if {"libical", "vobject"} <= set(programs.readers):
            content = write_calendar("x", [series(NEW_YORK.key, day=day, start=start, length=length)])
            shown = [programs.readers[name](content, SINCE, UNTIL) for name in ("libical", "vobject")]
            assert shown[0] != shown[1]
