"""Whatever officers do, in whatever order: what the rules of training promise holds in the end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from scheduling.policy.requirements import Countdown
from scheduling.training.facts import OVERDUE_RUNG, Obligation, ObligationState, TrainingRecord
from scheduling.training.rules.ladder import is_hour_to_tell, next_look, rung_at, rung_to_tell
from scheduling.training.rules.progress import allocate
from scheduling.zones import local_day
from tests.factories.training import hours_on, obligation, requirement, year_of_hours, yearly_hours

YEARS = (2025, 2026, 2027)
DUE_ON = date(2026, 10, 2)
TOPICS = ("A", "B", "C")
ZONES = ("America/Phoenix", "America/Kentucky/Louisville", "America/Chicago", "Pacific/Kiritimati")

needs = st.tuples(*[st.integers(min_value=1, max_value=300)] * len(YEARS))
days = st.dates(date(2025, 1, 1), date(2028, 3, 1))
courses = st.lists(
    st.tuples(days, st.integers(min_value=0, max_value=240), st.sets(st.sampled_from(TOPICS))), max_size=12
)
ladders = st.lists(st.integers(min_value=0, max_value=40), unique=True, max_size=6)


def records_of(taken: Sequence[tuple[date, int, set[str]]], *, topics: bool = True) -> list[TrainingRecord]:
    return [
        hours_on(day, 0, number, minutes=minutes, topics=tuple(sorted(touched)) if topics else ())
        for number, (day, minutes, touched) in enumerate(taken, 1)
    ]


@given(needs, courses)
def test_each_minute_goes_to_the_oldest_year_that_needs_it_and_none_goes_twice_or_is_lost(
    wanted: tuple[int, ...], taken: list[tuple[date, int, set[str]]]
) -> None:
    """Counted minute by minute, which is slow and plain."""
    counted, done_on = dict.fromkeys(YEARS, 0), dict.fromkeys(YEARS)
    for day, minutes, _ in sorted(taken, key=lambda course: course[0]):
        for _minute in range(minutes):
            for year, need in zip(YEARS, wanted, strict=True):
                if year <= day.year and counted[year] < need:
                    counted[year] += 1
                    done_on[year] = day if counted[year] == need else None
                    break

    years = [
        year_of_hours(year, replace(yearly_hours(), amount=replace(yearly_hours().amount, minutes=need)))
        for year, need in zip(YEARS, wanted, strict=True)
    ]
    progress = allocate(years, records_of(taken, topics=False))
    assert {year: progress[year].minutes for year in YEARS} == counted
    assert {year: progress[year].done_on for year in YEARS} == done_on


@given(
    st.integers(min_value=0, max_value=6),
    st.sets(st.sampled_from(TOPICS)),
    st.dictionaries(st.sampled_from(TOPICS), st.integers(min_value=1, max_value=180)),
    courses,
)
def test_with_topics_too_no_minute_counts_twice_and_none_is_left_while_a_year_lacks_it(
    hours: int, topics: set[str], of_which: dict[str, int], taken: list[tuple[date, int, set[str]]]
) -> None:
    terms = yearly_hours(hours, topics=tuple(sorted(topics)), of_which=of_which)
    records = records_of(taken)
    progress = allocate([year_of_hours(year, terms) for year in YEARS], records)
    total = sum(found.minutes for found in progress.values())
    assert total <= sum(record.minutes for record in records)
    for year, found in progress.items():
        assert sum(found.topic_minutes.values()) <= found.minutes
        if terms.amount.minutes > found.minutes:
            assert total >= sum(record.minutes for record in records if record.done_on.year >= year)


@given(ladders, st.sets(st.integers(min_value=-50, max_value=5), max_size=60))
def test_no_rung_is_ever_told_twice_whenever_the_bot_is_up(rungs: list[int], days_up: set[int]) -> None:
    owed = obligation(requirement(reminders=tuple(rungs)), due_on=DUE_ON)
    told: list[int] = []
    for day in sorted(days_up):
        today = DUE_ON + timedelta(days=day)
        if (rung := rung_to_tell(owed, today)) is not None:
            assert rung not in told
            assert DUE_ON - timedelta(days=rung) <= today
            told.append(rung)
            owed = replace(owed, told_rung=rung, told_on=today)
        assert rung_at(owed, today) is None
        assert rung_to_tell(owed, today) is None
    assert told == sorted(told, reverse=True)


@given(ladders, st.sampled_from(ZONES), st.integers(min_value=0, max_value=40 * 24))
def test_whoever_looks_only_when_told_to_tells_each_rung_on_its_day_in_the_daytime(
    rungs: list[int], zone_name: str, hours_before: int
) -> None:
    """From some hour before the deadline on; what has gone by until then is told as one."""
    owed, zone = (
        obligation(requirement(reminders=tuple(rungs)), due_on=DUE_ON, in_zone=zone_name),
        ZoneInfo(zone_name),
    )
    now = owed.due_at - timedelta(hours=hours_before + 1)
    first_day, told = local_day(now, zone), {}
    while (look := next_look(owed, Countdown(), zone, now)) is not None:
        now = max(now, look)
        today = local_day(now, zone)
        if owed.state is ObligationState.OPEN and owed.due_at <= now:
            owed = replace(owed, state=ObligationState.OVERDUE)
            continue
        rung = rung_to_tell(owed, today)
        assert rung is not None
        assert is_hour_to_tell(Countdown(), zone, now)
        told[rung] = today
        owed = replace(owed, told_rung=rung, told_on=today)
    assert told[OVERDUE_RUNG] == DUE_ON + timedelta(days=1)
    on_their_day = {rung: DUE_ON - timedelta(days=rung) for rung in rungs}
    ahead = {rung: day for rung, day in on_their_day.items() if day > first_day + timedelta(days=1)}
    assert ahead.items() <= told.items()


@given(
    st.sampled_from(list(ObligationState)),
    st.none() | st.integers(min_value=-1, max_value=30),
    st.integers(min_value=-60, max_value=10),
    st.integers(min_value=-60, max_value=10),
    st.integers(min_value=0, max_value=150 * 24),
)
def test_a_look_that_tells_nothing_and_changes_nothing_never_comes_at_once_again(
    state: ObligationState, told_rung: int | None, told: int, later: int, hours: int
) -> None:
    """Else the sweep would look at the same obligation for ever."""
    now, zone = datetime(2026, 7, 1, tzinfo=UTC) + timedelta(hours=hours), ZoneInfo("America/Phoenix")
    owed: Obligation = obligation(
        due_on=DUE_ON, state=state, told_rung=told_rung,
        told_on=None if told_rung is None else DUE_ON + timedelta(days=told),
        later_on=DUE_ON + timedelta(days=later),
    )  # fmt: skip
    look = next_look(owed, Countdown(), zone, now)
    if look is None or look > now or look == owed.due_at:
        return
    assert is_hour_to_tell(Countdown(), zone, now)
    assert rung_to_tell(owed, local_day(now, zone)) is not None
