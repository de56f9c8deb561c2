"""From when until when somebody is away, by local days, also where the clocks change on one of them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.words.presence import absence_span
from scheduling.presence.facts import Absence
from scheduling.presence.rules import absence_at, back_at, overlapping
from scheduling.zones import end_of_day, start_of_day

DENVER, HONOLULU = ZoneInfo("America/Denver"), ZoneInfo("Pacific/Honolulu")
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def away(first: date, last: date, zone: ZoneInfo = DENVER, number: int = 1) -> Absence:
    """An absence of local days, both included."""
    return Absence(number, 1, start_of_day(first, zone), end_of_day(last, zone), None, "", 1)


@pytest.mark.parametrize(
    ("sunday", "hours"), [(date(2027, 3, 14), 23), (date(2026, 11, 1), 25), (date(2026, 8, 16), 24)]
)
def test_the_day_on_which_the_clocks_change_is_away_from_midnight_to_midnight(
    sunday: date, hours: int
) -> None:
    absence = away(sunday, sunday)
    assert absence.until - absence.since == timedelta(hours=hours)
    assert absence_at([absence], absence.since - SECOND) is None
    assert back_at([absence], absence.since) == absence.until
    assert absence_at([absence], absence.until) is None
    assert absence_span(absence, DENVER, absence.since - HOUR) == f"Sun {sunday:%b} {sunday.day}"


def test_a_day_is_that_of_whoever_is_away() -> None:
    """On the first of November Denver has changed its clocks, and is three hours ahead of Honolulu again."""
    day = date(2026, 11, 1)
    assert away(day, day, HONOLULU).since - away(day, day).since == 4 * HOUR
    assert away(day, day, HONOLULU).until - away(day, day).until == 3 * HOUR


def test_until_friday_is_until_the_end_of_friday() -> None:
    absence = away(date(2026, 8, 12), date(2026, 8, 14))
    assert absence.until == datetime(2026, 8, 15, 6, tzinfo=UTC)
    assert absence_span(absence, DENVER, absence.since) == "through Fri Aug 14"


def test_absences_that_touch_are_one_and_those_with_a_gap_are_two() -> None:
    weekend, monday = away(date(2026, 10, 31), date(2026, 11, 1)), away(date(2026, 11, 2), date(2026, 11, 2))
    later = away(date(2026, 11, 4), date(2026, 11, 5))
    assert back_at([later, monday, weekend], weekend.since) == monday.until
    assert overlapping([weekend, monday, later], monday.since, monday.until) == [monday]


def test_of_two_that_hold_the_one_that_was_said_last_does() -> None:
    first, last = (
        away(date(2026, 8, 10), date(2026, 8, 20)),
        away(date(2026, 8, 12), date(2026, 8, 12), number=2),
    )
    assert absence_at([last, first], last.since) == last
