"""Times of day as people type them: `9am`, `2:30 p.m.`, `0730`, `noon`. Pure."""

import re
from datetime import time
from typing import Final

_SPELLINGS: Final = (
    (re.compile(r"\b(?:12 )?midnight\b", re.IGNORECASE), "24:00"),
    (re.compile(r"\b(?:12 )?(?:noon|midday)\b", re.IGNORECASE), "12:00"),
    (re.compile(r"\b([ap])\.m\b\.?", re.IGNORECASE), r"\1m"),
    (re.compile(r"(?<=\d[ap])\.m\b\.?", re.IGNORECASE), "m"),
)


def in_figures(typed: str) -> str:
    """The same with `noon`, `midnight` and `a.m.` as everything else is written."""
    for spelling, written in _SPELLINGS:
        typed = spelling.sub(written, typed)
    return typed


def time_of(hours: str, minutes: str | None, half: str | None) -> time | None:
    """The time of day that the figures and `am`, `p` and the like name; None: no clock shows that."""
    hour, minute = int(hours), int(minutes or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    if hour == 24 and not minute:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
