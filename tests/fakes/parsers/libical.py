"""libical, which reads calendars for GNOME, KDE and many servers: its C library, as it is installed."""

import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_longlong, c_void_p
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from tests.fakes.parsers.seen import Component, Seen, put_together, written

NAME = "libical.so.3"
"""Debian's package is called libical3."""


class _Time(Structure):
    _fields_ = (
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", c_int),
        ("is_daylight", c_int),
        ("zone", c_void_p),
    )


class _Span(Structure):
    _fields_ = (("start", c_longlong), ("end", c_longlong), ("is_busy", c_int))


_EachTime = CFUNCTYPE(None, c_void_p, POINTER(_Span), c_void_p)
_PROMISES: dict[str, tuple[Any, ...]] = {  # function → what it answers, what it takes
    "icalcomponent_check_restrictions": (c_int, c_void_p),
    "icalcomponent_count_errors": (c_int, c_void_p),
    "icalcomponent_foreach_recurrence": (None, c_void_p, _Time, _Time, _EachTime, c_void_p),
    "icalcomponent_free": (None, c_void_p),
    "icalcomponent_get_description": (c_char_p, c_void_p),
    "icalcomponent_get_dtend": (_Time, c_void_p),
    "icalcomponent_get_dtstart": (_Time, c_void_p),
    "icalcomponent_get_first_component": (c_void_p, c_void_p, c_int),
    "icalcomponent_get_first_property": (c_void_p, c_void_p, c_int),
    "icalcomponent_get_location": (c_char_p, c_void_p),
    "icalcomponent_get_next_component": (c_void_p, c_void_p, c_int),
    "icalcomponent_get_summary": (c_char_p, c_void_p),
    "icalcomponent_get_uid": (c_char_p, c_void_p),
    "icalcomponent_string_to_kind": (c_int, c_char_p),
    "icalparser_parse_string": (c_void_p, c_char_p),
    "icalproperty_get_datetime_with_component": (_Time, c_void_p, c_void_p),
    "icalproperty_get_value_as_string": (c_char_p, c_void_p),
    "icalproperty_string_to_kind": (c_int, c_char_p),
    "icaltime_as_timet_with_zone": (c_longlong, _Time, c_void_p),
    "icaltime_from_timet_with_zone": (_Time, c_longlong, c_int, c_void_p),
    "icaltimezone_get_utc_timezone": (c_void_p,),
}


@lru_cache(maxsize=1)
def library() -> ctypes.CDLL | None:
    """The library, or None where it is not installed."""
    try:
        found = ctypes.CDLL(NAME)
    except OSError:
        return None
    for name, (answers, *takes) in _PROMISES.items():
        function = getattr(found, name)
        function.restype, function.argtypes = answers, takes
    return found


def read(content: bytes, since: datetime, until: datetime) -> list[Seen]:
    """What it shows between two instants.

    Raises:
        ValueError: it finds an error in the calendar, or a rule of iCalendar that it breaks.
    """
    lib = _installed()
    calendar = lib.icalparser_parse_string(content)
    if not calendar:
        raise ValueError("libical reads nothing.")
    try:
        lib.icalcomponent_check_restrictions(calendar)
        if lib.icalcomponent_count_errors(calendar):
            raise ValueError(f"libical finds {lib.icalcomponent_count_errors(calendar)} errors.")
        return put_together(_component(lib, event, since, until) for event in _events(lib, calendar))
    finally:
        lib.icalcomponent_free(calendar)


def _installed() -> ctypes.CDLL:
    found = library()
    if found is None:
        raise RuntimeError(f"{NAME} is not installed.")
    return found


def _events(lib: ctypes.CDLL, calendar: int) -> list[int]:
    kind = lib.icalcomponent_string_to_kind(b"VEVENT")
    found = []
    event = lib.icalcomponent_get_first_component(calendar, kind)
    while event:
        found.append(event)
        event = lib.icalcomponent_get_next_component(calendar, kind)
    return found


def _component(lib: ctypes.CDLL, event: int, since: datetime, until: datetime) -> Component:
    stands_for = _property(lib, event, b"RECURRENCE-ID")
    return Component(
        times=_times(lib, event, since, until),
        words=(
            _text(lib.icalcomponent_get_uid(event)),
            _text(lib.icalcomponent_get_summary(event)),
            _status(lib, event),
            _text(lib.icalcomponent_get_location(event)),
            _text(lib.icalcomponent_get_description(event)),
        ),
        stands_for=_instant(lib, event, stands_for) if stands_for else "",
    )


def _times(lib: ctypes.CDLL, event: int, since: datetime, until: datetime) -> tuple[tuple[str, str], ...]:
    start, end = lib.icalcomponent_get_dtstart(event), lib.icalcomponent_get_dtend(event)
    if start.is_date:
        return ((_day(start), _day(end)),)
    found: list[tuple[str, str]] = []

    def take(_event: int, span: Any, _data: object) -> None:
        found.append((_of_timet(span.contents.start), _of_timet(span.contents.end)))

    utc = lib.icaltimezone_get_utc_timezone()
    bounds = [lib.icaltime_from_timet_with_zone(int(at.timestamp()), 0, utc) for at in (since, until)]
    lib.icalcomponent_foreach_recurrence(event, *bounds, _EachTime(take), None)
    return tuple(found)


def _status(lib: ctypes.CDLL, event: int) -> str:
    found = _property(lib, event, b"STATUS")
    return _text(lib.icalproperty_get_value_as_string(found)) if found else ""


def _property(lib: ctypes.CDLL, event: int, name: bytes) -> int | None:
    found: int | None = lib.icalcomponent_get_first_property(event, lib.icalproperty_string_to_kind(name))
    return found


def _instant(lib: ctypes.CDLL, event: int, moment: int) -> str:
    time = lib.icalproperty_get_datetime_with_component(moment, event)
    return _of_timet(lib.icaltime_as_timet_with_zone(time, time.zone))


def _of_timet(seconds: int) -> str:
    return written(datetime.fromtimestamp(seconds, UTC))


def _text(found: bytes | None) -> str:
    return (found or b"").decode()


def _day(time: _Time) -> str:
    return f"{time.year:04}{time.month:02}{time.day:02}"
