"""A calendar that programs subscribe to, and one that is opened once. The same entries are the same bytes."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar.prop import vDuration

from scheduling.ical.entries import Entry, Series, without_cancelled
from scheduling.ical.envelope import bytes_of, new_calendar
from scheduling.ical.events import events_of
from scheduling.ical.text import add_text

LONGEST_NAME = 120
_REFRESH = timedelta(hours=1)


def write_calendar(name: str, entries: Iterable[Entry | Series], *, refresh: timedelta = _REFRESH) -> bytes:
    """A whole calendar: UTF-8, CRLF, lines of at most 75 octets.

    Args:
        name: what calendar programs call it until somebody renames it.
        entries: in the order in which they are to stand.
        refresh: how often a program may look; a wish, which few of them grant.
    """
    calendar = new_calendar()
    for title in ("NAME", "X-WR-CALNAME"):
        add_text(calendar, title, name, LONGEST_NAME)
    calendar.add("REFRESH-INTERVAL", vDuration(refresh), {"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(refresh))
    kept = tuple(entries)
    series = [entry for entry in kept if isinstance(entry, Series)]
    return bytes_of(calendar, series, [event for entry in kept for event in events_of(entry)])


def write_file(entry: Entry | Series) -> bytes:
    """One meeting as a file to open by hand. It has no METHOD, no organiser and no name of its own, so that
    programs put it into the reader's calendar rather than beside it, and have nothing to answer.
    """
    whole = without_cancelled(entry) if isinstance(entry, Series) else entry
    series = [whole] if isinstance(whole, Series) else []
    return bytes_of(new_calendar(), series, list(events_of(whole)))
