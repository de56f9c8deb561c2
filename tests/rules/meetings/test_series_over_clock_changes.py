"""A series keeps its local time over both clock changes, on leap days, and when it is cut or moved."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from scheduling.ical.repeat import Every
from scheduling.meetings.facts import Invitation, Meeting, OccurrenceChange, Plan
from scheduling.meetings.rules.revising import change_occurrence, end_before, keeps_times, rest_from
from scheduling.meetings.rules.times import by_rule, find_occurrence, next_stamp, occurrences_of
from scheduling.zones import zone
from tests.factories.meetings import plan, weekly

NOW = datetime(2026, 8, 12, 19, tzinfo=UTC)
ZONES = ("America/New_York", "America/Kentucky/Louisville", "America/Chicago", "America/Phoenix")


def meeting(of: Plan) -> Invitation:
    return Invitation(Meeting(1, "meeting-1@muster", of, 1, 0, NOW))


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("first", [date(2026, 10, 20), date(2027, 3, 2)])
def test_nine_stays_nine_on_the_wall(name: str, first: date) -> None:
    found = occurrences_of(meeting(weekly(zone=name, day=first)))
    assert {each.starts_at.astimezone(zone(name)).time() for each in found} == {time(9)}
    hours = {each.starts_at.hour for each in found}
    assert len(hours) == (1 if name == "America/Phoenix" else 2)


def test_a_monthly_series_from_a_leap_day_on_is_of_the_last_weekday() -> None:
    of = weekly(day=date(2028, 2, 29), every=Every.MONTH)
    days = [each.original_at.date() for each in by_rule(of)]
    assert days == [date(2028, 2, 29), date(2028, 3, 28), date(2028, 4, 25), date(2028, 5, 30)]


def test_an_occurrence_that_moves_over_the_clock_change_keeps_its_name() -> None:
    before = meeting(weekly(zone="America/New_York", day=date(2026, 10, 27)))
    original = second_of(before)
    stands = find_occurrence(before, original)
    assert stands is not None
    change = OccurrenceChange(date(2026, 10, 30), time(9), timedelta(hours=1), "Gym", "")
    after = change_occurrence(before, stands, change, NOW)
    moved = find_occurrence(after, original)
    assert moved is not None
    assert (moved.original_at.hour, moved.starts_at.hour) == (14, 13)
    assert (after.meeting.sequence, after.retimed_sequence(original)) == (1, 1)
    assert [each.original_at for each in occurrences_of(after)][1] == original


def test_the_rest_of_a_series_is_what_was_cut_off() -> None:
    before = meeting(weekly(zone="America/Chicago", day=date(2026, 10, 20)))
    start = second_of(before)
    rest = rest_from(before.meeting.plan, before.meeting.plan, start)
    kept = by_rule(end_before(before, start, NOW).meeting.plan)
    assert (*kept, *by_rule(rest)) == by_rule(before.meeting.plan)
    assert keeps_times(before.meeting.plan, rest)
    assert not keeps_times(before.meeting.plan, replace(rest, starts=time(10)))


def test_of_two_revisions_in_one_second_the_second_has_the_later_stamp() -> None:
    first = next_stamp(None, NOW + timedelta(milliseconds=300))
    second = next_stamp(first, NOW + timedelta(milliseconds=600))
    assert (first, second) == (NOW, NOW + timedelta(seconds=1))
    assert plan().repeat is None


def second_of(of: Invitation) -> datetime:
    """The original start of the second occurrence."""
    return by_rule(of.meeting.plan)[1].original_at
