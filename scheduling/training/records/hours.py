"""An amount of time as people and record systems write it: `2`, `2.5`, `2:30`, `2h 30m`, `90 min`."""

import re
from decimal import Decimal
from typing import Final

_MOST_HOURS: Final = 10_000
"""More than this is a slip, whoever wrote it."""

_PLAIN = re.compile(r"(-?)(\d{1,6}(?:[.,]\d{1,4})?|[.,]\d{1,4})")
_CLOCK = re.compile(r"(-?)(\d{1,5}):([0-5]\d)(?::00)?")
_UNITS = re.compile(
    r"(-?)(?:(\d{1,6}(?:[.,]\d{1,4})?)\s*(?:h|hr|hrs|hour|hours)\.?)?"
    r"\s*(?:and\s+)?(?:(\d{1,6})\s*(?:m|min|mins|minute|minutes)\.?)?"
)


class HoursUnreadableError(ValueError):
    """Words that are no amount of time; the message says what was expected."""


def read_hours(typed: str) -> int:
    """The amount in whole minutes, a half rounded up. Less than nothing is read too: what is too little or
    too much is the rules' to say.

    Raises:
        HoursUnreadableError: no amount of time, or one that can only be a slip.
    """
    words = " ".join(typed.lower().split())
    minutes = _minutes(words)
    if minutes is None or abs(minutes) > _MOST_HOURS * 60:
        raise HoursUnreadableError(
            f"“{typed.strip()[:40]}” is no amount of time; expected one such as 2, 2.5, 2:30 or 90 min"
        )
    return minutes


def _minutes(words: str) -> int | None:
    """Without a unit they are hours."""
    if plain := _PLAIN.fullmatch(words):
        return _signed(plain[1], _in_minutes(plain[2]))
    if clock := _CLOCK.fullmatch(words):
        return _signed(clock[1], int(clock[2]) * 60 + int(clock[3]))
    units = _UNITS.fullmatch(words)
    if units is None or not (units[2] or units[3]):
        return None
    return _signed(units[1], _in_minutes(units[2] or "0") + int(units[3] or 0))


def _in_minutes(hours: str) -> int:
    return int(Decimal(hours.replace(",", ".")) * 60 + Decimal("0.5"))


def _signed(sign: str, minutes: int) -> int:
    return -minutes if sign else minutes
