"""Hours and weekdays at the beginning of what was typed, and what follows: `10pm-6am`, `sat sun`. Pure."""

import re
from datetime import time
from typing import Final

from handlers.grammar.clock_times import in_figures, time_of
from handlers.grammar.dates import weekday_named

_CLOCK: Final = r"(?:at )?(\d{1,2})(?:[:.h]?(\d{2})|h)? ?(am|pm|a|p)?"
_TO: Final = r"(?: ?(?:-|–|to|until|till|til|and|\.\.) ?| |(?<=\d{4})|(?<=m))"
_HOURS: Final = re.compile(rf"(?:from |between )?{_CLOCK}{_TO}{_CLOCK}(?![\w:])", re.IGNORECASE)
_FILLING: Final = frozenset({"and", "every", "on", "each"})
_BETWEEN: Final = re.compile(r"[ ,/&+]+")

Hours = tuple[time, time]


def split_hours(typed: str) -> tuple[Hours | None, str]:
    """From when until when, and what follows; None: no two times of day."""
    typed = in_figures(typed)
    found = _HOURS.match(typed)
    starts, ends = (time_of(*found.groups()[:3]), time_of(*found.groups()[3:])) if found else (None, None)
    if found is None or starts is None or ends is None:
        return None, typed
    return (starts, ends), typed[found.end() :]


def by_night(typed: str) -> Hours | None:
    """What hours are likely to mean that were typed without saying which half of the day, such as `10-6`:
    from the evening until the morning. None: they say it, or it is plain, as in `06:00`.
    """
    found = _HOURS.match(typed)
    if found is None or found[3] or found[6] or "0" in {found[1][0], found[4][0]}:
        return None
    starts, ends = (int(found[group]) for group in (1, 4))
    if not (1 <= starts <= 12 and 1 <= ends <= 12):
        return None
    return time(starts % 12 + 12, int(found[2] or 0)), time(ends % 12, int(found[5] or 0))


def split_weekdays(typed: str) -> tuple[frozenset[int], str]:
    """The weekdays that the words begin with, 0 is Monday, and what follows; none: they begin otherwise."""
    days: set[int] = set()
    rest = typed
    while rest:
        found = _BETWEEN.search(rest)
        word, after = (rest[: found.start()], rest[found.end() :]) if found else (rest, "")
        named = _weekdays(word.lower())
        if not named and word.lower() not in _FILLING:
            break
        days |= named
        rest = after
    return frozenset(days), rest if days else typed


def _weekdays(word: str) -> set[int]:
    """`sat`, `saturdays`, `weekends`, `fri-sun`; empty: none of these."""
    if word in {"weekend", "weekends"}:
        return {5, 6}
    if word in {"weekday", "weekdays"}:
        return {0, 1, 2, 3, 4}
    first, dash, last = word.replace("–", "-").partition("-")
    begins = _weekday(first)
    ends = _weekday(last) if dash else begins
    if begins is None or ends is None:
        return set()
    return {(begins + step) % 7 for step in range((ends - begins) % 7 + 1)}


def _weekday(name: str) -> int | None:
    found = weekday_named(name)
    return found if found is not None else weekday_named(name.removesuffix("s"))
