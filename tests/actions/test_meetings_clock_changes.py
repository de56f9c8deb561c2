"""Reminders of meetings around the nights on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduling.meetings.sweep import sweep_meetings
from scheduling.store.engine import Database
from tests.factories.meetings import POLICY, plan, planned
from tests.factories.swept import told_of
from tests.people import Cast

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ZONES = ("America/New_York", "America/Kentucky/Louisville", "America/Chicago", "America/Phoenix")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("change", [date(2026, 11, 1), date(2027, 3, 14)])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_when_clocks_change_everybody_is_reminded_once_each_and_by_daylight(
    database: Database, cast: Cast, zone: str, change: date, after: int
) -> None:
    day, at = change + after * DAY, ZoneInfo(zone)
    starts_at = datetime.combine(day, time(10), at).astimezone(UTC)
    moment, told_at = starts_at - 4 * DAY, list[datetime]()
    with database.begin(moment) as tx:
        planned(tx, cast.sol, plan(cast.ada, day=day, starts=time(10), zone=zone))
    while moment < starts_at:
        with database.begin(moment) as tx:
            sweep_meetings(tx, POLICY)
            told_at += [moment.astimezone(at)] * (len(told_of(tx, "meeting_reminder")) - len(told_at))
        moment += HOUR
    assert [each.date() for each in told_at] == [day - 3 * DAY, day - DAY, day]
    assert all(8 <= each.hour < 20 for each in told_at)
    assert told_at[-1].time() == time(9), "an hour before"
