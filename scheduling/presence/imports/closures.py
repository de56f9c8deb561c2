"""A calendar of closures, read: holidays and breaks, each an event of whole days."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from scheduling.ical.published.facts import CalendarRefused, Happening
from scheduling.ical.published.reading import read_published
from scheduling.presence.facts import Closure
from scheduling.presence.imports.facts import ImportRefused, ReadClosures, What, Wrong
from scheduling.presence.imports.window import digest_of, window_of

LONGEST_CLOSURE: Final = timedelta(days=100)
_MOST_CLOSURES: Final = 2_000


def read_closures(content: bytes, *, zone: ZoneInfo, today: date) -> ReadClosures:
    """What the calendar says of this month and the two years to come.

    Args:
        content: the file: iCalendar.
        zone: the district's.
        today: the district's local date.

    Raises:
        ImportRefused: the file as a whole cannot be read.
    """
    window = window_of(What.CLOSURES, today)
    try:
        found = read_published(content, zone=zone, since=window.since, until=window.until)
    except CalendarRefused as problem:
        raise ImportRefused(f"{problem} Closures are read from an iCalendar file (.ics).") from problem
    wrong = [Wrong(flaw.line, f"“{flaw.summary}”: {flaw.why}") for flaw in found.flaws]
    closures = set[Closure]()
    for each in found.happenings:
        closure = _closure(each)
        if isinstance(closure, Wrong):
            wrong.append(closure)
        else:
            closures.add(closure)
    if len(closures) > _MOST_CLOSURES:
        raise ImportRefused(f"The calendar has more than {_MOST_CLOSURES:,} closures: is it the right one?")
    return ReadClosures(
        digest_of(content, window),
        tuple(sorted(closures, key=lambda one: (one.first_on, one.last_on, one.name))),
        tuple(sorted(dict.fromkeys(wrong), key=lambda each: each.line)),
    )


def _closure(happening: Happening) -> Closure | Wrong:
    name, first, end = happening.summary, happening.starts, happening.ends
    if isinstance(first, datetime) or isinstance(end, datetime):
        return Wrong(happening.line, f"“{name}” has a time of day; a closure is an event of whole days.")
    if end - first > LONGEST_CLOSURE:
        return Wrong(
            happening.line,
            f"“{name}” lasts {(end - first).days} days, more than {LONGEST_CLOSURE.days}: is the year right?",
        )
    return Closure(name, first, end - timedelta(days=1))
