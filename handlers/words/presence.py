"""Words about quiet hours, absences and turns, in one zone. Pure; all escaped."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from handlers.words.local_times import day, point
from handlers.words.text import escaped, listed
from scheduling.presence.facts import Absence, Habits
from scheduling.roster.facts import Person
from scheduling.zones import local_day

_WEEKDAYS: Final = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def habits_words(habits: Habits) -> list[str]:
    """`quiet 22:00–06:00`, `off on Saturdays and Sundays`; nothing where nothing was said."""
    said = []
    if habits.quiet_from is not None and habits.quiet_until is not None:
        said.append(f"quiet {habits.quiet_from:%H:%M}–{habits.quiet_until:%H:%M}")
    if habits.days_off:
        said.append(f"off on {listed(_WEEKDAYS[number] for number in sorted(habits.days_off))}")
    return said


def absence_words(absence: Absence, at: ZoneInfo, now: datetime) -> str:
    """`away through Sat Jan 2`, where it has begun; `away Thu Dec 24 – Sat Jan 2`, where it is to come."""
    return f"away {absence_span(absence, at, now)}"


def absence_span(absence: Absence, at: ZoneInfo, now: datetime) -> str:
    """`through Sat Jan 2`, that day too; `until Sat Jan 2, 13:00`; `Thu Dec 24 – Sat Jan 2`; `Thu Dec 24`."""
    last = _last(absence.until, at)
    if absence.since <= now:
        return f"through {last}" if _is_midnight(absence.until, at) else f"until {last}"
    first = _first(absence.since, at)
    return first if first == last else f"{first} – {last}"


def stand_in_words(absence: Absence, people: Mapping[int, Person]) -> str:
    """`Cora Cypress stands in`, or that nobody does."""
    if absence.stand_in_id is None or absence.stand_in_id not in people:
        return "nobody stands in"
    return f"{escaped(people[absence.stand_in_id].name)} stands in"


def presence_words(
    habits: Habits, absences: Sequence[Absence], people: Mapping[int, Person], at: ZoneInfo, now: datetime
) -> list[str]:
    """All that holds for somebody, a line each, the soonest first; nothing where nothing was said."""
    away = [f"{absence_words(each, at, now)}, {stand_in_words(each, people)}" for each in absences]
    return [*away, *habits_words(habits)]


def _first(moment: datetime, at: ZoneInfo) -> str:
    return day(local_day(moment, at)) if _is_midnight(moment, at) else point(moment, at)


def _last(moment: datetime, at: ZoneInfo) -> str:
    """An end at midnight is the end of the day before."""
    if _is_midnight(moment, at):
        return day(local_day(moment - timedelta(microseconds=1), at))
    return point(moment, at)


def _is_midnight(moment: datetime, at: ZoneInfo) -> bool:
    return moment.astimezone(at).time() == time()
