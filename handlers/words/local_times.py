"""Instants in the words of a place: school time first, and the reader's own where the two differ.

Slack's own date tokens show the reader's zone only, so school time is written out here.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.words.text import length, unbroken
from scheduling.shifts.facts import Shift
from scheduling.zones import zone


def day(on: date) -> str:
    """`Wed Aug 12`."""
    return f"{on:%a %b} {on.day}"


def clock_time(moment: datetime, at: ZoneInfo) -> str:
    """`07:00`, in a zone."""
    return f"{moment.astimezone(at):%H:%M}"


def point(moment: datetime, at: ZoneInfo) -> str:
    """`Wed Aug 12, 07:00`, in a zone."""
    return f"{day(moment.astimezone(at).date())}, {clock_time(moment, at)}"


def span(starts_at: datetime, ends_at: datetime, at: ZoneInfo) -> str:
    """`Wed Aug 12, 07:00–15:00`; over midnight `Wed Aug 12, 22:00–02:00 Thu`."""
    first, last = starts_at.astimezone(at), ends_at.astimezone(at)
    over = f" {last:%a}" if last.date() != first.date() else ""
    return f"{day(first.date())}, {first:%H:%M}–{last:%H:%M}{over}"


def when(shift: Shift, reader: ZoneInfo | None = None) -> str:
    """A shift's time at its school with its length, and the reader's own time where the clocks differ."""
    there = zone(shift.school.zone)
    told = f"{span(shift.starts_at, shift.ends_at, there)} ({unbroken(length(shift.length))})"
    own = own_time(shift, reader) if reader is not None else ""
    return f"{told} · {own}" if own else told


def own_time(shift: Shift, reader: ZoneInfo) -> str:
    """`your time 08:00–16:00`, or empty where the reader's clock shows what the school's shows."""
    return own_span(shift.starts_at, shift.ends_at, zone(shift.school.zone), reader)


def own_span(starts_at: datetime, ends_at: datetime, there: ZoneInfo, reader: ZoneInfo) -> str:
    """The same of any two instants, and of the zone in which they are told."""
    if all(
        m.astimezone(there).replace(tzinfo=None) == m.astimezone(reader).replace(tzinfo=None)
        for m in (starts_at, ends_at)
    ):
        return ""
    first, last = (m.astimezone(reader) for m in (starts_at, ends_at))
    other_day = f"{first:%a} " if first.date() != starts_at.astimezone(there).date() else ""
    return f"your time {other_day}{first:%H:%M}–{last:%H:%M}"
