"""One shift in one or two lines."""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.words.local_times import clock_time, when
from handlers.words.text import counted, escaped
from scheduling.shifts.facts import Shift
from scheduling.zones import zone


def title_of(shift: Shift, reader: ZoneInfo | None = None, *, most: int = 200) -> str:
    """`*Quartz Elementary* · Wed Aug 12, 07:00–15:00 (8 h)`, and the reader's own time where it differs;
    `most` is how long the school's name may be.
    """
    return f"*{escaped(shift.school.name, most)}* · {when(shift, reader)}"


def told_short(shift: Shift) -> str:
    """The same for a notification's text, without marks."""
    return f"{escaped(shift.school.name)}, {when(shift)}"


def plain_title_of(shift: Shift) -> str:
    """The same where Slack takes plain text and escapes nothing."""
    return f"{shift.school.name}, {when(shift)}"


def detail_of(shift: Shift, *, places: bool = True) -> str:
    """`#412 · Front gate · armed · 2 of 3 places left`."""
    parts = [f"#{shift.id}", escaped(shift.post), "armed" if shift.armed else ""]
    if places:
        parts.append(places_of(shift))
    return " · ".join(part for part in parts if part)


def places_of(shift: Shift) -> str:
    """How much is left."""
    if shift.places == 1:
        return "1 place" if shift.free else "taken"
    if not shift.free:
        return f"all {shift.places} places taken"
    if shift.free == shift.places:
        return counted(shift.places, "place")
    return f"{shift.free} of {counted(shift.places, 'place')} left"


def lines_of(shift: Shift, reader: ZoneInfo | None = None, *, places: bool = True) -> str:
    """Title and detail, two lines."""
    return f"{title_of(shift, reader)}\n{detail_of(shift, places=places)}"


def open_lines_of(shift: Shift, now: datetime, reader: ZoneInfo | None = None) -> str:
    """The same of a shift that may be claimed; one that is under way says until when."""
    lines = lines_of(shift, reader)
    return f"{cover_needed(shift)}\n{lines}" if shift.wants_cover(now) else lines


def cover_needed(shift: Shift) -> str:
    """`:rotating_light: *Cover is needed now, until 15:00.*`, by the school's clock as the times below it."""
    until = clock_time(shift.ends_at, zone(shift.school.zone))
    return f":rotating_light: *Cover is needed now, until {until}.*"


def said_short(shift: Shift) -> str:
    """For a screen reader on a button: `412, Quartz Elementary`."""
    return f"shift {shift.id}, {shift.school.name}"
