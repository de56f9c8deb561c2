"""A zone as calendar programs read it: VTIMEZONE, with yearly rules wherever the zone has them.

`icalendar` can write one too, but an hour late in spring and as a list of dates; Outlook passes over such a
list, others read its first date only. Here the zone's own footer becomes two yearly rules, if the zone's data
follow them in all the years that are written about. Where they do not (a law that has just changed, clocks
set by the moon, a rule that RRULE cannot say) each change of the clocks is written by itself.
"""

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

from scheduling import zones
from scheduling.ical.clock_changes import Change, changes_foreseen, changes_in, clock_on
from scheduling.ical.footer import Onset, footer_of

_LONG_AGO = 1970
"""Rules are written as if they had always held: some programs look at a year long past to know a zone."""

_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_LAST = 5
_FEBRUARY = 2


def vtimezone(zone: str, since: date, until: date) -> Timezone:
    """The VTIMEZONE of a zone, right from before one year to after another.

    Args:
        zone: an IANA name, which is also the TZID.
        since, until: days of these years.

    Raises:
        ValueError: there is no such zone.
    """
    return _vtimezone(zones.zone(zone), since.year - 1, until.year + 1)


@lru_cache(maxsize=256)
def _vtimezone(zone: ZoneInfo, first: int, last: int) -> Timezone:
    written = Timezone()
    written.add("TZID", zone.key)
    for observance in _observances(zone, first, last):
        written.add_component(observance)
    return written


def _observances(zone: ZoneInfo, first: int, last: int) -> list[TimezoneStandard | TimezoneDaylight]:
    beginning = clock_on(datetime(first, 1, 1, tzinfo=zone), zone)
    changes = changes_in(zone, first, last)
    if not changes:
        return [_observance(replace(beginning, local=datetime.combine(date(_LONG_AGO, 1, 1), time())))]
    return _by_rule(zone, changes, first, last) or [_observance(change) for change in (beginning, *changes)]


def _by_rule(
    zone: ZoneInfo, changes: list[Change], first: int, last: int
) -> list[TimezoneStandard | TimezoneDaylight]:
    """Two observances that come back each year; none where the data or RRULE do not follow the footer."""
    footer = footer_of(zone.key)
    if footer is None or changes != changes_foreseen(footer, first, last):
        return []
    onsets = sorted(filter(None, (footer.begins, footer.ends)), key=lambda onset: onset.local_in(_LONG_AGO))
    rules = [_rule(onset) for onset in onsets]
    if None in rules:
        return []
    yearly = zip(changes_foreseen(footer, _LONG_AGO, _LONG_AGO), rules, strict=True)
    return [_observance(change, rule) for change, rule in yearly]


def _rule(onset: Onset) -> vRecur | None:
    """Each year on that weekday; None where it may fall into another month, or depends on leap years."""
    days_later = onset.at // timedelta(days=1)
    weekday = _WEEKDAYS[(onset.weekday + days_later) % 7]
    if days_later == 0:
        nth = -1 if onset.week == _LAST else onset.week
        return _yearly(onset.month, f"{nth}{weekday}")
    longest = monthrange(2001, onset.month)[1]
    if onset.week == _LAST and onset.month == _FEBRUARY:
        return None
    earliest = days_later + (longest - 6 if onset.week == _LAST else 7 * onset.week - 6)
    if earliest < 1 or earliest + 6 > longest:
        return None
    return _yearly(onset.month, weekday, list(range(earliest, earliest + 7)))


def _yearly(month: int, weekday: str, days: list[int] | None = None) -> vRecur:
    parts: dict[str, object] = {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": weekday}
    return vRecur(parts | ({"BYMONTHDAY": days} if days else {}))


def _observance(change: Change, rule: vRecur | None = None) -> TimezoneStandard | TimezoneDaylight:
    written = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    written.add("DTSTART", change.local)
    written.add("TZOFFSETFROM", change.before)
    written.add("TZOFFSETTO", change.after)
    written.add("TZNAME", change.name)
    if rule is not None:
        written.add("RRULE", rule)
    return written
