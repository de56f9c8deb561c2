"""Dates and times as calendar programs write them: in UTC, in a zone by one of its names, or in none."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from scheduling import zones

_DAY = re.compile(r"[0-9]{8}")
_TIME = re.compile(r"[0-9]{8}T[0-9]{6}Z?")


def read_moment(text: str, zone: str) -> datetime | date:
    """A DATE-TIME in UTC, aware, wherever the text and its TZID say which instant it is.

    Naive where they do not (it is floating, or in a zone that only the sender knows): a local time of the
    meeting's own zone. A DATE is a day of that zone.

    Raises:
        ValueError: it is neither.
    """
    if _DAY.fullmatch(text):
        return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
    if not _TIME.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not a time.")
    naive = datetime.fromisoformat(text.removesuffix("Z"))
    if text.endswith("Z"):
        return naive.replace(tzinfo=UTC)
    known = find_zone(zone)
    if known is None:
        return naive
    try:
        return naive.replace(tzinfo=known).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text!r} is not a time of this age.") from error


def find_zone(name: str) -> ZoneInfo | None:
    """The zone that a TZID means: an IANA name, the same behind a prefix, or a name of Windows."""
    known = WINDOWS_TO_OLSON.get(name)
    if known is not None:
        return zones.find_zone(known)
    steps = name.split("/")
    return next(
        filter(None, (zones.find_zone("/".join(steps[-n:])) for n in (3, 2, 1) if n <= len(steps))), None
    )
