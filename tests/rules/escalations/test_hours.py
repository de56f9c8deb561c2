"""When a chain goes on by local time: nights, weekends, closures, and the days on which clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.escalations.hours import goes_on_from
from scheduling.policy.chains import Hours
from scheduling.presence.facts import Closure

NEW_YORK, PHOENIX = ZoneInfo("America/New_York"), ZoneInfo("America/Phoenix")
WEEK = frozenset(range(5))
OFFICE = Hours(time(7), time(18), WEEK)


def at(zone: ZoneInfo, month: int, day: int, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    """An instant of 2026, in UTC, as the clocks of a zone show it."""
    return datetime(2026, month, day, hour, minute, tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize("zone", [NEW_YORK, PHOENIX], ids=str)
@pytest.mark.parametrize(
    ("asked", "goes_on"),
    [
        ((8, 12, 6, 59), (8, 12, 7, 0)),
        ((8, 12, 7, 0), (8, 12, 7, 0)),
        ((8, 12, 17, 59), (8, 12, 17, 59)),
        ((8, 12, 18, 0), (8, 13, 7, 0)),
        ((8, 14, 18, 0), (8, 17, 7, 0)),  # Friday evening
        ((8, 15, 12, 0), (8, 17, 7, 0)),  # Saturday noon
    ],
)
def test_a_chain_with_office_hours_goes_on_by_the_wall_clock(
    zone: ZoneInfo, asked: tuple[int, ...], goes_on: tuple[int, ...]
) -> None:
    assert goes_on_from(OFFICE, at(zone, *asked), zone) == at(zone, *goes_on)


def test_what_is_due_on_friday_night_before_the_clocks_go_forward_comes_on_monday_at_seven() -> None:
    """New York goes forward on Sunday, 8 March: Monday's seven o'clock is an hour earlier in UTC."""
    friday, monday = at(NEW_YORK, 3, 6, 20), at(NEW_YORK, 3, 9, 7)
    assert goes_on_from(OFFICE, friday, NEW_YORK) == monday
    assert monday - friday == timedelta(hours=58)
    assert at(PHOENIX, 3, 9, 7) - at(PHOENIX, 3, 6, 20) == timedelta(hours=59)
    assert goes_on_from(OFFICE, at(PHOENIX, 3, 6, 20), PHOENIX) == at(PHOENIX, 3, 9, 7)


def test_what_is_due_on_friday_night_before_the_clocks_go_back_comes_on_monday_at_seven() -> None:
    friday, monday = at(NEW_YORK, 10, 30, 20), at(NEW_YORK, 11, 2, 7)
    assert goes_on_from(OFFICE, friday, NEW_YORK) == monday
    assert monday - friday == timedelta(hours=60)


def test_hours_that_begin_when_no_clock_shows_that_time_begin_after_the_gap() -> None:
    early = Hours(time(2, 30), time(5))
    sunday = goes_on_from(early, at(NEW_YORK, 3, 8, 1), NEW_YORK)
    assert sunday == datetime(2026, 3, 8, 7, tzinfo=UTC)  # 03:00, the first instant after 01:59
    assert goes_on_from(early, at(PHOENIX, 3, 8, 1), PHOENIX) == at(PHOENIX, 3, 8, 2, 30)


def test_hours_that_begin_at_a_time_shown_twice_begin_when_it_is_first_shown() -> None:
    early = Hours(time(1, 30), time(5))
    sunday = goes_on_from(early, at(NEW_YORK, 11, 1, 0), NEW_YORK)
    assert sunday == at(NEW_YORK, 11, 1, 1, 30)
    again = at(NEW_YORK, 11, 1, 1, 15, fold=1)
    assert goes_on_from(early, again, NEW_YORK) == again


def test_a_chain_without_hours_goes_on_at_any_time_of_any_day() -> None:
    for hour in range(48):
        moment = at(NEW_YORK, 3, 7, 0) + timedelta(hours=hour, minutes=59)
        assert goes_on_from(Hours(), moment, NEW_YORK) == moment


def test_a_chain_that_minds_closures_rests_through_the_break_and_the_weekend_after_it() -> None:
    autumn = Closure("Autumn break", date(2026, 10, 12), date(2026, 10, 16))
    rests = Hours(time(7), time(18), WEEK, closures=True)
    friday = at(PHOENIX, 10, 9, 18)
    assert goes_on_from(rests, friday, PHOENIX, [autumn]) == at(PHOENIX, 10, 19, 7)
    assert goes_on_from(OFFICE, friday, PHOENIX, [autumn]) == at(PHOENIX, 10, 12, 7)


def test_a_closure_is_a_local_day() -> None:
    """When Wednesday has begun in New York, it is Tuesday evening in Phoenix."""
    wednesday = Closure("Holiday", date(2026, 11, 11), date(2026, 11, 11))
    anytime = Hours(closures=True)
    moment = at(NEW_YORK, 11, 11, 0, 30)
    assert goes_on_from(anytime, moment, NEW_YORK, [wednesday]) == at(NEW_YORK, 11, 12, 0)
    assert goes_on_from(anytime, moment, PHOENIX, [wednesday]) == moment


def test_a_calendar_that_closes_for_years_holds_nothing_for_ever() -> None:
    years = Closure("A mistake", date(2026, 1, 1), date(2030, 1, 1))
    moment = at(PHOENIX, 8, 12, 12)
    assert goes_on_from(Hours(closures=True), moment, PHOENIX, [years]) == moment


NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(0), timedelta(days=730)).map(lambda since: NEW_YEAR + since)


@given(
    moment=INSTANTS,
    zone=st.sampled_from([NEW_YORK, PHOENIX]),
    begins=st.integers(0, 22),
    length=st.integers(1, 23),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
)
def test_wherever_and_whenever_it_goes_on_within_its_hours_and_as_soon_as_it_can(
    moment: datetime, zone: ZoneInfo, begins: int, length: int, weekdays: frozenset[int]
) -> None:
    hours = Hours(time(begins), time(min(begins + length, 23), 59), weekdays)

    def within(instant: datetime) -> bool:
        local = instant.astimezone(zone)
        return local.weekday() in weekdays and hours.starts <= local.time() < hours.ends

    goes_on = goes_on_from(hours, moment, zone)
    assert goes_on >= moment
    assert within(goes_on) or _in_a_gap(goes_on, zone)
    minutes = min(int((goes_on - moment) / timedelta(minutes=7)), 1500)
    assert not any(within(moment + timedelta(minutes=7 * each)) for each in range(minutes))


def _in_a_gap(instant: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks have just gone forward."""
    before = (instant - timedelta(seconds=1)).astimezone(zone).utcoffset()
    return before != instant.astimezone(zone).utcoffset()
