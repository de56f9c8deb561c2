"""A rota as a calendar: one event a turn; whoever is invited is on, or whoever the title names."""

from datetime import datetime
from zoneinfo import ZoneInfo

from scheduling.ical.published.facts import CalendarRefused, Happening
from scheduling.ical.published.reading import read_published
from scheduling.presence.imports.facts import Duty, ImportRefused, Window, Wrong
from scheduling.zones import start_of_day


def read_calendar(content: bytes, zone: ZoneInfo, window: Window) -> tuple[list[Duty], list[Wrong]]:
    """The turns of the window, every time of a series by itself, and what is wrong with other events; `zone`
    is that of days, and of times that name none.

    Raises:
        ImportRefused: the file as a whole cannot be read.
    """
    try:
        found = read_published(content, zone=zone, since=window.since, until=window.until)
    except CalendarRefused as problem:
        raise ImportRefused(str(problem)) from problem
    wrong = [Wrong(flaw.line, f"“{flaw.summary}”: {flaw.why}") for flaw in found.flaws]
    return [_duty(each, zone) for each in found.happenings], wrong


def _duty(happening: Happening, zone: ZoneInfo) -> Duty:
    """Whoever has declined is not on; where all have, the title is left to say who is."""
    starts, ends = happening.starts, happening.ends
    return Duty(
        happening.line,
        starts if isinstance(starts, datetime) else start_of_day(starts, zone),
        ends if isinstance(ends, datetime) else start_of_day(ends, zone),
        addresses=tuple(guest.address for guest in happening.guests if not guest.declined),
        text=happening.summary,
    )
