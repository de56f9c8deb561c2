"""Start and end of a row, as instants. Nothing is guessed: a local time that the clocks skip or show twice, a
zone that does not exist, and a date without a time of day are flaws of the row.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.feed.fields import RowFlaw, safe
from scheduling.feed.profile import Profile
from scheduling.shifts.terms import LONGEST_SHIFT
from scheduling.zones import LocalTimeError, find_zone, instant_of

_ISO = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d", re.ASCII)
_HOURS = re.compile(r"(\d{1,2})(?:[.,](\d{1,4}))?", re.ASCII)
_DURATION = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def zone_named(name: str) -> ZoneInfo:
    """The zone with this name.

    Raises:
        RowFlaw: there is none; `America` alone is a folder of names, not a name.
    """
    found = find_zone(name)
    if found is None:
        raise RowFlaw(f"“{safe(name, 40)}” is not a time zone; expected a name such as America/Phoenix.")
    return found


def read_times(values: Mapping[str, object], profile: Profile, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Start and end of a row, aware UTC.

    Args:
        values: the row, under our field names.
        profile: how its times are written.
        zone: of local times for which the row itself names none.

    Raises:
        RowFlaw: a time is missing or unreadable, the end is not after the start, or it lasts over 24 h.
    """
    starts_zone = _own_zone(values, "starts_zone", zone)
    starts, starts_local = _moment(_written(values, "starts"), profile, starts_zone)
    ends = _end(values, profile, starts, starts_local, _own_zone(values, "ends_zone", starts_zone))
    if ends <= starts:
        raise RowFlaw("The end is not after the start.")
    if ends - starts > LONGEST_SHIFT:
        hours, rest = divmod(ends - starts, timedelta(hours=1))
        length = f"{hours} h {rest // timedelta(minutes=1)} min"
        raise RowFlaw(f"It lasts {length}; a shift lasts at most {LONGEST_SHIFT // timedelta(hours=1)} h.")
    return starts, ends


def read_instant(text: str, zone: ZoneInfo) -> datetime:
    """One ISO 8601 time as an instant, aware UTC; without an offset it is local to `zone`.

    Raises:
        RowFlaw: it cannot be read, or names no single instant.
    """
    return _instant(_parsed(text, ""), zone)


def read_moment(text: str, profile: Profile, zone: ZoneInfo) -> datetime:
    """One time as the profile writes it, as an instant, aware UTC; without an offset it is local to `zone`.

    Raises:
        RowFlaw: it cannot be read, or names no single instant.
    """
    return _moment(text, profile, zone)[0]


def _own_zone(values: Mapping[str, object], field: str, otherwise: ZoneInfo) -> ZoneInfo:
    name = values.get(field)
    return zone_named(str(name)) if name else otherwise


def _written(values: Mapping[str, object], which: str) -> str:
    """A start or end as one text; date and time may stand in two columns."""
    whole = values.get(which)
    if whole is None:
        parts = [str(values.get(f"{which}_{half}", "")).strip() for half in ("date", "time")]
        whole = " ".join(parts) if all(parts) else ""
    if not isinstance(whole, str):
        raise RowFlaw(f"The {_WHICH[which]} {safe(whole, 40)} is not a time written as text.")
    if not whole.strip():
        raise RowFlaw(f"The {_WHICH[which]} is missing.")
    return whole.strip()


_WHICH = {"starts": "start", "ends": "end"}


def _end(
    values: Mapping[str, object], profile: Profile, starts: datetime, starts_local: datetime, zone: ZoneInfo
) -> datetime:
    if values.get("ends") is None and values.get("ends_date") is None and values.get("ends_time"):
        return _end_by_clock(values, profile, starts_local, zone)
    if values.get("ends") is None and values.get("ends_date") is None and values.get("hours"):
        return starts + _length(values)
    return _moment(_written(values, "ends"), profile, zone)[0]


def _end_by_clock(
    values: Mapping[str, object], profile: Profile, starts_local: datetime, zone: ZoneInfo
) -> datetime:
    """An end that is only a time of day: on the day of the start or, where that is not later, the next."""
    same_day = {**values, "ends_date": values.get("starts_date", "")}
    ends = _parsed(_written(same_day, "ends"), profile.time_format)
    if ends.tzinfo is None and ends <= starts_local.replace(tzinfo=None):
        ends += timedelta(days=1)
    return _instant(ends, zone)


def _length(values: Mapping[str, object]) -> timedelta:
    """A length in hours (8, 7.5) or as ISO 8601 duration (PT8H)."""
    text = str(values.get("hours", "")).strip()
    if found := _HOURS.fullmatch(text):
        return timedelta(hours=float(f"{found[1]}.{found[2] or 0}"))
    found = _DURATION.fullmatch(text)
    if found and any(found.groups()):
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    raise RowFlaw(f"“{safe(text, 40)}” is no length; expected hours such as 8 or 7.5, or PT8H.")


def _moment(text: str, profile: Profile, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """A time as an instant, and as it was written."""
    written = _parsed(text, profile.time_format)
    return _instant(written, zone), written


def _parsed(text: str, time_format: str) -> datetime:
    try:
        if time_format:
            return datetime.strptime(text, time_format)  # noqa: DTZ007  the zone is added by `_instant`
        if _ISO.match(text):
            return datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        pass  # the sentence below says what was expected
    expected = f"the form {time_format}" if time_format else "2026-08-12T07:00, with an offset or without"
    raise RowFlaw(f"“{safe(text, 40)}” is no date with a time of day; expected {expected}.")


def _instant(written: datetime, zone: ZoneInfo) -> datetime:
    if not _FIRST_YEAR <= written.year <= _LAST_YEAR:
        raise RowFlaw(f"The year {written.year} cannot be meant; expected {_FIRST_YEAR} to {_LAST_YEAR}.")
    if written.tzinfo is not None:
        return written.astimezone(UTC)
    try:
        return instant_of(written, zone)
    except LocalTimeError as problem:
        raise RowFlaw(f"{problem} Add the offset, e.g. -07:00.") from None
