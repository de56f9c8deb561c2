"""The coming seven days in bars."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.words import figure
from scheduling.shifts.facts import HeldShift
from scheduling.zones import end_of_day, local_day, start_of_day

DAYS = 7
CELLS = 7


def week_table(held: Sequence[HeldShift], now: datetime, reader: ZoneInfo, day_limit: timedelta) -> str:
    """One line a day: a bar and the hours still to be worked on that date, against the day's limit.

    Args:
        held: the shifts that are not over.
        now: the instant from which hours are still to be worked.
        reader: the zone whose dates these are.
        day_limit: what fills a bar.
    """
    today = local_day(now, reader)
    lines = []
    for day in (today + timedelta(days=ahead) for ahead in range(DAYS)):
        begins, ends = max(start_of_day(day, reader), now), end_of_day(day, reader)
        hours = sum((_within(one, begins, ends) for one in held), timedelta())
        lines.append(
            f"{day:%a} {day.day:>2}  {_bar(hours, day_limit)}  {figure(hours) + ' h' if hours else '–'}"
        )
    return "```\n" + "\n".join(lines) + "\n```"


def _within(one: HeldShift, begins: datetime, ends: datetime) -> timedelta:
    return max(min(one.shift.ends_at, ends) - max(one.shift.starts_at, begins), timedelta())


def _bar(hours: timedelta, limit: timedelta) -> str:
    full = min(round(CELLS * hours / limit), CELLS) if limit else 0
    if hours and not full:
        full = 1
    return "█" * full + "░" * (CELLS - full)
