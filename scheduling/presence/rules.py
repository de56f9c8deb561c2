"""Until when somebody is left alone, and when they are back: decided from facts alone."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from scheduling.presence.facts import Absence, Closure, Habits
from scheduling.zones import local_day, next_daily, start_of_day

_DAY: Final = timedelta(days=1)
_EVENING: Final = time(18)
_ROUNDS: Final = 32
"""From one quiet time into the next: a week has fewer, and what people may say leaves a gap in each."""


def quiet_until(habits: Habits, at: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant from `at` on at which somebody may be told; None: `at` is such an instant.

    Quiet hours go by the clock on the wall: a night in which the clocks change is an hour shorter or longer.
    Where quiet hours end on a day off, or a day off within quiet hours, the later end holds.
    """
    moment = at
    for _ in range(_ROUNDS):
        end = _day_off_until(habits, moment, zone) or _quiet_hours_until(habits, moment, zone)
        if end is None:
            break
        moment = end
    return moment if moment > at else None


def _day_off_until(habits: Habits, at: datetime, zone: ZoneInfo) -> datetime | None:
    day = local_day(at, zone)
    return start_of_day(day + _DAY, zone) if day.weekday() in habits.days_off else None


def _quiet_hours_until(habits: Habits, at: datetime, zone: ZoneInfo) -> datetime | None:
    """It is quiet where the hours end before they begin again."""
    if habits.quiet_from is None or habits.quiet_until is None:
        return None
    end = next_daily(at, habits.quiet_until, zone)
    return end if end < next_daily(at, habits.quiet_from, zone) else None


def reminded_at(since: datetime, now: datetime, habits: Habits, zone: ZoneInfo) -> datetime | None:
    """When whoever stands in is told once more that an absence is about to begin: at six in the evening
    before, by their own clock, or when their quiet hours are over. None: they are named so late that they
    remember.

    Args:
        since: when the absence begins.
        now: when they are named.
        habits: those of whoever stands in.
        zone: theirs.
    """
    evening = next_daily(since - _DAY, _EVENING, zone)
    return (quiet_until(habits, evening, zone) or evening) if evening - now >= _DAY else None


def absence_at(absences: Iterable[Absence], at: datetime) -> Absence | None:
    """The absence that holds at an instant, the one that was entered last where there are several."""
    holding = [each for each in absences if each.since <= at < each.until]
    return max(holding, key=lambda each: each.id, default=None)


def overlapping(absences: Iterable[Absence], since: datetime, until: datetime) -> list[Absence]:
    """Those that share some time with the time between two instants, in their order."""
    return [each for each in absences if each.since < until and since < each.until]


def back_at(absences: Iterable[Absence], at: datetime) -> datetime | None:
    """When somebody is back who is away at an instant: after absences that follow each other, the end of the
    last; None: they are here.
    """
    back = at
    for each in sorted(absences, key=lambda each: each.since):
        if each.since <= back < each.until:
            back = each.until
    return back if back > at else None


def closure_on(closures: Iterable[Closure], day: date) -> Closure | None:
    """What closes schools on a local day, the longest where there are several; None: they are open."""
    closing = [each for each in closures if each.first_on <= day <= each.last_on]
    return max(closing, key=lambda each: each.last_on, default=None)
