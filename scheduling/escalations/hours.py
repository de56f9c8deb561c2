"""When a chain goes on: hours, weekdays and closures by the local time of what it is about."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from scheduling.policy.chains import Hours
from scheduling.presence.facts import Closure
from scheduling.presence.rules import closure_on
from scheduling.zones import end_of_day, first_reached, local_day

_LONGEST_REST: Final = 400
"""Days. Nothing is held for longer: a calendar that is closed for so long is a mistake, not a break."""


def goes_on_from(hours: Hours, at: datetime, zone: ZoneInfo, closures: Sequence[Closure] = ()) -> datetime:
    """The first instant from `at` on at which a chain goes on; `at` itself where it does then.

    A time that the clocks skip is reached at the first instant after the gap, and one that they show twice
    when they show it first.
    """
    first = local_day(at, zone)
    for ahead in range(_LONGEST_REST):
        day = first + timedelta(days=ahead)
        if not _is_open(hours, day, closures):
            continue
        begins, ends = _bounds(hours, day, zone)
        if at < ends:
            return max(at, begins)
    return at


def _is_open(hours: Hours, day: date, closures: Sequence[Closure]) -> bool:
    closed = hours.closures and closure_on(closures, day) is not None
    return day.weekday() in hours.weekdays and not closed


def _bounds(hours: Hours, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants between which a local day's hours lie; the last minute of a day is its end."""
    begins = first_reached(datetime.combine(day, hours.starts), zone)
    if hours.ends == time.max:
        return begins, end_of_day(day, zone)
    return begins, first_reached(datetime.combine(day, hours.ends), zone)
