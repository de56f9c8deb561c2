"""Days at the beginning of what was typed, and what follows them: `until fri`, `12/24 .. 1/2`, `for 3 days`.

Both ends are included: whoever is away until Friday is back on Saturday. Pure: today is an argument.
"""

import re
from datetime import date, timedelta
from typing import Final

from handlers.grammar.dates import Days, parse_days

_MOST_WORDS: Final = 12
"""No days take more to say."""

_BETWEEN: Final = frozenset({"..", "to", "until", "till", "til", "through", "thru"})
_LEADS: Final = frozenset({"from", "on", "for", "starting", "beginning"})
_NAMES: Final = "mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DOTS: Final = re.compile(
    r"\s*(?:\.\.+|…|–|—| - )\s*"  # and a hyphen where it can be nothing else: 12/24-1/2, mon-wed
    rf"|(?<=\d)-(?=\d{{1,2}}/\d)|(?<=[a-z\d])-(?=(?:{_NAMES})[a-z]*\b)",
    re.IGNORECASE,
)
_ALL_WEEK: Final = re.compile(
    r"(?:(?:the )?(?:rest|remainder) of|all|the whole)(?: the| this)? week\b", re.IGNORECASE
)
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LENGTH: Final = re.compile(rf"(an?|\d{{1,3}}|{'|'.join(_NUMBERS)}) (day|week|month)s?")
_LONG: Final = {"day": 1, "week": 7, "month": 30}


def split_days(typed: str, today: date) -> tuple[Days | None, str]:
    """The days that the words begin with, as many words as can be read; and the rest. None: no days.

    Raises:
        ImpossibleDateError: the words begin with a date that no calendar has.
    """
    words = _DOTS.sub(" .. ", _ALL_WEEK.sub("this week", typed)).split()
    while words and words[0].lower() in _LEADS:
        words = words[1:]
    for many in range(min(len(words), _MOST_WORDS), 0, -1):
        days = _days([word.strip(",;:").lower() for word in words[:many]], today)
        if days is not None:
            return days, " ".join(words[many:])
    return None, " ".join(words)


def _days(words: list[str], today: date) -> Days | None:
    at = next((place for place, word in enumerate(words) if word in _BETWEEN), None)
    if at is None:
        return _length(" ".join(words), today) or parse_days(" ".join(words), today)
    first = parse_days(" ".join(words[:at]), today) if at else Days(today, today)
    if first is None:
        return None
    last = parse_days(" ".join(words[at + 1 :]), first.first)
    return Days(first.first, last.last) if last is not None else None


def _length(words: str, today: date) -> Days | None:
    """So many days from today on, today included."""
    found = _LENGTH.fullmatch(words)
    if found is None or found[1] == "0":
        return None
    many = int(found[1]) if found[1].isdecimal() else _number(found[1])
    return Days(today, today + timedelta(days=many * _LONG[found[2]] - 1))


def _number(word: str) -> int:
    """`a` and `an` are one."""
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else 1
