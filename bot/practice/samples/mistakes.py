"""Rows that no feed should hold: one for every reason for which a row is quarantined."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from scheduling.zones import LocalTimeError, instant_of, zone

_CHANGING = "America/Denver"
_SKIPPED, _TWICE = time(2, 30), time(1, 30)
"""Local times that the clocks of North America skip in March and show twice in November."""


def bad_rows(today: date) -> list[dict[str, Any]]:
    """The rows, in the order in which the feed format lists the reasons."""
    day = today + timedelta(days=3)
    good: dict[str, Any] = {
        "school": "QTZ",
        "post": "Front gate",
        "starts": f"{day}T07:00",
        "ends": f"{day}T15:00",
        "places": 1,
        "status": "open",
    }
    return [
        {**good, "notes": "has no id"},
        {**good, "id": "BAD-twice", "places": 1},
        {**good, "id": "BAD-twice", "places": 2},
        {**good, "id": "BAD-backwards", "ends": f"{day}T06:00"},
        {**good, "id": "BAD-long", "ends": f"{day + timedelta(days=2)}T07:00"},
        {**good, "id": "BAD-zone", "zone": "America"},
        {**good, "id": "BAD-skipped", **_at(_day_on_which(today, _SKIPPED), _SKIPPED)},
        {**good, "id": "BAD-ambiguous", **_at(_day_on_which(today, _TWICE), _TWICE)},
        {**good, "id": "BAD-status", "status": "perhaps"},
        {**good, "id": "BAD-verbose", "post": "Front gate, " * 20},
        {**good, "id": "BAD-control", "post": "Front\u0007 gate"},
    ]


def _at(day: date, starts: time) -> dict[str, str]:
    return {
        "zone": _CHANGING,
        "starts": f"{day}T{starts:%H:%M}",
        "ends": f"{day}T10:00",
    }


def _day_on_which(today: date, local: time) -> date:
    """The next day whose clocks skip, or show twice, that local time."""
    return next(day for day in _coming_year(today) if not _exists_once(day, local))


def _coming_year(today: date) -> Iterator[date]:
    return (today + timedelta(days=number) for number in range(1, 400))


def _exists_once(day: date, local: time) -> bool:
    try:
        instant_of(datetime.combine(day, local), zone(_CHANGING))
    except LocalTimeError:
        return False
    return True
