"""Lengths of time as people type them: `20m`, `2h 30m`, `1h30`, `1.5 hours`, `an hour and a half`. Pure."""

import re
from datetime import timedelta
from typing import Final

LONGEST: Final = timedelta(days=366)
"""Whatever is longer, is as long: nobody means it, and a calendar ends somewhere."""

_WORDS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "fifteen": 15,
    "twenty": 20, "thirty": 30, "forty": 40, "half": 0.5, "half a": 0.5, "half an": 0.5, "a couple of": 2,
    "a couple": 2, "couple": 2, "couple of": 2,
}  # fmt: skip
_EACH: Final = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(days=7),
}
_NUMBERS: Final = "|".join(sorted(_WORDS, key=len, reverse=True))
_PIECE: Final = re.compile(
    rf"(?:(?P<figure>\d{{1,5}}(?:[.,]\d{{1,2}})?) ?|(?P<word>{_NUMBERS}) )"
    r"(?P<unit>m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)(?![a-z])"
)
_BETWEEN: Final = re.compile(r"(?: ?(?:,|and|&|\+))* ?")
_SHORT: Final = (
    (re.compile(r"^(\d{1,3}) ?h ?(\d{1,2})$"), r"\1h \2m"),  # 1h30
    (re.compile(r"\b(hours?|h|days?|weeks?) and a half\b"), r"\1 and half a \1"),
    (re.compile(r"^(\d{1,3}) and a half (hours?|days?|weeks?)$"), r"\1.5 \2"),
    (re.compile(r"^(hour|day|week)\b"), r"one \1"),
)
_MILITARY: Final = re.compile(r"\d{4} ?(?:h|hrs?|hours?)")
"""`1400 hrs` is a time of day."""


def parse_length(typed: str) -> timedelta | None:
    """How long the words say, in lower case; None where they say anything besides, or nothing."""
    for short, long in _SHORT:
        typed = short.sub(long, typed)
    if _MILITARY.fullmatch(typed):
        return None
    total, at = timedelta(0), 0
    while found := _PIECE.match(typed, at):
        total = min(total + _length(found), LONGEST)
        between = _BETWEEN.match(typed, found.end())
        at = between.end() if between else found.end()
    return total if typed and at == len(typed) else None


def _length(found: re.Match[str]) -> timedelta:
    many = float(found["figure"].replace(",", ".")) if found["figure"] else _WORDS[found["word"]]
    return min(many * _EACH[found["unit"][0]], LONGEST)
