"""What a claim would do to an officer's hours and rest: pure arithmetic on local days and weeks.

Durations are differences of instants, so a night on which the clocks change counts the hours that were
really worked. Days and weeks are those of the officer's zone; the midnight in a night shift divides it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.policy.schema import Policy
from scheduling.shifts.facts import ClaimFacts, Load, Neighbour
from scheduling.zones import local_day, start_of_day, week_of, zone

NOTHING = timedelta(0)
WEEK = timedelta(days=7)

Span = tuple[datetime, datetime]


def load_of(facts: ClaimFacts, policy: Policy) -> Load:
    """The officer's fullest day and week with this shift, and the rest on both sides of it."""
    at = zone(facts.officer.zone)
    shift = facts.shift
    asked = (shift.starts_at, shift.ends_at)
    spans = _merged([asked, *((near.starts_at, near.ends_at) for near in facts.neighbours)])
    days = {day: _hours_between(day, day + timedelta(days=1), at, spans) for day in _days(asked, at)}
    weeks = {week: _hours_between(week, week + WEEK, at, spans) for week in sorted(map(week_of, days))}
    day, week = max(days, key=lambda on: days[on]), max(weeks, key=lambda on: weeks[on])
    before, after = neighbour_before(facts), neighbour_after(facts)
    return Load(
        day=day,
        day_hours=days[day],
        day_limit=policy.hours_per_day.value,
        week=week,
        week_hours=weeks[week],
        week_limit=policy.hours_per_week.value,
        rest_before=shift.starts_at - before.ends_at if before else None,
        rest_after=after.starts_at - shift.ends_at if after else None,
        rest_limit=policy.rest.value,
    )


def neighbour_before(facts: ClaimFacts) -> Neighbour | None:
    """The officer's last claim that ends at or before the start, if it ends within a week of it."""
    start = facts.shift.starts_at
    found = [near for near in facts.neighbours if start - WEEK <= near.ends_at <= start]
    return max(found, key=lambda near: near.ends_at, default=None)


def neighbour_after(facts: ClaimFacts) -> Neighbour | None:
    """The officer's first claim that starts at or after the end, if it starts within a week of it."""
    end = facts.shift.ends_at
    found = [near for near in facts.neighbours if end <= near.starts_at <= end + WEEK]
    return min(found, key=lambda near: near.starts_at, default=None)


def neighbours_overlapping(facts: ClaimFacts) -> list[Neighbour]:
    """The officer's claims that share any time with the shift, soonest first."""
    shift = facts.shift
    return [
        near for near in facts.neighbours if near.starts_at < shift.ends_at and shift.starts_at < near.ends_at
    ]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same time without the overlaps: nobody works an hour twice, and a clash is a rule of its own."""
    merged: list[Span] = []
    for starts, ends in sorted(spans):
        if merged and starts < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ends))
        else:
            merged.append((starts, ends))
    return merged


def _days(span: Span, at: ZoneInfo) -> Iterator[date]:
    """The local dates that a span touches; one that ends at midnight does not touch the next."""
    day, last = local_day(span[0], at), local_day(span[1] - timedelta.resolution, at)
    while day <= last:
        yield day
        day += timedelta(days=1)


def _hours_between(first: date, until: date, at: ZoneInfo, spans: Iterable[Span]) -> timedelta:
    """How much of the spans lies between the beginnings of two local dates."""
    begin, end = start_of_day(first, at), start_of_day(until, at)
    shares = (min(end, ends) - max(begin, starts) for starts, ends in spans)
    return sum((share for share in shares if share > NOTHING), NOTHING)
