"""The coming seven days in bars: today and the six after it, whatever the weekday."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.blocks.elements import header, section
from handlers.message import Block
from handlers.words.text import figure
from scheduling.shifts.facts import HeldShift
from scheduling.zones import end_of_day, local_day, start_of_day

DAYS = 7
CELLS = 7


def week_blocks(
    held: Sequence[HeldShift], now: datetime, reader: ZoneInfo, day_limit: timedelta
) -> list[Block]:
    """The sum, and one line a day: a bar and the hours still to be worked on that date, against its limit.

    Args:
        held: the shifts that are not over.
        now: the instant from which hours are still to be worked.
        reader: the zone whose dates these are.
        day_limit: what fills a bar.
    """
    today = local_day(now, reader)
    hours = {
        day: _hours_on(day, held, now, reader)
        for day in (today + timedelta(days=ahead) for ahead in range(DAYS))
    }
    lines = "\n".join(_line(day, worked, day_limit) for day, worked in hours.items())
    total = sum(hours.values(), timedelta())
    return [header(f"My next {DAYS} days: {figure(total)} h"), section(f"```\n{lines}\n```")]


def _hours_on(day: date, held: Sequence[HeldShift], now: datetime, reader: ZoneInfo) -> timedelta:
    begins, ends = max(start_of_day(day, reader), now), end_of_day(day, reader)
    return sum((_within(one, begins, ends) for one in held), timedelta())


def _line(day: date, hours: timedelta, limit: timedelta) -> str:
    return f"{day:%a} {day.day:>2}  {_bar(hours, limit)}  {figure(hours) + ' h' if hours else '–'}"


def _within(one: HeldShift, begins: datetime, ends: datetime) -> timedelta:
    return max(min(one.shift.ends_at, ends) - max(one.shift.starts_at, begins), timedelta())


def _bar(hours: timedelta, limit: timedelta) -> str:
    full = min(round(CELLS * hours / limit), CELLS) if limit else 0
    if hours and not full:
        full = 1
    return "█" * full + "░" * (CELLS - full)
