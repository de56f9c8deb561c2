"""A series is at the same instants for Muster and for every calendar program, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scheduling.ical.calendar import write_calendar
from scheduling.ical.entries import Series
from scheduling.ical.repeat import Every, Repeat, find_unclear
from tests.factories.entries import moved, series, starts_of
from tests.fakes.parsers.programs import Programs
from tests.fakes.parsers.seen import written

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
UNTIL = datetime(2040, 1, 1, tzinfo=UTC)
_FIELD = ["America/New_York", "America/Kentucky/Louisville", "America/Chicago", "America/Phoenix"]
_ODD = [
    "Africa/Casablanca", "America/Havana", "America/Nuuk", "America/Santiago", "America/St_Johns",
    "America/Vancouver", "Antarctica/Troll", "Asia/Gaza", "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Tehran",
    "Australia/Lord_Howe", "Australia/Sydney", "Europe/Berlin", "Europe/Dublin", "Pacific/Chatham",
]  # fmt: skip


def _starts(programs: Programs, content: bytes) -> list[str]:
    return [seen.starts for seen in programs.show(content, SINCE, UNTIL)]


def test_every_program_is_here(programs: Programs) -> None:
    if programs.missing:
        pytest.skip(f"not asked: {' and '.join(programs.missing)}")
    assert sorted(programs.readers) == ["ical.js", "libical", "vobject"]


@pytest.mark.parametrize("zone", _FIELD)
@pytest.mark.parametrize("every", list(Every))
def test_a_year_of_meetings_is_alike_across_both_changes_of_the_clocks(
    programs: Programs, zone: str, every: Every
) -> None:
    a_year = series(zone, repeat=Repeat(every, until=date(2027, 8, 31)))
    shown = _starts(programs, write_calendar("Meetings", [a_year]))
    assert shown == [written(at) for at in starts_of(a_year)]
    local = {datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).time() for at in shown}
    assert local == {time(9)}
    assert len(shown) == {Every.WEEK: 56, Every.MONTH: 13, Every.QUARTER: 5}[every]


@pytest.mark.parametrize("zone", _ODD)
def test_a_year_of_meetings_is_alike_however_oddly_the_clocks_change(programs: Programs, zone: str) -> None:
    a_year = series(zone, start=time(10, 45))
    assert _starts(programs, write_calendar("Meetings", [a_year])) == [
        written(at) for at in starts_of(a_year)
    ]


def test_a_series_of_the_last_friday_keeps_to_the_last_friday(programs: Programs) -> None:
    last = series("America/Chicago", day=date(2026, 10, 30), repeat=Repeat(Every.MONTH, count=4))
    days = [at[:8] for at in _starts(programs, write_calendar("x", [last]))]
    assert days == ["20261030", "20261127", "20261225", "20270129"]


def test_the_last_day_of_a_series_is_its_own_however_late_in_the_evening(programs: Programs) -> None:
    for zone in ("America/Chicago", "Australia/Sydney", "Pacific/Kiritimati"):
        for start in (time(0, 15), time(23, 30)):
            late = series(zone, start=start, repeat=Repeat(Every.WEEK, until=date(2026, 8, 25)))
            assert len(_starts(programs, write_calendar("x", [late]))) == 3


def test_what_is_moved_or_left_out_or_struck_out_is_so_in_every_program(programs: Programs) -> None:
    plain = series("America/New_York", repeat=Repeat(Every.WEEK, count=14))
    starts = starts_of(plain)
    changed = replace(plain, excluded=(starts[3], starts[12]), overrides=(moved(plain, starts[13]),))
    shown = programs.show(write_calendar("x", [changed]), SINCE, UNTIL)
    kept = [at for n, at in enumerate(starts) if n not in {3, 12, 13}]
    assert [seen.starts for seen in shown] == [written(at) for at in [*kept, starts[13] + timedelta(hours=1)]]
    assert shown[-1].summary == "Safety meeting, moved"


@st.composite
def _any_series(draw: st.DrawFn) -> tuple[Series, list[str]]:
    """A series of which some occurrences are left out or moved, and when it really takes place."""
    plain = draw(_PLAIN)
    first, zone = plain.first, ZoneInfo(plain.zone)
    local = plain.starts.astimezone(zone)
    length = draw(_LENGTHS)
    assume(find_unclear(local.date(), local.time(), length, zone, plain.repeat) is None)
    starts = starts_of(plain)
    left_out = draw(st.sets(st.sampled_from(starts), max_size=3))
    other = draw(st.sets(st.sampled_from(starts), max_size=3)) - left_out
    by = draw(st.integers(1, 100).map(lambda hours: timedelta(hours=hours)))
    changed = replace(
        plain,
        first=replace(first, ends=plain.starts + length),
        excluded=tuple(left_out),
        overrides=tuple(moved(plain, at, by=by) for at in other),
    )
    kept = [at for at in starts if at not in left_out | other] + [at + by for at in other]
    return changed, sorted(map(written, kept))


_LENGTHS = st.integers(1, 24).map(lambda quarters: timedelta(minutes=15 * quarters))
_PLAIN = st.builds(
    series,
    st.sampled_from(_FIELD + _ODD),
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    start=st.times().map(lambda at: at.replace(minute=at.minute // 5 * 5, second=0, microsecond=0)),
    repeat=st.builds(Repeat, st.sampled_from(Every), count=st.integers(1, 60)),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=_any_series())
def test_any_series_is_alike_with_whatever_differs_in_it(
    programs: Programs, found: tuple[Series, list[str]]
) -> None:
    changed, starts = found
    content = write_calendar("Meetings", [changed])
    assert sorted(_starts(programs, content)) == starts
    assert write_calendar("Meetings", [changed]) == content
