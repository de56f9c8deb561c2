"""The rule by which a zone changes its clocks from now on: the last line of its file, such as
`EST5EDT,M3.2.0,M11.1.0` (RFC 8536 3.3, POSIX TZ).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import TZPATH


@dataclass(frozen=True, slots=True)
class Clock:
    """One of a zone's clocks: what it is called ("EST"), and how far it is ahead of UTC."""

    name: str
    offset: timedelta


@dataclass(frozen=True, slots=True)
class Onset:
    """When the clocks are changed each year.

    Attributes:
        month: 1 to 12.
        week: which such weekday of the month, 1 to 4; 5: the last.
        weekday: 0 is Sunday.
        at: after the midnight that begins that day, by the clock before the change. It may be negative or
            longer than a day.
    """

    month: int
    week: int
    weekday: int
    at: timedelta

    def local_in(self, year: int) -> datetime:
        """When the clocks are changed in a year, by the clock before the change."""
        first = date(year, self.month, 1)
        day = 1 + (self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1)
        while day > monthrange(year, self.month)[1]:
            day -= 7
        return datetime.combine(first.replace(day=day), time()) + self.at


@dataclass(frozen=True, slots=True)
class Footer:
    """The clocks of a zone: the usual one, and for a part of the year another.

    Attributes:
        other: None where the clocks never change; then `begins` and `ends` are None too.
        begins, ends: of the other clock.
    """

    usual: Clock
    other: Clock | None = None
    begins: Onset | None = None
    ends: Onset | None = None


_NAME = r"([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)"
_SPAN = r"([+-]?\d{1,3}(?::\d{2}){0,2})"
_RULE = rf"M(\d{{1,2}})\.([1-5])\.([0-6])(?:/{_SPAN})?"
_FOOTER = re.compile(rf"{_NAME}{_SPAN}(?:{_NAME}{_SPAN}?,{_RULE},{_RULE})?")
_ONSET_UNLESS_SAID = "2"


@lru_cache(maxsize=256)
def footer_of(zone: str) -> Footer | None:
    """The footer of a known zone; None where its file has none, or one in a form that no zone uses today."""
    found = _FOOTER.fullmatch(_last_line(zone))
    if found is None:
        return None
    usual = Clock(found[1].strip("<>"), -_span(found[2]))
    if found[3] is None:
        return Footer(usual)
    ahead = -_span(found[4]) if found[4] else usual.offset + timedelta(hours=1)
    begins, ends = (_onset(*found.groups()[at : at + 4]) for at in (4, 8))
    return Footer(usual, Clock(found[3].strip("<>"), ahead), begins, ends)


def _last_line(zone: str) -> str:
    return _bytes_of(zone).rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")


def _bytes_of(zone: str) -> bytes:
    """The file that `zoneinfo` reads: the system's, or else the tzdata package's."""
    for folder in TZPATH:
        path = Path(folder, zone)
        if path.is_file():
            return path.read_bytes()
    return files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()


def _onset(month: str, week: str, weekday: str, at: str | None) -> Onset:
    return Onset(int(month), int(week), int(weekday), _span(at or _ONSET_UNLESS_SAID))


def _span(text: str) -> timedelta:
    hours, minutes, seconds = [*map(int, text.lstrip("+-").split(":")), 0, 0][:3]
    span = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -span if text.startswith("-") else span
